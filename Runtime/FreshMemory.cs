using System;
using System.Runtime.InteropServices;

namespace SagTextures
{
    /// <summary>
    /// Large memory that is about to be written whole. An operating system hands out pages one by one, each at its first
    /// touch, and on a virtual machine that takes longer than reading and sorting a model: in large pages it comes ten times as
    /// fast. Linux gives them where it is asked to, Windows and macOS do not to a plain program.
    /// </summary>
    internal static unsafe class FreshMemory
    {
        private const int PageBytes = 4096;

        /// <summary>MADV_HUGEPAGE.</summary>
        private const int LargePages = 14;

        private static readonly bool IsLinux = RuntimeInformation.IsOSPlatform(OSPlatform.Linux);

        /// <summary>An array whose elements may be anything.</summary>
        public static byte[] Allocate(int length)
        {
#if NET5_0_OR_GREATER
            byte[] array = GC.AllocateUninitializedArray<byte>(length);
#else
            var array = new byte[length];
#endif
            fixed (byte* start = array)
            {
                PreferLargePages(start, length);
            }

            return array;
        }

        /// <summary>
        /// Finds the system's call. The dynamic linker lets in one thread at a time, so that while a driver is opened, which takes
        /// as long as reading a model, the reading would wait for it.
        /// </summary>
        public static void Bind() => PreferLargePages(null, PageBytes);

        /// <summary>For memory that nothing has touched yet.</summary>
        public static void PreferLargePages(void* start, long length)
        {
            long first = ((long)start + PageBytes - 1) / PageBytes * PageBytes;
            long whole = ((long)start + length - first) / PageBytes * PageBytes;
            if (!IsLinux || whole <= 0)
            {
                return;
            }

            try
            {
                // Whether it helps or not: a system without them says no.
                Advise((IntPtr)first, (UIntPtr)(ulong)whole, LargePages);
            }
            catch (Exception e) when (e is DllNotFoundException || e is EntryPointNotFoundException)
            {
                // Small pages, then.
            }
        }

        [DllImport("libc", EntryPoint = "madvise")]
        private static extern int Advise(IntPtr start, UIntPtr length, int advice);
    }
}
