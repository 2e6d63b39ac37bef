using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using SagTextures.Training.Processes;

namespace SagTextures.Training.Benchmark;

/// <summary>PyTorch as a peer on machines with an NVIDIA GPU, by a script of its own (pytorch.py): eager, CUDA graph, compiled.</summary>
internal static class PyTorchPeer
{
    /// <summary>Whether there is an NVIDIA GPU, or a Python was named.</summary>
    public static bool IsWanted => PythonScript.IsPythonNamed
        || File.Exists("/proc/driver/nvidia/version")
        || (OperatingSystem.IsWindows() && File.Exists(Path.Combine(Environment.SystemDirectory, "nvcuda.dll")));

    /// <param name="model">The model file.</param>
    /// <param name="size">Width and height of the textures.</param>
    /// <param name="batches">Textures made at once.</param>
    /// <param name="folder">For the script.</param>
    /// <param name="notes">Told, in one line, why PyTorch is left out where it is.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<IReadOnlyList<BatchTiming>> Run(
        string model, int size, int[] batches, string folder, TextWriter notes, CancellationToken stop)
    {
        try
        {
            using Process process = PythonScript.Start(
                "pytorch.py", folder,
                [model, "--size", size.ToString(CultureInfo.InvariantCulture), "--batch", string.Join(',', batches)]);
            using CancellationTokenRegistration kill = stop.Register(() => process.Kill(entireProcessTree: true));
            Task<string> output = process.StandardOutput.ReadToEndAsync(stop), error = process.StandardError.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            if (process.ExitCode == 0)
                return JsonSerializer.Deserialize<BatchTiming[]>(await output, JsonSerializerOptions.Web)!;
            notes.WriteLine("sag: PyTorch is left out: " + (await error).Trim().Split('\n').Last());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            notes.WriteLine($"sag: PyTorch is left out: there is no {PythonScript.Python}; {PythonScript.Variable} names another Python");
        }
        return [];
    }
}
