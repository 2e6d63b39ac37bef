using System;

namespace SagTextures
{
    /// <summary>Buffers that recorded commands use. Dispose of it when the GPU is done with them, not before.</summary>
    public sealed class VulkanRecording : IDisposable
    {
        private Action? free;

        internal VulkanRecording(Action free) => this.free = free;

        /// <summary>Frees the buffers. May be called again.</summary>
        public void Dispose()
        {
            free?.Invoke();
            free = null;
        }
    }
}
