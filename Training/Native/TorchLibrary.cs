using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace SagTextures.Training.Native;

/// <summary>Loads TorchSharp's native library, on systems too that are older than the one it was built on.</summary>
/// <remarks>
/// TorchSharp 0.107.0 was linked against a libstdc++ that offers GLIBCXX_3.4.32. Debian 12 and Ubuntu 22.04 stop at
/// 3.4.30, and the loader refuses the library there, though all that it names of that version is one symbol
/// (std::ios_base_library_init) which no relocation uses. Making that version need weak is enough.
/// </remarks>
public static class TorchLibrary
{
    private const string FileName = "libLibTorchSharp.so";
    private const string MissingVersion = "GLIBCXX_3.4.32";
    private const int ErrorsOnly = 2;
    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>Call before the first use of <c>torch</c>; later calls cost nothing.</summary>
    /// <exception cref="TorchLibraryException">The library cannot be loaded; the message says what to do.</exception>
    public static void EnsureLoaded() => _ = Loaded.Value;

    private static bool Load()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return true;
        string? path = CandidatePaths().FirstOrDefault(File.Exists);
        if (path == null)
            return true;
        LoadAsItIsOrPatched(path);
        LogErrorsOnly(Path.Combine(Path.GetDirectoryName(path)!, "libc10.so"));
        return true;
    }

    /// <summary>Where NNPACK does not know the processor, libtorch would say so at every convolution, in the midst of our lines.</summary>
    private static void LogErrorsOnly(string core)
    {
        if (NativeLibrary.TryLoad(core, out IntPtr library) && NativeLibrary.TryGetExport(library, "FLAGS_caffe2_log_level", out IntPtr level))
            Marshal.WriteInt32(level, ErrorsOnly);
    }

    private static void LoadAsItIsOrPatched(string path)
    {
        if (TryLoad(path) is not { } error)
            return;
        if (!error.Contains(MissingVersion, StringComparison.Ordinal))
            throw new TorchLibraryException($"{path} does not load: {error}");
        try
        {
            LoadPatched(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new TorchLibraryException(
                $"{path} needs {MissingVersion} of libstdc++ and could not be adapted to this system ({e.Message}); "
                + "install libstdc++6 13.2 or newer (Debian 13, Ubuntu 24.04)", e);
        }
    }

    private static IEnumerable<string> CandidatePaths()
    {
        string app = AppContext.BaseDirectory;
        yield return Path.Combine(app, FileName);
        yield return Path.Combine(app, "runtimes", "linux-x64", "native", FileName);
    }

    private static void LoadPatched(string path)
    {
        byte[] library = File.ReadAllBytes(path);
        if (!ElfVersionNeed.MakeWeak(library, MissingVersion))
            throw new FormatException($"no need for {MissingVersion} found in it");
        string patched = path;
        try
        {
            ReplaceFile(path, library);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The application folder is read-only. From the cache folder the library does not see its neighbours,
            // so they are loaded first.
            foreach (string neighbour in new[] { "libc10.so", "libtorch_cpu.so", "libtorch.so" })
                TryLoad(Path.Combine(Path.GetDirectoryName(path)!, neighbour));
            string cache = Path.Combine(Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "SagTextures");
            Directory.CreateDirectory(cache);
            patched = Path.Combine(cache, FileName);
            ReplaceFile(patched, library);
        }
        if (TryLoad(patched) is { } error)
            throw new IOException(error);
    }

    /// <summary>Several processes may do this at once: each writes its own file, the last rename wins.</summary>
    private static void ReplaceFile(string path, byte[] content)
    {
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static string? TryLoad(string path)
    {
        try
        {
            NativeLibrary.Load(path);
            return null;
        }
        catch (DllNotFoundException e)
        {
            return e.Message;
        }
    }
}
