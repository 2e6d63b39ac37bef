#if NET
using System;
using System.Buffers;
using System.Runtime.Intrinsics;
using System.Threading.Tasks;
using SagTextures.Plans;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// Runs an <see cref="AttentionOperation"/> on channels-last tensors, a tile of queries at a time: scores and weighted sums
    /// are products of the kind that <see cref="ConvolutionTile"/> computes. Only the tile's scores are ever stored.
    /// </summary>
    internal static unsafe class VectorizedAttention
    {
        private const int Queries = ConvolutionTile.Pixels;
        private const int Block = ConvolutionTile.Channels;

        public static void Run(
            AttentionOperation operation, VectorTensor queries, VectorTensor keysAndValues, VectorTensor output,
            VectorTensor? residual, int[] classes)
        {
            int area = queries.Shape.Area;
            int keys = RoundUp(keysAndValues.Shape.Area);
            int tiles = (area + Queries - 1) / Queries;
            float[] packedKeys = ArrayPool<float>.Shared.Rent(keys * operation.KeyChannels);
            float[] packedValues = ArrayPool<float>.Shared.Rent(keys * RoundUp(operation.ValueChannels));
            for (int image = 0; image < classes.Length; image++)
            {
                int b = image;
                Pack(operation, keysAndValues, image, packedKeys, packedValues);
                Parallel.For(0, tiles, tile => Attend(
                    operation, queries, keysAndValues.Shape.Area, packedKeys, packedValues, output,
                    residual == null ? null : residual.Value.Data, b, classes[b], tile * Queries));
            }

            ArrayPool<float>.Shared.Return(packedKeys);
            ArrayPool<float>.Shared.Return(packedValues);
        }

        /// <summary>Keys as [block of keys, key channel, 16 keys], values as [block of channels, key, 16 channels].</summary>
        private static void Pack(
            AttentionOperation operation, VectorTensor keysAndValues, int image, float[] packedKeys, float[] packedValues)
        {
            int area = keysAndValues.Shape.Area;
            int keys = RoundUp(area);
            Parallel.For(0, keys / Block, block =>
            {
                for (int key = block * Block; key < (block + 1) * Block; key++)
                {
                    float* pixel = key < area
                        ? keysAndValues.Pixel(((long)image * area) + key) + operation.FirstKeyChannel
                        : null;
                    for (int c = 0; c < operation.KeyChannels; c++)
                    {
                        packedKeys[(((block * operation.KeyChannels) + c) * Block) + (key % Block)] = pixel == null ? 0f : pixel[c];
                    }

                    for (int c = 0; c < RoundUp(operation.ValueChannels); c++)
                    {
                        bool isThere = pixel != null && c < operation.ValueChannels;
                        packedValues[(((c / Block * keys) + key) * Block) + (c % Block)] =
                            isThere ? pixel[operation.KeyChannels + c] : 0f;
                    }
                }
            });
        }

        private static void Attend(
            AttentionOperation operation, VectorTensor queries, int area, float[] packedKeys, float[] packedValues,
            VectorTensor output, float* residual, int image, int @class, int first)
        {
            int keys = RoundUp(area);
            int count = Math.Min(Queries, queries.Shape.Area - first);
            float[] rented = ArrayPool<float>.Shared.Rent(Queries * keys);
            Epilogue epilogue = operation.Epilogue!;
            int row = epilogue.Classes == 1 ? 0 : @class * operation.ValueChannels;
            fixed (float* scores = rented, k = packedKeys, v = packedValues, scale = &epilogue.Scale[row], shift = &epilogue.Shift[row])
            {
                float** inputs = stackalloc float*[Queries];
                float* sums = stackalloc float[Queries * Block];
                float* totals = stackalloc float[Queries];
                for (int i = 0; i < Queries; i++)
                {
                    inputs[i] = queries.Pixel(((long)image * queries.Shape.Area) + first + Math.Min(i, count - 1));
                }

                for (int key = 0; key < keys; key += Block)
                {
                    ConvolutionTile.Multiply16(inputs, 1, operation.KeyChannels, k + (key * operation.KeyChannels), sums);
                    for (int i = 0; i < Queries; i++)
                    {
                        new Span<float>(sums + (i * Block), Block).CopyTo(new Span<float>(scores + (i * keys) + key, Block));
                    }
                }

                for (int i = 0; i < Queries; i++)
                {
                    inputs[i] = scores + (i * keys);
                    new Span<float>(inputs[i] + area, keys - area).Fill(float.NegativeInfinity);
                    totals[i] = Exponentials(inputs[i], keys);
                }

                for (int channel = 0; channel < operation.ValueChannels; channel += Block)
                {
                    ConvolutionTile.Multiply16(inputs, 1, keys, v + ((long)channel * keys), sums);
                    int channels = Math.Min(Block, operation.ValueChannels - channel);
                    for (int i = 0; i < count; i++)
                    {
                        for (int c = 0; c < Block; c++)
                        {
                            sums[(i * Block) + c] /= totals[i];
                        }

                        long target = ((((long)image * queries.Shape.Area) + first + i) * operation.ValueChannels) + channel;
                        VectorizedEpilogue.Apply(
                            epilogue, scale + channel, shift + channel, sums + (i * Block),
                            residual == null ? null : residual + target, output.Data + target, channels);
                    }
                }
            }

            ArrayPool<float>.Shared.Return(rented);
        }

        /// <summary>Replaces scores by exp(score − largest score), which cannot overflow, and returns their sum.</summary>
        private static float Exponentials(float* scores, int count)
        {
            Vector256<float> largest = Vector256.Create(float.NegativeInfinity);
            for (int i = 0; i < count; i += 8)
            {
                largest = Vector256.Max(largest, Vector256.Load(scores + i));
            }

            float max = float.NegativeInfinity;
            for (int i = 0; i < 8; i++)
            {
                max = Math.Max(max, largest[i]);
            }

            Vector256<float> sums = default;
            for (int i = 0; i < count; i += 8)
            {
                Vector256<float> weights = Vector256.Exp(Vector256.Load(scores + i) - Vector256.Create(max));
                weights.Store(scores + i);
                sums += weights;
            }

            return Vector256.Sum(sums);
        }

        private static int RoundUp(int count) => (count + Block - 1) / Block * Block;
    }
}
#endif
