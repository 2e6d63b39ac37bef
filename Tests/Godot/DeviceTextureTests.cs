using System.Collections.Generic;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>Textures made on the engine's own Vulkan device, which is validated.</summary>
public sealed class DeviceTextureTests : ScriptTests
{
    private static IEnumerable<string> Names => TestsOf("tests/device_texture.gd");

    [TestCaseSource(nameof(Names))]
    public void In_the_engine(string test) => Check(test);

    private protected override EngineRun Start() => RunScript(
        GodotSetUp.Project, "device_texture", "--rendering-driver", "vulkan", "--gpu-validation", "--fixed-fps", "60");
}
