using System;
using System.Collections.Generic;
using NUnit.Framework;
using SagTextures.Models;
using SagTextures.Plans;
using SagTextures.Vulkan;

namespace SagTextures.Tests.Vulkan
{
    public class VulkanDeviceTests : ValidatedTests
    {
        [Test]
        public void Devices_are_listed_with_what_decides_the_kernels()
        {
            IReadOnlyList<DeviceInfo> devices = DeviceInfo.List();
            Assert.That(devices, Is.Not.Empty);
            for (int i = 0; i < devices.Count; i++)
            {
                Assert.That(devices[i].Index, Is.EqualTo(i));
                Assert.That(devices[i].Name, Is.Not.Empty);
                Assert.That(devices[i].Driver, Is.Not.Empty);
                Assert.That(devices[i].ApiVersion, Does.Match(@"^1\.\d+\.\d+$"));
                Assert.That(devices[i].SubgroupSize, Is.InRange(1, 128));
                Assert.That(devices[i].MemoryBytes, Is.GreaterThan(1 << 20));
                Assert.That(devices[i].MaxTensorBytes, Is.GreaterThanOrEqualTo(1 << 27));
                Assert.That(devices[i].SharedMemoryBytes, Is.GreaterThanOrEqualTo(16384));
            }
        }

        [TestCase(99)]
        [TestCase(-1)]
        public void A_device_that_is_not_there_is_an_error_that_says_how_many_are(int index) => Assert.That(
            () => VulkanBackend.Create(index),
            Throws.InstanceOf<DeviceException>().With.Message.Contains($"no Vulkan device {index}: there ")
                .And.Message.Contains("sag devices"));

        [TestCase("/nowhere/libvulkan.so.1")]
        [TestCase("libc.so.6")]
        public void A_missing_loader_is_an_error_that_says_what_to_do(string library)
        {
            Environment.SetEnvironmentVariable(VulkanLibrary.Variable, library);
            try
            {
                Assert.That(
                    () => VulkanBackend.Create(),
                    Throws.InstanceOf<DeviceException>().With.Message.Contains(library)
                        .And.Message.Contains(VulkanLibrary.Variable).And.Message.Contains("CPU backend"));
                Assert.That(() => DeviceInfo.List(), Throws.InstanceOf<DeviceException>());
            }
            finally
            {
                Environment.SetEnvironmentVariable(VulkanLibrary.Variable, null);
            }
        }

        [Test]
        public void Too_large_a_texture_is_an_error_before_anything_is_allocated()
        {
            GeneratorModel model = ModelCases.Grid(PaddingMode.Circular);
            int side = 12 * 1000;
            var plan = new GeneratorPlan(new GeneratorGraph(model), 1, side, side);
            Assert.That(
                () => Backend.Prepare(plan),
                Throws.InstanceOf<DeviceMemoryException>().With.Message.Contains("smaller textures"));
        }
    }
}
