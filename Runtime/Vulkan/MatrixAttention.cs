using System;
using SagTextures.Models;
using SagTextures.Plans;
using static SagTextures.Vulkan.Rounding;

namespace SagTextures.Vulkan
{
    /// <summary>The host's side of Shaders/attention_matrix.comp: tiles and grid.</summary>
    internal static class MatrixAttention
    {
        /// <summary>Workgroups that keep a large GPU busy.</summary>
        private const int EnoughGroups = 120;

        /// <summary>Value channels whose sums a subgroup can hold.</summary>
        private const int MaxValues = 128;

        public static Dispatch Dispatch(
            AttentionOperation operation, PlanStep step, int batch, CooperativeMatrix shape, DeviceInfo device)
        {
            ActivationShape input = step.Input.Shape;
            ActivationShape others = step.KeysAndValues!.Shape;
            int firstValue = operation.FirstKeyChannel + operation.KeyChannels;
            int values = DivideUp(Math.Min(operation.ValueChannels, MaxValues), shape.Columns) * shape.Columns;
            (int subgroups, int down, int split, int keys) = (4, 2, 1, 32);
            if (Groups(subgroups * down, values) < EnoughGroups)
            {
                (down, keys) = (1, 64);
                values = Math.Min(values, 64);
            }

            if (Groups(subgroups, values) < EnoughGroups)
            {
                // Few queries: subgroups share keys out among them, and have fewer values.
                (subgroups, split, keys) = (2, 4, 32);
                values = Math.Min(values, 32);
            }

            int fewest = Math.Max(shape.Depth, shape.Columns);
            keys = Math.Max(keys, fewest);
            while (split > 1 && !Fits())
            {
                split /= 2;
            }

            while (down > 1 && !Fits())
            {
                down /= 2;
            }

            while (keys > fewest && !Fits())
            {
                keys /= 2;
            }

            while (subgroups > 1 && !Fits())
            {
                subgroups /= 2;
            }

            while (values > shape.Columns && !Fits())
            {
                values = DivideUp(values / 2, shape.Columns) * shape.Columns;
            }

            if (Bytes() > device.SharedMemoryBytes)
            {
                throw new DeviceException(
                    $"{device.Name} has not the {Bytes()} bytes of shared memory that {operation.Name} takes; " +
                    "use other kernels (SAGTEXTURES_KERNELS=tiles-half) or the CPU backend.");
            }

            bool isAligned = input.Channels % 8 == 0 && others.Channels % 8 == 0 && operation.KeyChannels % 8 == 0
                && operation.FirstKeyChannel % 8 == 0 && operation.ValueChannels % 8 == 0;
            bool isWhole = isAligned && others.Area % (2 * split * Math.Max(keys, 2 * shape.Columns)) == 0
                && operation.KeyChannels % shape.Depth == 0 && operation.ValueChannels % values == 0;
            var constants = new[]
            {
                split * subgroups * shape.SubgroupSize, 0, 0, 0, 0, operation.KeyChannels, values, keys, split,
                isAligned ? 1 : 0, operation.ValueChannels % 8 == 0 ? 1 : 0,
                shape.Rows, shape.Columns, shape.Depth, subgroups, shape.SubgroupSize, down, isWhole ? 1 : 0,
            };
            var sizes = new[]
            {
                input.Area, input.Channels, others.Area, others.Channels, operation.FirstKeyChannel, firstValue,
                operation.ValueChannels,
            };
            return new Dispatch(operation.Name, Shader.AttentionMatrix, constants, sizes).Over(
                DivideUp(input.Area, subgroups * down * shape.Rows), DivideUp(operation.ValueChannels, values), batch);

            long Groups(int queryTiles, int valueTile) =>
                (long)DivideUp(input.Area, queryTiles * shape.Rows) * DivideUp(operation.ValueChannels, valueTile) * batch;

            bool Fits() => Bytes() <= device.SharedMemoryBytes
                && split * subgroups * shape.SubgroupSize <= device.MaxWorkgroupInvocations;

            int Bytes()
            {
                int keyEights = DivideUp(operation.KeyChannels, shape.Depth) * shape.Depth / 8;
                int tile = keys * (keyEights + (values / 8) + 2);
                int scores = down * shape.Rows * (Math.Max(keys / 8, keyEights) + 1);
                int sum = shape.Rows * ((shape.Columns / 4) + 1);
                int eights = (split * ((2 * tile) + (subgroups * Math.Max(scores, sum)))) + sum;
                return (16 * eights) + (4 * split * subgroups * down * shape.Rows);
            }
        }
    }
}
