using System.Collections.Generic;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>Textures made on the engine's own Vulkan device, which is validated.</summary>
public sealed class DeviceTextureTests() : ScriptTests(
    "device_texture", "--rendering-driver", "vulkan", "--gpu-validation", "--fixed-fps", "60")
{
    private static IEnumerable<string> Names => TestsOf("device_texture");

    [TestCaseSource(nameof(Names))]
    public void In_the_engine(string test) => Check(test);
}
