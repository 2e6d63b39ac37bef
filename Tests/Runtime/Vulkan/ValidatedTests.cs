using System.Collections.Concurrent;
using NUnit.Framework;
using SagTextures.Vulkan;

namespace SagTextures.Tests.Vulkan
{
    /// <summary>
    /// Tests on a real device under the Vulkan validation layer, synchronization validation included. Any message, leaks at
    /// the end among them, fails the test that caused it.
    /// </summary>
    public abstract class ValidatedTests
    {
        private readonly ConcurrentQueue<string> messages = new ConcurrentQueue<string>();
        private VulkanBackend? backend;

        private protected ConcurrentQueue<string> Messages => messages;

        private protected VulkanBackend Backend => backend ??= CreateBackend();

        [TearDown]
        public void Nothing_to_complain_about()
        {
            backend?.Dispose();
            backend = null;
            string[] received = messages.ToArray();
            messages.Clear();
            Assert.That(received, Is.Empty);
        }

        /// <param name="kernels">A row of <see cref="KernelChoice"/>; null for the device's own.</param>
        private protected VulkanBackend CreateBackend(string? kernels = null)
        {
            VulkanDevice device = VulkanDevice.Create(null, messages.Enqueue);
            if (kernels != null)
            {
                device.Kernels = KernelChoice.For(device.Info, kernels);
            }

            return new VulkanBackend(device);
        }
    }
}
