using System;
using SagTextures.Plans;

namespace SagTextures.Cpu
{
    internal static class CpuEpilogue
    {
        /// <summary>Applies an epilogue to one channel of one image, where the result lies already.</summary>
        /// <param name="epilogue">What to apply.</param>
        /// <param name="channel">The channel.</param>
        /// <param name="class">The image's class.</param>
        /// <param name="values">Read and written.</param>
        /// <param name="residual">Added at the end; empty for none.</param>
        public static void Apply(
            Epilogue epilogue, int channel, int @class, Span<float> values, ReadOnlySpan<float> residual)
        {
            int row = epilogue.Classes == 1 ? 0 : @class;
            float scale = epilogue.Scale[(row * epilogue.Channels) + channel];
            float shift = epilogue.Shift[(row * epilogue.Channels) + channel];
            for (int i = 0; i < values.Length; i++)
            {
                float x = (scale * values[i]) + shift;
                values[i] = epilogue.Activation switch
                {
                    Activation.LeakyRelu => x > 0f ? x : epilogue.Slope * x,
                    Activation.Tanh => MathF.Tanh(x),
                    _ => x,
                };
            }

            for (int i = 0; i < residual.Length; i++)
            {
                values[i] += residual[i];
            }
        }
    }
}
