using System;
using System.Collections.Generic;

namespace SagTextures.Vulkan
{
    /// <summary>One run of a shader over a grid of workgroups.</summary>
    internal sealed class Dispatch
    {
        public Dispatch(string name, Shader shader, int[] constants, int[] sizes)
        {
            Name = name;
            Shader = shader;
            Constants = constants;
            Sizes = sizes;
        }

        /// <summary>For people: the layer's name.</summary>
        public string Name { get; }

        public Shader Shader { get; }

        /// <summary>Specialization constants 0, 1, …; the first is the workgroup's size.</summary>
        public int[] Constants { get; }

        /// <summary>Push constants.</summary>
        public int[] Sizes { get; }

        public IDictionary<Binding, BufferRange> Buffers { get; } = new Dictionary<Binding, BufferRange>();

        /// <summary>Workgroups along each axis.</summary>
        public (uint X, uint Y, uint Z) Groups { get; private set; }

        /// <summary>One invocation for each element, on two axes where one is too short; again for each z.</summary>
        public Dispatch Over(long elements, long z = 1)
        {
            const long MaxGroups = 65535; // What every device allows.
            long groups = (elements + Constants[0] - 1) / Constants[0];
            long rows = (groups + MaxGroups - 1) / MaxGroups;
            return Over((groups + rows - 1) / rows, rows, z);
        }

        public Dispatch Over(long x, long y, long z)
        {
            Groups = checked(((uint)x, (uint)y, (uint)z));
            return this;
        }

        public Dispatch With(Binding binding, BufferRange? buffer)
        {
            if (buffer != null)
            {
                Buffers[binding] = buffer.Value;
            }

            return this;
        }

        /// <exception cref="DeviceMemoryException">The device cannot take it.</exception>
        public void Check(VulkanDevice device)
        {
            foreach (KeyValuePair<Binding, BufferRange> buffer in Buffers)
            {
                if (buffer.Value.Size > device.Info.MaxTensorBytes)
                {
                    throw new DeviceMemoryException(
                        $"{device.Info.Name} takes tensors of {device.Info.MaxTensorBytes >> 20} MB at most, and layer " +
                        $"\"{Name}\" needs one of {buffer.Value.Size >> 20} MB: make smaller textures or fewer at once, " +
                        "or use the CPU backend.");
                }
            }

            if (Groups.X > device.MaxGroups.X || Groups.Y > device.MaxGroups.Y || Groups.Z > device.MaxGroups.Z)
            {
                throw new DeviceMemoryException(
                    $"{device.Info.Name} cannot run layer \"{Name}\" at this size ({Groups.X}×{Groups.Y}×{Groups.Z} " +
                    "workgroups): make smaller textures or fewer at once, or use the CPU backend.");
            }
        }
    }
}
