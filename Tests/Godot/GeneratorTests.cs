using System.Collections.Generic;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>SagTextureGenerator's methods, called from a script without a window.</summary>
public sealed class GeneratorTests() : ScriptTests("generator", "--headless")
{
    private static IEnumerable<string> Names => TestsOf("generator");

    [TestCaseSource(nameof(Names))]
    public void In_the_engine(string test) => Check(test);
}
