using System.Collections.Generic;
using System.Linq;
using SagTextures.Vulkan;

namespace SagTextures
{
    /// <summary>A Vulkan device and what of it decides how fast textures are made.</summary>
    public sealed class DeviceInfo
    {
        internal DeviceInfo(int index, string name)
        {
            Index = index;
            Name = name;
        }

        /// <summary>Number to choose it by (<see cref="GeneratorOptions.Device"/>).</summary>
        public int Index { get; }

        /// <summary>As the driver names it.</summary>
        public string Name { get; }

        /// <summary>"discrete", "integrated", "virtual", "cpu" or "other".</summary>
        public string Kind { get; internal set; } = "other";

        /// <summary>Highest Vulkan version, as in "1.3.230".</summary>
        public string ApiVersion { get; internal set; } = string.Empty;

        /// <summary>Name and version of the driver.</summary>
        public string Driver { get; internal set; } = string.Empty;

        /// <summary>Invocations that run in step.</summary>
        public int SubgroupSize { get; internal set; }

        /// <summary>Whether storage buffers may hold half-precision numbers.</summary>
        public bool HasHalfStorage { get; internal set; }

        /// <summary>Whether shaders compute in half precision.</summary>
        public bool HasHalfArithmetic { get; internal set; }

        /// <summary>Whether it has VK_KHR_cooperative_matrix (tensor cores and their like).</summary>
        public bool HasCooperativeMatrix { get; internal set; }

        /// <summary>Bytes of its largest memory heap of its own.</summary>
        public long MemoryBytes { get; internal set; }

        /// <summary>Largest activation, in bytes: what a shader may see of one buffer.</summary>
        public long MaxTensorBytes { get; internal set; }

        /// <summary>Bytes of memory taken at once.</summary>
        public long MaxAllocationBytes { get; internal set; } = long.MaxValue;

        /// <summary>Bytes of memory that a workgroup shares.</summary>
        public int SharedMemoryBytes { get; internal set; }

        /// <summary>Invocations of a workgroup.</summary>
        public int MaxWorkgroupInvocations { get; internal set; }

        /// <summary>Why SagTextures cannot use it, or null.</summary>
        public string? Problem { get; internal set; }

        /// <summary>Whether it is a host engine's, on which we know of no feature or extension that is enabled.</summary>
        internal bool IsHost { get; set; }

        /// <summary>How its cooperative matrices are used; null where they cannot be.</summary>
        internal CooperativeMatrix? Matrix { get; set; }

        /// <summary>Whether the lanes of a subgroup can exchange values in compute shaders.</summary>
        internal bool HasShuffle { get; set; }

        /// <summary>Discrete GPUs first; what cannot be used at all last.</summary>
        internal int Rank
        {
            get
            {
                int rank = new List<string> { "discrete", "integrated", "virtual", "cpu", "other" }.IndexOf(Kind);
                return Problem == null ? rank : rank + 10;
            }
        }

        /// <summary>All Vulkan devices of this machine; the order numbers them.</summary>
        /// <exception cref="DeviceException">There is no Vulkan loader, or it fails.</exception>
        public static IReadOnlyList<DeviceInfo> List()
        {
            using var instance = new VulkanInstance();
            return instance.PhysicalDevices().Select((device, i) => DeviceProbe.Read(instance.Vk, device, i)).ToList();
        }

        /// <inheritdoc/>
        public override string ToString() => $"{Name} ({Kind}, Vulkan {ApiVersion}, {Driver})";
    }
}
