using System;
using System.Collections.Generic;
using SagTextures.Models;

namespace SagTextures.Cpu
{
    /// <summary>Packs the generator's output to RGBA8.</summary>
    internal static class CpuPixels
    {
        public static void Pack(IReadOnlyList<ModelMap> maps, CpuTensor output, int batch, byte[][] pixels)
        {
            int position = 0;
            for (int image = 0; image < batch; image++)
            {
                int firstChannel = 0;
                foreach (ModelMap map in maps)
                {
                    Span<byte> target = pixels[position++];
                    for (int component = 0; component < 4; component++)
                    {
                        // Grey fills all three colours; two channels are red and green; alpha is opaque unless given.
                        int channel = map.Channels == 1 && component < 3 ? 0 : component;
                        if (channel < map.Channels)
                        {
                            Pack(output.Plane(image, firstChannel + channel), target, component);
                        }
                        else
                        {
                            Fill(target, component, component == 3 ? (byte)255 : (byte)0);
                        }
                    }

                    firstChannel += map.Channels;
                }
            }
        }

        private static void Pack(ReadOnlySpan<float> plane, Span<byte> target, int component)
        {
            for (int i = 0; i < plane.Length; i++)
            {
                float value = MathF.Floor(((plane[i] + 1f) * 127.5f) + 0.5f);
                target[(i * 4) + component] = (byte)Math.Max(0f, Math.Min(255f, value));
            }
        }

        private static void Fill(Span<byte> target, int component, byte value)
        {
            for (int i = component; i < target.Length; i += 4)
            {
                target[i] = value;
            }
        }
    }
}
