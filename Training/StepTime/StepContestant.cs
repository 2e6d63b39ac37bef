using System;
using System.Collections.Generic;
using System.Diagnostics;
using SagTextures.Training.Processes;

namespace SagTextures.Training.StepTime;

/// <summary>Whose training step is timed: a process that makes one for each line it gets, and answers with milliseconds and megabytes.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Start">Starts the process.</param>
internal sealed record StepContestant(string Name, Func<Process> Start)
{
    /// <summary>Whom the others are compared with.</summary>
    public const string PlainName = "plain TorchSharp";

    /// <summary>All, in the order of the table.</summary>
    /// <param name="config">Of the training.</param>
    /// <param name="folder">The textures; scripts go there too.</param>
    /// <param name="threads">Cores to use.</param>
    /// <param name="bothSettings">Also each with the other's setting of the C library's memory.</param>
    /// <param name="hasPyTorch">Whether PyTorch takes part.</param>
    public static IReadOnlyList<StepContestant> All(TrainingConfig config, string folder, int threads, bool bothSettings, bool hasPyTorch)
    {
        string[] arguments = FormattableString.Invariant(
            $"--resolution {config.Resolution} --batch {config.Batch} --width {config.GeneratorWidth} --threads {threads}").Split(' ');
        var all = new List<StepContestant>();
        foreach (bool isOther in bothSettings ? new[] { false, true } : [false])
        {
            string setting = isOther ? ", our memory setting" : "";
            string[] keep = isOther ? ["--keep-memory"] : [], keepUnlessOther = isOther ? [] : ["--keep-memory"];
            all.Add(Sag("sag train" + (isOther ? ", default memory setting" : ""), StepKind.Ours, keepUnlessOther));
            all.Add(Sag(PlainName + setting, StepKind.Plain, keep));
            if (hasPyTorch)
                all.Add(PyTorch("PyTorch bfloat16" + setting, keep));
        }
        return all;

        StepContestant Sag(string name, StepKind kind, string[] more) => new(name, () => SagProcess.Start(
            ["step-time", "--textures", folder, "--alone", kind.ToString().ToLowerInvariant(), .. arguments, .. more], canTalk: true));

        StepContestant PyTorch(string name, string[] more) =>
            new(name, () => PythonScript.Start(PyTorchSteps.Script, folder, [.. arguments, .. more]));
    }
}
