using System;
using System.IO;
using System.Threading.Tasks;
using SagTextures.Training.CommandLine;

namespace SagTextures.Tests.CommandLine;

/// <summary>One call of <c>sag</c>, as a shell sees it.</summary>
internal sealed record SagRun(int Code, string Output, string Error)
{
    public static async Task<SagRun> Of(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await SagCommandLine.RunAsync(args, output, error);
        return new SagRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Lines on the error stream.</summary>
    public string[] ErrorLines => Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
