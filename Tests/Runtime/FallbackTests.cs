using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using SagTextures.Vulkan;

namespace SagTextures.Tests
{
    /// <summary>Which backend a generator takes where nobody chose one.</summary>
    public class FallbackTests
    {
#if NET
        [Test]
        public void A_CPU_implementation_of_Vulkan_gives_way_to_the_CPU_backend_with_a_note()
        {
            IReadOnlyList<DeviceInfo> devices = DeviceInfo.List();
            bool hasGpu = devices.Any(device => device.Kind != "cpu" && device.Problem == null);
            using var generator = new TextureGenerator(RandomModel.Sagan());
            Assert.That(generator.Backend, Is.EqualTo(hasGpu ? BackendKind.Vulkan : BackendKind.Cpu));
            Assert.That(generator.FallbackNote, hasGpu ? (NUnit.Framework.Constraints.IResolveConstraint)Is.Null : Does.Contain(devices[0].Name));

            // Who asks for it gets it: its shaders can be tried without a GPU.
            foreach (var options in new[]
            {
                new GeneratorOptions { Backend = BackendKind.Vulkan }, new GeneratorOptions { Device = 0 },
            })
            {
                using var asked = new TextureGenerator(RandomModel.Sagan(), options);
                Assert.That(asked.Backend, Is.EqualTo(BackendKind.Vulkan));
                Assert.That(asked.FallbackNote, Is.Null);
            }
        }
#endif

        [Test]
        public void Without_Vulkan_the_CPU_stands_in_with_a_note_and_makes_textures()
        {
            const string Library = "/nowhere/libvulkan.so.1";
            Environment.SetEnvironmentVariable(VulkanLibrary.Variable, Library);
            try
            {
                using var generator = new TextureGenerator(RandomModel.Sagan());
                Assert.That(generator.Backend, Is.EqualTo(BackendKind.Cpu));
                Assert.That(generator.FallbackNote, Does.Contain(Library));
                using var chosen = new TextureGenerator(RandomModel.Sagan(), new GeneratorOptions { Backend = BackendKind.Cpu });
                Assert.That(chosen.FallbackNote, Is.Null);
                Assert.That(
                    generator.Generate(7).Map("albedo").Pixels.ToArray(),
                    Is.EqualTo(chosen.Generate(7).Map("albedo").Pixels.ToArray()));

                // Who asks for Vulkan is told that there is none.
                foreach (var options in new[]
                {
                    new GeneratorOptions { Backend = BackendKind.Vulkan }, new GeneratorOptions { Device = 0 },
                })
                {
                    Assert.That(
                        () => new TextureGenerator(RandomModel.Sagan(), options),
                        Throws.InstanceOf<DeviceException>().With.Message.Contains(Library));
                }
            }
            finally
            {
                Environment.SetEnvironmentVariable(VulkanLibrary.Variable, null);
            }
        }
    }
}
