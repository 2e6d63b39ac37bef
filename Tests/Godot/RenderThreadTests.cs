using System.Linq;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>Textures made on the engine's own Vulkan device, where the engine renders on a thread of its own.</summary>
public sealed class RenderThreadTests : ScriptTests
{
    // What Godot 4.6 says there when it ends, with any project.
    private static readonly string[] NotOurs = ["(finalize) can only be called from the render thread", "leaked at exit"];

    [Test]
    public void Changed_comes_on_the_main_thread() => Check("test_changed_comes_on_the_main_thread");

    public override void The_engine_reports_no_error() =>
        Assert.That(Run.Errors.Where(error => !NotOurs.Any(error.Contains)), Is.Empty);

    private protected override EngineRun Start() => RunScript(
        GodotSetUp.Project, "render_thread", "--rendering-driver", "vulkan", "--render-thread", "separate");
}
