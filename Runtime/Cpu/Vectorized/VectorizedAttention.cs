#if NET
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SagTextures.Plans;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// An <see cref="AttentionOperation"/> for one image. An item is a group of queries: only its scores are ever stored, so
    /// memory grows with the number of keys and not with its square.
    /// </summary>
    internal sealed unsafe class VectorizedAttention : Work
    {
        /// <summary>Queries of a group, which meet each part of the values while it is in the nearest cache.</summary>
        private const int Queries = 6 * RowKernel.Rows;

        /// <summary>Keys taken at a time: their values, 32 channels of them, fill half an L1 cache.</summary>
        private const int Chunk = 128;

        private readonly AttentionOperation operation;
        private readonly AttentionPacking packing;
        private readonly StepTensors tensors;
        private readonly int image;
        private readonly int keys;
        private readonly int pitch;

        private VectorizedAttention(
            AttentionOperation operation, AttentionPacking packing, StepTensors tensors, int keys, int image)
        {
            this.operation = operation;
            this.packing = packing;
            this.tensors = tensors;
            this.keys = keys;
            this.image = image;

            // A cache line more: rows a power of two apart would share a set of the cache.
            pitch = packing.KeyCount + 16;
        }

        public override int Items => DivideUp(tensors.Input.Shape.Area, Queries);

        public override long ScratchCount => Queries * ((long)pitch + packing.BlockSize + 1);

        /// <summary>What a run of the step consists of, in order.</summary>
        /// <param name="operation">What to compute.</param>
        /// <param name="tensors">Queries and output.</param>
        /// <param name="keysAndValues">Keys and values.</param>
        /// <param name="packed">Memory for <see cref="AttentionPacking.Count"/> floats.</param>
        public static IEnumerable<Work> Works(
            AttentionOperation operation, StepTensors tensors, VectorTensor keysAndValues, IntPtr packed)
        {
            for (int image = 0; image < tensors.Batch; image++)
            {
                AttentionPacking packing = Pack(operation, keysAndValues, image, packed);
                yield return packing;
                yield return new VectorizedAttention(operation, packing, tensors, keysAndValues.Shape.Area, image);
            }
        }

        public override void Run(int item, float* scratch)
        {
            float* sums = scratch;
            float* totals = sums + (Queries * packing.BlockSize);
            float* scores = totals + Queries;
            float** rows = stackalloc float*[Queries];
            int area = tensors.Input.Shape.Area;
            int first = item * Queries;
            int count = Math.Min(Queries, area - first);
            for (int i = 0; i < Queries; i++)
            {
                // A group is filled up with its last query.
                rows[i] = tensors.Input.Pixel(((long)image * area) + first + Math.Min(i, count - 1));
            }

            Score(rows, count, scores);
            for (int i = 0; i < Queries; i++)
            {
                rows[i] = scores + ((long)i * pitch);
            }

            for (int i = 0; i < count; i++)
            {
                new Span<float>(rows[i] + keys, packing.KeyCount - keys).Fill(float.NegativeInfinity);
                totals[i] = 1f / Exponentials(rows[i], packing.KeyCount);
            }

            for (int block = 0; block < packing.Blocks; block++)
            {
                AddValues(rows, count, block, sums);
                Store(first, count, block, sums, totals);
            }
        }

        private static AttentionPacking Pack(AttentionOperation operation, VectorTensor source, int image, IntPtr packed) =>
            new AttentionPacking(operation, source, image, (float*)packed);

        /// <summary>scores[query, key] = query · key.</summary>
        private void Score(float** queries, int count, float* scores)
        {
            for (int key = 0; key < packing.KeyCount; key += AttentionPacking.Keys)
            {
                RowKernel.Multiply(
                    AttentionPacking.Keys, count, queries, 0, 1, 0, operation.KeyChannels, packing.KeyBlock(key), scores + key,
                    pitch, isFirst: true);
            }
        }

        /// <summary>sums[query, channel] = Σ over keys of weight · value, for one block of channels.</summary>
        private void AddValues(float** weights, int count, int block, float* sums)
        {
            for (int key = 0; key < packing.KeyCount; key += Chunk)
            {
                int chunk = Math.Min(Chunk, packing.KeyCount - key);
                RowKernel.Multiply(
                    packing.BlockSize, count, weights, 0, 1, key, chunk, packing.ValueBlock(block, key), sums, packing.BlockSize,
                    isFirst: key == 0);
            }
        }

        private void Store(int first, int count, int block, float* sums, float* totals)
        {
            Epilogue epilogue = operation.Epilogue!;
            int channel = block * packing.BlockSize;
            int channels = Math.Min(packing.BlockSize, operation.ValueChannels - channel);
            int row = (epilogue.Classes == 1 ? 0 : tensors.Classes[image] * operation.ValueChannels) + channel;
            fixed (float* scale = &epilogue.Scale[row], shift = &epilogue.Shift[row])
            {
                for (int i = 0; i < count; i++)
                {
                    float* source = sums + (i * packing.BlockSize);
                    Vector256<float> total = Vector256.Create(totals[i]);
                    for (int c = 0; c < packing.BlockSize; c += 8)
                    {
                        (Vector256.Load(source + c) * total).Store(source + c);
                    }

                    long target = ((((long)image * tensors.Input.Shape.Area) + first + i) * operation.ValueChannels) + channel;
                    VectorizedEpilogue.Apply(
                        epilogue, scale, shift, source, tensors.Residual == null ? null : tensors.Residual + target,
                        tensors.Output.Data + target, channels);
                }
            }
        }

        /// <summary>Replaces scores by exp(score − largest score), which cannot overflow, and returns their sum.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
            if (Avx512F.IsSupported)
            {
                for (int i = 0; i < count; i += 16)
                {
                    Vector512<float> weights = VectorMath.Exp(
                        Avx512F.Subtract(Avx512F.LoadVector512(scores + i), Vector512.Create(max)));
                    Avx512F.Store(scores + i, weights);

                    // One half after the other, as below: the same sum with any instruction set.
                    sums = sums + weights.GetLower() + weights.GetUpper();
                }

                return Vector256.Sum(sums);
            }

            for (int i = 0; i < count; i += 8)
            {
                Vector256<float> weights = VectorMath.Exp(Vector256.Load(scores + i) - Vector256.Create(max));
                weights.Store(scores + i);
                sums += weights;
            }

            return Vector256.Sum(sums);
        }
    }
}
#endif
