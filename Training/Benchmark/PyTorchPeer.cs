using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using SagTextures.Training.CommandLine;

namespace SagTextures.Training.Benchmark;

/// <summary>PyTorch as a peer on machines with an NVIDIA GPU, by a script of its own (pytorch.py): eager, CUDA graph, compiled.</summary>
internal static class PyTorchPeer
{
    /// <summary>Environment variable that names the Python to use, GPU or not.</summary>
    public const string Variable = "SAG_PYTHON";

    /// <summary>Whether there is an NVIDIA GPU, or a Python was named.</summary>
    public static bool IsWanted => Environment.GetEnvironmentVariable(Variable) != null
        || File.Exists("/proc/driver/nvidia/version")
        || (OperatingSystem.IsWindows() && File.Exists(Path.Combine(Environment.SystemDirectory, "nvcuda.dll")));

    /// <param name="model">The model file.</param>
    /// <param name="batches">Textures made at once.</param>
    /// <param name="folder">For the script.</param>
    /// <param name="notes">Told, in one line, why PyTorch is left out where it is.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<IReadOnlyList<BatchTiming>> Run(
        string model, int[] batches, string folder, TextWriter notes, CancellationToken stop)
    {
        string script = Path.Combine(folder, "pytorch.py");
        using (Stream source = typeof(PyTorchPeer).Assembly.GetManifestResourceStream("pytorch.py")!)
        using (FileStream target = File.Create(script))
            source.CopyTo(target);
        string python = Environment.GetEnvironmentVariable(Variable) ?? (OperatingSystem.IsWindows() ? "python" : "python3");
        var start = new ProcessStartInfo(python, [script, model, "--batch", string.Join(',', batches)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            using CancellationTokenRegistration kill = stop.Register(() => process.Kill(entireProcessTree: true));
            Task<string> output = process.StandardOutput.ReadToEndAsync(stop), error = process.StandardError.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            if (process.ExitCode == 0)
                return JsonSerializer.Deserialize<BatchTiming[]>(await output, JsonText.Compact)!;
            notes.WriteLine("sag: PyTorch is left out: " + (await error).Trim().Split('\n').Last());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            notes.WriteLine($"sag: PyTorch is left out: there is no {python}; {Variable} names another Python");
        }
        return [];
    }
}
