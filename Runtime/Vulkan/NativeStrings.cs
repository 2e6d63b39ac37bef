using System;
using System.Collections.Generic;
using Silk.NET.Core.Native;

namespace SagTextures.Vulkan
{
    /// <summary>A list of UTF-8 strings as Vulkan takes them; valid until disposed.</summary>
    internal sealed unsafe class NativeStrings : IDisposable
    {
        private readonly byte** pointers;

        public NativeStrings(IReadOnlyList<string> strings)
        {
            Count = (uint)strings.Count;
            pointers = (byte**)SilkMarshal.Allocate(Math.Max(1, strings.Count) * sizeof(byte*));
            for (int i = 0; i < strings.Count; i++)
            {
                pointers[i] = (byte*)SilkMarshal.StringToPtr(strings[i], NativeStringEncoding.UTF8);
            }
        }

        public uint Count { get; }

        public byte** Pointers => pointers;

        public void Dispose()
        {
            for (int i = 0; i < Count; i++)
            {
                SilkMarshal.Free((IntPtr)pointers[i]);
            }

            SilkMarshal.Free((IntPtr)pointers);
        }
    }
}
