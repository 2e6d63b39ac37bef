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
        /// <summary>Queries of a group, which meet each block of the values while it is in a cache.</summary>
        private const int Queries = 6 * RowKernel.Rows;

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

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
                // sums[query, channel] = Σ over keys of weight · value.
                RowKernel.Multiply(
                    packing.BlockSize, count, rows, 0, 1, 0, packing.KeyCount, packing.ValueBlock(block, 0), sums, packing.BlockSize,
                    isFirst: true);
                Store(first, count, block, sums, totals);
            }
        }

        private static AttentionPacking Pack(AttentionOperation operation, VectorTensor source, int image, IntPtr packed) =>
            new AttentionPacking(operation, source, image, (float*)packed);

        /// <summary>scores[query, key] = query · key.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Score(float** queries, int count, float* scores)
        {
            for (int key = 0; key < packing.KeyCount; key += AttentionPacking.Keys)
            {
                RowKernel.Multiply(
                    AttentionPacking.Keys, count, queries, 0, 1, 0, operation.KeyChannels, packing.KeyBlock(key), scores + key,
                    pitch, isFirst: true);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
            float max = Largest(scores, count);
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

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static float Largest(float* scores, int count)
        {
            // Native: whichever is taken where one is not a number, as the sums will be none either. Four, as each waits for itself.
            Vector256<float> a = Vector256.Load(scores), b = a, c = a, d = a;
            for (int i = 0; i < count; i += 32)
            {
                a = Vector256.MaxNative(a, Vector256.Load(scores + i));
                b = Vector256.MaxNative(b, Vector256.Load(scores + i + 8));
                c = Vector256.MaxNative(c, Vector256.Load(scores + i + 16));
                d = Vector256.MaxNative(d, Vector256.Load(scores + i + 24));
            }

            a = Vector256.MaxNative(Vector256.MaxNative(a, b), Vector256.MaxNative(c, d));
            float max = a[0];
            for (int i = 1; i < 8; i++)
            {
                max = Math.Max(max, a[i]);
            }

            return max;
        }
    }
}
#endif
