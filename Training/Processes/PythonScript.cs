using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;

namespace SagTextures.Training.Processes;

/// <summary>The scripts of this program for Python.</summary>
internal static class PythonScript
{
    /// <summary>Environment variable that names the Python to use.</summary>
    public const string Variable = "SAG_PYTHON";

    /// <summary>Whether the user named one.</summary>
    public static bool IsPythonNamed => Environment.GetEnvironmentVariable(Variable) != null;

    /// <summary>The Python that the user named, or the one on the path.</summary>
    public static string Python => Environment.GetEnvironmentVariable(Variable) ?? (OperatingSystem.IsWindows() ? "python" : "python3");

    /// <summary>Starts a script with its streams redirected.</summary>
    /// <param name="name">Of the script, a resource of this program.</param>
    /// <param name="folder">Where to write it.</param>
    /// <param name="arguments">Its words.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such Python.</exception>
    public static Process Start(string name, string folder, IEnumerable<string> arguments)
    {
        string script = Path.Combine(folder, name);
        // Another process of it may just be reading the file.
        if (!File.Exists(script))
        {
            using Stream source = typeof(PythonScript).Assembly.GetManifestResourceStream(name)!;
            using FileStream target = File.Create(script);
            source.CopyTo(target);
        }
        return Process.Start(new ProcessStartInfo(Python, [script, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
