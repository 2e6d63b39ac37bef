using System.Collections.Generic;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>SagTextureGenerator's methods, called from a script without a window.</summary>
public sealed class GeneratorTests : ScriptTests
{
    private static IEnumerable<string> Names => TestsOf("tests/generator.gd");

    [TestCaseSource(nameof(Names))]
    public void In_the_engine(string test) => Check(test);

    private protected override EngineRun Start() => RunScript(GodotSetUp.Project, "generator", "--headless");
}
