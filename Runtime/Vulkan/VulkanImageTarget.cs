namespace SagTextures
{
    /// <summary>
    /// A host engine's VkImage as the target of a texture: R8G8B8A8 (UNORM or SRGB: the bytes are the same), usage
    /// TRANSFER_DST, mip level 0 of layer 0. Layouts, stages and accesses are Vulkan's own numbers.
    /// </summary>
    public readonly struct VulkanImageTarget
    {
        /// <summary>VkImageLayout.UNDEFINED: what the image holds may be lost.</summary>
        public const int UndefinedLayout = 0;

        /// <summary>VkImageLayout.SHADER_READ_ONLY_OPTIMAL.</summary>
        public const int ShaderReadOnlyLayout = 5;

        /// <summary>VkPipelineStageFlags.FRAGMENT_SHADER.</summary>
        public const uint FragmentShaderStage = 0x80;

        /// <summary>VkAccessFlags.SHADER_READ.</summary>
        public const uint ShaderReadAccess = 0x20;

        /// <summary>Describes the image and how the host uses it.</summary>
        /// <param name="image">VkImage.</param>
        /// <param name="width">In pixels: the texture's.</param>
        /// <param name="height">In pixels: the texture's.</param>
        /// <param name="layoutBefore">VkImageLayout that the image is in; UNDEFINED unless given.</param>
        /// <param name="layoutAfter">VkImageLayout to leave it in.</param>
        /// <param name="stage">VkPipelineStageFlags in which the host uses it, before and after.</param>
        /// <param name="access">VkAccessFlags with which it does.</param>
        public VulkanImageTarget(
            ulong image,
            int width,
            int height,
            int layoutBefore = UndefinedLayout,
            int layoutAfter = ShaderReadOnlyLayout,
            uint stage = FragmentShaderStage,
            uint access = ShaderReadAccess)
        {
            Image = image;
            Width = width;
            Height = height;
            LayoutBefore = layoutBefore;
            LayoutAfter = layoutAfter;
            Stage = stage;
            Access = access;
        }

        /// <summary>VkImage.</summary>
        public ulong Image { get; }

        /// <summary>In pixels.</summary>
        public int Width { get; }

        /// <summary>In pixels.</summary>
        public int Height { get; }

        /// <summary>VkImageLayout that the image is in.</summary>
        public int LayoutBefore { get; }

        /// <summary>VkImageLayout that it is left in.</summary>
        public int LayoutAfter { get; }

        /// <summary>VkPipelineStageFlags in which the host uses it, before and after.</summary>
        public uint Stage { get; }

        /// <summary>VkAccessFlags with which it does.</summary>
        public uint Access { get; }
    }
}
