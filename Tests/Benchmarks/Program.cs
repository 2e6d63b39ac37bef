using System;
using System.Linq;
using System.Reflection;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace SagTextures.Benchmarks;

/// <summary>
/// <c>dotnet run -c Release --project Tests/Benchmarks -- --filter '*'</c>; a short job in this process. For ratios that have to
/// hold on a busy machine <c>sag bench</c> is better: its contestants take turns.
/// </summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        string results = typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "Results").Value!;
        ManualConfig config = ManualConfig.Create(DefaultConfig.Instance)
            .WithArtifactsPath(results)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        if (!HasVulkan())
            config.AddFilter(new NameFilter(name => name != nameof(GeneratorBenchmarks.Vulkan)));
        return BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments, config).All(summary => !summary.HasCriticalValidationErrors) ? 0 : 1;
    }

    private static bool HasVulkan()
    {
        try
        {
            return DeviceInfo.List().Any(device => device.Problem == null);
        }
        catch (DeviceException)
        {
            return false;
        }
    }
}
