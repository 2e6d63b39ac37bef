using System.ComponentModel;
using System.Diagnostics;
using System.Linq;
using SagTextures.Training.Processes;

namespace SagTextures.Training.StepTime;

/// <summary>PyTorch as a peer, by a script of its own.</summary>
internal static class PyTorchSteps
{
    /// <summary>Name of the script.</summary>
    public const string Script = "pytorch_step.py";

    /// <summary>Why PyTorch cannot take part, in a line, or null.</summary>
    /// <param name="folder">For the script.</param>
    public static string? Problem(string folder)
    {
        if (!PythonScript.IsPythonNamed)
            return $"{PythonScript.Variable} names no Python that has it";
        try
        {
            // A run of no steps.
            using Process process = PythonScript.Start(Script, folder, "--resolution 16 --batch 1 --width 8 --threads 1".Split(' '));
            process.StandardInput.Close();
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : error.Trim().Split('\n').Last();
        }
        catch (Win32Exception)
        {
            return $"there is no {PythonScript.Python}; {PythonScript.Variable} names another Python";
        }
    }
}
