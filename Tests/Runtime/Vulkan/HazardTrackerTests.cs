using NUnit.Framework;
using SagTextures.Vulkan;
using Silk.NET.Vulkan;

namespace SagTextures.Tests.Vulkan
{
    public class HazardTrackerTests : ValidatedTests
    {
        private HazardTracker tracker = new HazardTracker();
        private VulkanDevice? device;
        private VulkanBuffer? one;
        private VulkanBuffer? other;

        [SetUp]
        public void Make_two_buffers()
        {
            device = VulkanDevice.Create(null, Messages.Enqueue);
            tracker = new HazardTracker();
            one = Buffer();
            other = Buffer();

            VulkanBuffer Buffer() => new VulkanBuffer(
                device, 1024, BufferUsageFlags.StorageBufferBit, 0, MemoryPropertyFlags.DeviceLocalBit, "test");
        }

        [TearDown]
        public void Free()
        {
            one!.Dispose();
            other!.Dispose();
            device!.Dispose();
        }

        [Test]
        public void Reading_what_was_written_waits()
        {
            Assert.That(Add(read: 0, written: 256), Is.False);
            Assert.That(Add(read: 256, written: 512), Is.True);
        }

        [Test]
        public void Overwriting_what_is_read_waits()
        {
            Assert.That(Add(read: 0, written: 256), Is.False);
            Assert.That(Add(read: 512, written: 0), Is.True);
        }

        [Test]
        public void Overwriting_what_is_written_waits()
        {
            Assert.That(Add(read: 0, written: 256), Is.False);
            Assert.That(Add(read: 512, written: 256), Is.True);
        }

        [Test]
        public void Independent_work_does_not_wait()
        {
            Assert.That(Add(read: 0, written: 256), Is.False);
            Assert.That(Add(read: 0, written: 512), Is.False);
            Assert.That(tracker.Add(Dispatch(new BufferRange(other!, 256, 256), new BufferRange(other!, 0, 256))), Is.False);
        }

        [Test]
        public void What_a_barrier_settled_is_not_waited_for_again()
        {
            Assert.That(Add(read: 0, written: 256), Is.False);
            Assert.That(Add(read: 256, written: 512), Is.True);
            Assert.That(Add(read: 256, written: 0), Is.False);
            Assert.That(Add(read: 512, written: 768), Is.True);
        }

        private bool Add(int read, int written) => tracker.Add(
            Dispatch(new BufferRange(one!, read, 256), new BufferRange(one!, written, 256)));

        private static Dispatch Dispatch(BufferRange read, BufferRange written) =>
            new Dispatch("test", Shader.Pointwise, new[] { 64 }, new int[0])
                .With(Binding.Input, read).With(Binding.Output, written);
    }
}
