using System;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using NUnit.Framework;
using static TorchSharp.torch;

namespace SagTextures.Tests.Native;

/// <summary>TorchSharp's scalars may be collected while libtorch reads them; what keeps that from happening.</summary>
public class ScalarTests
{
    [Test]
    public void The_program_collects_no_garbage_in_the_background()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "sag.runtimeconfig.json");
        using JsonDocument config = JsonDocument.Parse(File.ReadAllText(path));
        Assert.That(
            config.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties").GetProperty("System.GC.Concurrent").GetBoolean(),
            Is.False);
    }

    [Test]
    public void Numbers_reach_libtorch_while_garbage_is_collected()
    {
        using Tensor count = zeros(1, ScalarType.Int64);
        var kept = new byte[200][];
        long steps = 0;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed.TotalSeconds < 3;)
        {
            // A collection in the background made about one call in 300 000 fail.
            for (int i = 0; i < 200; i++, steps++)
                count.add_(1);
            kept[steps / 200 * 7 % kept.Length] = new byte[1_500_000];
        }
        Assert.That(count.item<long>(), Is.EqualTo(steps));
    }
}
