using System;
using System.Collections.Generic;

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

        /// <summary>Tiles in shared memory.</summary>
        public const string Tiles = "tiles";

        /// <summary>The same with tensors and weights in half precision; sums stay single.</summary>
        public const string HalfTiles = "tiles-half";

        /// <summary>Convolutions and attention by cooperative matrices, in half precision, channels last.</summary>
        public const string Matrix = "matrix";

        private static readonly HashSet<string> Names = new HashSet<string> { Registers, Subgroups, Tiles, HalfTiles, Matrix };

        private KernelChoice(string name, Shader convolution, Shader attention, int workgroupSize)
        {
            Name = name;
            Convolution = convolution;
            Attention = attention;
            WorkgroupSize = workgroupSize;
        }

        public string Name { get; }

        public Shader Convolution { get; }

        public Shader Attention { get; }

        /// <summary>Invocations of a workgroup where each makes one element.</summary>
        public int WorkgroupSize { get; }

        /// <summary>Invocations that share what they load, a whole workgroup; 1 for none.</summary>
        public int Lanes { get; private set; } = 1;

        /// <summary>Whether workgroups work in shared memory.</summary>
        public bool IsTiled => Attention == Shader.AttentionTiles || IsChannelsLast;

        /// <summary>Whether tensors are [image, pixel, channel], which cooperative matrices are loaded from.</summary>
        public bool IsChannelsLast => MatrixShape != null;

        /// <summary>Whether tensors and weights are stored in half precision.</summary>
        public bool IsHalf { get; private set; }

        /// <summary>Of a tensor's or a weight's element.</summary>
        public int ElementBytes => IsHalf ? 2 : 4;

        /// <summary>Shape of the matrices in <see cref="Matrix"/>, else null.</summary>
        public CooperativeMatrix? MatrixShape { get; private set; }

        /// <summary>The row for a device.</summary>
        public static KernelChoice For(DeviceInfo device) => For(device, Environment.GetEnvironmentVariable(Variable));

        /// <param name="device">What it can do.</param>
        /// <param name="name">Another row than the device's own; where the device cannot run it, the next one that it can.</param>
        public static KernelChoice For(DeviceInfo device, string? name)
        {
            bool isCpu = device.Kind == "cpu";
            int workgroupSize = isCpu ? Math.Max(device.SubgroupSize, 4) : 64;
            string row = name != null && Names.Contains(name) ? name : isCpu ? Subgroups : Matrix;

            // GPUs: tensor cores where there are any, and numbers of half the size wherever they can be stored, because memory
            // is what most layers wait for. A CPU converts halves one by one: there they are slower.
            bool hasHalf = device.HasHalfStorage && !device.IsHost;
            if (row == Matrix && hasHalf && device.Matrix != null && !device.IsHost)
            {
                return new KernelChoice(row, Shader.ConvolutionMatrix, Shader.AttentionMatrix, workgroupSize)
                {
                    IsHalf = true,
                    MatrixShape = device.Matrix,
                };
            }

            if (row == Matrix || row == HalfTiles || row == Tiles)
            {
                bool isHalf = row != Tiles && hasHalf;
                return new KernelChoice(
                    isHalf ? HalfTiles : Tiles, Shader.ConvolutionTiles, Shader.AttentionTiles, workgroupSize)
                {
                    IsHalf = isHalf,
                };
            }

            // A CPU runs a workgroup on one core, so one subgroup is enough. There a lane's load costs many times its
            // multiplications, while a shuffle is one instruction: on lavapipe sharing is five times as fast. Shared memory
            // and barriers cost more there than they save.
            if (row == Subgroups && isCpu && device.HasShuffle && device.SubgroupSize >= 4)
            {
                return new KernelChoice(row, Shader.ConvolutionLanes, Shader.AttentionLanes, device.SubgroupSize)
                {
                    Lanes = device.SubgroupSize,
                };
            }

            return new KernelChoice(Registers, Shader.Convolution, Shader.Attention, workgroupSize);
        }
    }
}
