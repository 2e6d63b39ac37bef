using System;
using SagTextures.Plans;

namespace SagTextures.Cpu
{
    /// <summary>
    /// Runs an <see cref="AttentionOperation"/>, one query at a time, so that memory grows with the number of keys and not
    /// with its square.
    /// </summary>
    internal static class CpuAttention
    {
        public static void Run(
            AttentionOperation operation,
            CpuTensor queries,
            CpuTensor keysAndValues,
            CpuTensor output,
            CpuTensor? residual,
            int[] classes)
        {
            int area = queries.Shape.Area;
            for (int image = 0; image < classes.Length; image++)
            {
                int b = image;
                ParallelLoop.Run(area, query => Attend(operation, queries, keysAndValues, output, b, query));
                for (int channel = 0; channel < operation.ValueChannels; channel++)
                {
                    CpuEpilogue.Apply(
                        operation.Epilogue!, channel, classes[b], output.Plane(b, channel),
                        residual == null ? default(ReadOnlySpan<float>) : residual.Value.Plane(b, channel));
                }
            }
        }

        private static void Attend(
            AttentionOperation operation, CpuTensor queries, CpuTensor keysAndValues, CpuTensor output, int image, int query)
        {
            Span<float> weights = new float[keysAndValues.Shape.Area];
            int firstKey = operation.FirstKeyChannel;
            for (int c = 0; c < operation.KeyChannels; c++)
            {
                CpuVector.MultiplyAdd(weights, keysAndValues.Plane(image, firstKey + c), queries.Plane(image, c)[query]);
            }

            float sum = Exponentials(weights);
            for (int c = 0; c < operation.ValueChannels; c++)
            {
                ReadOnlySpan<float> values = keysAndValues.Plane(image, firstKey + operation.KeyChannels + c);
                output.Plane(image, c)[query] = CpuVector.Dot(weights, values) / sum;
            }
        }

        /// <summary>Replaces scores by exp(score − largest score), which cannot overflow, and returns their sum.</summary>
        private static float Exponentials(Span<float> scores)
        {
            float largest = float.NegativeInfinity;
            foreach (float score in scores)
            {
                largest = Math.Max(largest, score);
            }

            float sum = 0f;
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] = MathF.Exp(scores[i] - largest);
                sum += scores[i];
            }

            return sum;
        }
    }
}
