using System;

namespace SagTextures.Vulkan
{
    /// <summary>Which shaders a device runs, and in what workgroups: one row for each class of device, with its reason.</summary>
    internal sealed class KernelChoice
    {
        /// <summary>Environment variable that names another row, for experiments.</summary>
        public const string Variable = "SAGTEXTURES_KERNELS";

        /// <summary>Works everywhere: register tiles, no exchange between invocations.</summary>
        public const string Registers = "registers";

        /// <summary>Lanes of a subgroup share what they load.</summary>
        public const string Subgroups = "subgroups";

        private KernelChoice(string name, Shader convolution, Shader attention, int workgroupSize, int lanes)
        {
            Name = name;
            Convolution = convolution;
            Attention = attention;
            WorkgroupSize = workgroupSize;
            Lanes = lanes;
        }

        public string Name { get; }

        public Shader Convolution { get; }

        public Shader Attention { get; }

        /// <summary>Invocations of a workgroup.</summary>
        public int WorkgroupSize { get; }

        /// <summary>Invocations that share what they load, a whole workgroup; 1 for none.</summary>
        public int Lanes { get; }

        /// <summary>The row for a device.</summary>
        public static KernelChoice For(DeviceInfo device) => For(device, Environment.GetEnvironmentVariable(Variable));

        /// <param name="device">What it can do.</param>
        /// <param name="name">Another row than the device's own; left aside where the device cannot run it.</param>
        public static KernelChoice For(DeviceInfo device, string? name)
        {
            bool isCpu = device.Kind == "cpu";

            // A CPU runs a workgroup on one core, so one subgroup is enough. There a lane's load costs many times its
            // multiplications, while a shuffle is one instruction: on lavapipe sharing is five times as fast.
            if (isCpu && device.HasShuffle && device.SubgroupSize >= 4 && name != Registers)
            {
                int lanes = device.SubgroupSize;
                return new KernelChoice(Subgroups, Shader.ConvolutionLanes, Shader.AttentionLanes, lanes, lanes);
            }

            return new KernelChoice(
                Registers, Shader.Convolution, Shader.Attention, isCpu ? Math.Max(device.SubgroupSize, 4) : 64, 1);
        }
    }
}
