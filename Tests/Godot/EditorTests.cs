using System.Collections.Generic;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>The addon in the editor: training, import, inspector, resource.</summary>
public sealed class EditorTests() : EditorScriptTests("editor")
{
    private static IEnumerable<string> Names => TestsIn("editor");

    [TestCaseSource(nameof(Names))]
    public void In_the_editor(string test) => Check(test);
}
