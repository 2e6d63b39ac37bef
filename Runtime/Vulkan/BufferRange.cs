namespace SagTextures.Vulkan
{
    /// <summary>Part of a buffer, in bytes.</summary>
    internal readonly struct BufferRange
    {
        public BufferRange(VulkanBuffer buffer, long offset, long size)
        {
            Buffer = buffer;
            Offset = offset;
            Size = size;
        }

        public VulkanBuffer Buffer { get; }

        public long Offset { get; }

        public long Size { get; }

        public bool Overlaps(BufferRange other) =>
            Buffer == other.Buffer && Offset < other.Offset + other.Size && other.Offset < Offset + Size;
    }
}
