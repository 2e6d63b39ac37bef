using System;
using System.IO;
using System.Linq;
using NUnit.Framework;
using SagTextures.Vulkan;
using Silk.NET.Vulkan;

namespace SagTextures.Tests.Vulkan
{
    public class PipelineCacheTests : ValidatedTests
    {
        private string folder = string.Empty;

        private string CacheFile => Directory.GetFiles(folder).Single();

        [SetUp]
        public void Choose_a_folder() => folder = Path.Combine(
            TestContext.CurrentContext.WorkDirectory, "cache-" + Guid.NewGuid().ToString("N"));

        [TearDown]
        public void Remove_the_folder()
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        [Test]
        public void What_one_process_compiles_the_next_one_reads()
        {
            byte[] pixels = Generate(folder);
            PhysicalDeviceProperties device = Properties();
            byte[] data = new PipelineCacheFile(folder, device).Read();
            Assert.That(data.Length, Is.GreaterThanOrEqualTo(32));
            Assert.That(Generate(folder), Is.EqualTo(pixels));
            Assert.That(new PipelineCacheFile(folder, device).Read(), Is.EqualTo(data));
        }

        [Test]
        public void Nothing_is_written_without_a_folder()
        {
            Generate(null);
            Generate(string.Empty);
            Assert.That(Directory.Exists(folder), Is.False);
        }

        [Test]
        public void Every_changed_byte_and_every_lost_one_is_noticed()
        {
            Generate(folder);
            var file = new PipelineCacheFile(folder, Properties());
            byte[] whole = File.ReadAllBytes(CacheFile);
            for (int i = 0; i < Math.Min(whole.Length, 256); i++)
            {
                byte[] changed = whole.ToArray();
                changed[i] ^= 1;
                File.WriteAllBytes(CacheFile, changed);
                Assert.That(file.Read(), Is.Empty, $"byte {i}");
                File.WriteAllBytes(CacheFile, whole.Take(i).ToArray());
                Assert.That(file.Read(), Is.Empty, $"cut at {i}");
            }

            File.WriteAllBytes(CacheFile, whole.Append((byte)0).ToArray());
            Assert.That(file.Read(), Is.Empty);
            byte[] pixels = Generate(folder);
            Assert.That(file.Read(), Is.Not.Empty);
            Assert.That(pixels.Distinct().Count(), Is.GreaterThan(10));
        }

        [Test]
        public void What_another_driver_wrote_is_left_aside()
        {
            Generate(folder);
            PhysicalDeviceProperties newer = Properties();
            newer.DriverVersion++;
            Assert.That(new PipelineCacheFile(folder, newer).Read(), Is.Empty);
            PhysicalDeviceProperties rebuilt = Properties();
            unsafe
            {
                rebuilt.PipelineCacheUuid[15] ^= 1;
            }

            Assert.That(new PipelineCacheFile(folder, rebuilt).Read(), Is.Empty);
        }

        [Test]
        public void A_folder_that_cannot_be_written_is_no_error()
        {
            File.WriteAllText(folder, "not a folder");
            try
            {
                Assert.That(Generate(folder).Distinct().Count(), Is.GreaterThan(10));
                Assert.That(Generate("\0").Distinct().Count(), Is.GreaterThan(10));
            }
            finally
            {
                File.Delete(folder);
            }
        }

        private byte[] Generate(string? cacheFolder)
        {
            using var backend = new VulkanBackend(VulkanDevice.Create(null, Messages.Enqueue), cacheFolder);
            using VulkanPreparedPlan prepared = backend.Prepare(PlanRunner.Plan(RandomModel.Sagan()));
            return PlanRunner.Run(prepared);
        }

        private PhysicalDeviceProperties Properties()
        {
            using VulkanDevice device = VulkanDevice.Create(null, Messages.Enqueue);
            return device.Properties;
        }
    }
}
