using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace SagTextures.Training.CommandLine;

/// <summary>The verbs of <c>sag</c>, its exit codes, and how an error is told: one line on the error stream.</summary>
internal static class SagCommandLine
{
    private static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Show the stack trace of an error.",
        Recursive = true,
    };

    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        ParseResult parsed = CreateRoot().Parse(args.Length == 0 ? ["--help"] : args);
        string help = parsed.CommandResult.Command is RootCommand ? "sag --help" : $"sag {parsed.CommandResult.Command.Name} --help";
        if (parsed.Errors.Count > 0)
        {
            string problems = string.Join(" ", parsed.Errors.Select(problem => problem.Message.TrimEnd('.') + "."));
            error.WriteLine($"sag: {problems} See: {help}");
            return ExitCode.WrongUsage;
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // StopSignal listens where a verb can stop in good order
            };
            return await parsed.InvokeAsync(configuration);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Stopped;
        }
        catch (UsageException problem)
        {
            error.WriteLine($"sag: {problem.Message} See: {help}");
            return ExitCode.WrongUsage;
        }
#pragma warning disable CA1031 // The last line of defence: whatever it is, the user gets one line.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            error.WriteLine("sag: " + ErrorLine.From(problem));
            if (parsed.GetValue(Verbose))
                error.WriteLine(problem);
            return ExitCode.Failed;
        }
    }

    private static RootCommand CreateRoot()
    {
        var root = new RootCommand("Trains a self-attention GAN on a folder of textures and makes new ones from a seed.")
        {
            Verbose,
            DemoCommand.Create(),
            ScriptCommand.Create("test", "Run everything that proves the project on this machine."),
            SampleTexturesCommand.Create(),
            TrainCommand.Create(),
            ExportCommand.Create(),
            ImportCommand.Create(),
            GenerateCommand.Create(),
            ActivationsCommand.Create(),
            EvaluateCommand.Create(),
            ExperimentCommand.Create(),
            InspectCommand.Create(),
            BenchCommand.Create(),
            StepTimeCommand.Create(),
            DevicesCommand.Create(),
            ScriptCommand.Create("native", "Build the C library: libsagtextures and sagtextures.h."),
            ScriptCommand.Create("godot", "Make the Godot addon, ready to copy into a project."),
            ScriptCommand.Create("pack", "Make the package as Unity installs it."),
        };
        return root;
    }
}
