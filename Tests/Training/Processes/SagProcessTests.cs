using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using NUnit.Framework;
using SagTextures.Models;
using SagTextures.Training.Processes;

namespace SagTextures.Tests.Processes;

public class SagProcessTests
{
    private static readonly string Program = typeof(SagProcess).Assembly.Location;

    [Test]
    public void Only_a_dotnet_is_told_the_program()
    {
        string folder = AppContext.BaseDirectory, own = Path.Combine(folder, "sag"), dotnet = Path.Combine(folder, "dotnet");
        Assert.That(SagProcess.Host(own), Is.EqualTo((own, Array.Empty<string>())));
        Assert.That(SagProcess.Host(dotnet), Is.EqualTo((dotnet, new[] { Program })));
        Assert.That(SagProcess.Host(Path.Combine(folder, "testhost")), Is.EqualTo(("dotnet", new[] { Program })));
    }

    [Test]
    public async Task A_program_with_a_host_of_its_own_needs_no_dotnet_on_the_path()
    {
        using var folder = new TemporaryFolder();
        string model = Path.Combine(folder.Path, "model.safetensors");
        ModelFile.Write(RandomModel.Sagan(resolution: 16, width: 8, latent: 4), model);
        string host = Path.ChangeExtension(Program, OperatingSystem.IsWindows() ? ".exe" : null);
        var start = new ProcessStartInfo(host, $"bench --model {model} --batch 1 --seconds 0 --backend cpu --no-peers --json")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // What the host needs of .NET is here.
            Environment = { ["PATH"] = "", ["DOTNET_ROOT"] = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..") },
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Assert.That(await process.StandardError.ReadToEndAsync(), Does.Not.Contain("sag: "));
        Assert.That(await output, Does.Contain("timings"));
    }
}
