#if NET
using System;
using System.Collections.Generic;
using SagTextures.Models;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>Packs a channels-last output to RGBA8, map by map; an item is a row of pixels.</summary>
    internal sealed unsafe class VectorizedPixels : Work
    {
        private readonly IReadOnlyList<ModelMap> maps;
        private readonly VectorTensor output;
        private readonly int batch;

        public VectorizedPixels(IReadOnlyList<ModelMap> maps, VectorTensor output, int batch)
        {
            this.maps = maps;
            this.output = output;
            this.batch = batch;
        }

        /// <summary>[batch, map, height, width, RGBA], set for each run.</summary>
        public byte* Target { get; set; }

        public override int Items => batch * output.Shape.Height;

        public override void Run(int item, float* scratch)
        {
            ActivationShape shape = output.Shape;
            int image = item / shape.Height;
            int firstChannel = 0;
            for (int m = 0; m < maps.Count; m++)
            {
                float* source = output.Pixel((long)item * shape.Width) + firstChannel;
                long first = ((((long)image * maps.Count) + m) * shape.Area) + (item % shape.Height * shape.Width);
                byte* target = Target + (first * 4);
                for (int x = 0; x < shape.Width; x++, source += shape.Channels, target += 4)
                {
                    PackPixel(source, maps[m].Channels, target);
                }

                firstChannel += maps[m].Channels;
            }
        }

        /// <summary>Grey fills all three colours; two channels are red and green; alpha is opaque unless given.</summary>
        private static void PackPixel(float* source, int channels, byte* target)
        {
            byte red = ToByte(source[0]);
            target[0] = red;
            target[1] = channels == 1 ? red : ToByte(source[1]);
            target[2] = channels == 1 ? red : channels > 2 ? ToByte(source[2]) : (byte)0;
            target[3] = channels == 4 ? ToByte(source[3]) : (byte)255;
        }

        private static byte ToByte(float value) =>
            (byte)Math.Clamp(MathF.Floor(((value + 1f) * 127.5f) + 0.5f), 0f, 255f);
    }
}
#endif
