using System;
using System.Runtime.InteropServices;

namespace SagTextures.Vulkan
{
    /// <summary>Opens native libraries by name; .NET Standard has no call of its own for that.</summary>
    internal static class NativeLoader
    {
#if NET5_0_OR_GREATER
        public static IntPtr Load(string name) =>
            NativeLibrary.TryLoad(name, out IntPtr library) ? library : IntPtr.Zero;

        public static IntPtr Find(IntPtr library, string symbol) =>
            NativeLibrary.TryGetExport(library, symbol, out IntPtr address) ? address : IntPtr.Zero;
#else
        private const int Now = 2;

        private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

        public static IntPtr Load(string name)
        {
            if (IsWindows)
            {
                return LoadLibrary(name);
            }

            try
            {
                return OpenOfVersion2(name, Now);
            }
            catch (DllNotFoundException)
            {
                // macOS and Android have no versioned name for it.
                return Open(name, Now);
            }
        }

        public static IntPtr Find(IntPtr library, string symbol)
        {
            if (IsWindows)
            {
                return GetProcAddress(library, symbol);
            }

            try
            {
                return FindOfVersion2(library, symbol);
            }
            catch (DllNotFoundException)
            {
                return FindSymbol(library, symbol);
            }
        }

        [DllImport("kernel32", EntryPoint = "LoadLibraryW", CharSet = CharSet.Unicode)]
        private static extern IntPtr LoadLibrary(string name);

        [DllImport("kernel32", CharSet = CharSet.Ansi, BestFitMapping = false)]
        private static extern IntPtr GetProcAddress(IntPtr library, string symbol);

        [DllImport("libdl.so.2", EntryPoint = "dlopen")]
        private static extern IntPtr OpenOfVersion2(string name, int flags);

        [DllImport("libdl.so.2", EntryPoint = "dlsym")]
        private static extern IntPtr FindOfVersion2(IntPtr library, string symbol);

        [DllImport("libdl", EntryPoint = "dlopen")]
        private static extern IntPtr Open(string name, int flags);

        [DllImport("libdl", EntryPoint = "dlsym")]
        private static extern IntPtr FindSymbol(IntPtr library, string symbol);
#endif
    }
}
