#if NET
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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

        /// <summary>[batch · map] images of [height, width, RGBA], set for each run.</summary>
        public byte[][] Targets { get; set; } = Array.Empty<byte[]>();

        public override int Items => batch * output.Shape.Height;

        /// <summary>A row's bytes, each in 32 bits, in whole vectors.</summary>
        public override long ScratchCount => DivideUp(output.Shape.Width * output.Shape.Channels, 8) * 8;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Run(int item, float* scratch)
        {
            ActivationShape shape = output.Shape;
            int* bytes = (int*)scratch;
            ToBytes(output.Pixel((long)item * shape.Width), shape.Width * shape.Channels, bytes);
            int image = item / shape.Height;
            for (int m = 0; m < maps.Count; m++)
            {
                Vector128<byte> order = Order(maps[m].Channels);
                uint alpha = maps[m].Channels == 4 ? 0 : 0xFF000000;
                fixed (byte* pixels = Targets[(image * maps.Count) + m])
                {
                    byte* target = pixels + (item % shape.Height * shape.Width * 4);
                    int* source = bytes;
                    for (int x = 0; x < shape.Width; x++, source += shape.Channels, target += 4)
                    {
                        *(uint*)target = Vector128.ShuffleNative(Vector128.Load((byte*)source), order).AsUInt32().ToScalar() | alpha;
                    }
                }

                bytes += maps[m].Channels;
            }
        }

        /// <summary>
        /// Where red, green, blue and alpha are among four channels of 32 bits: grey fills all three colours, two channels are red and
        /// green. 128 is nowhere, which is 0.
        /// </summary>
        private static Vector128<byte> Order(int channels) => Vector128.Create(
            (uint)(channels switch { 1 => 0x80000000, 2 => 0x80800400, 3 => 0x80080400, _ => 0x0C080400 })).AsByte();

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void ToBytes(float* values, int count, int* bytes)
        {
            int i = 0;
            for (; i <= count - 8; i += 8)
            {
                ToBytes(Vector256.Load(values + i)).Store(bytes + i);
            }

            for (; i < count; i++)
            {
                bytes[i] = ToBytes(Vector256.Create(values[i]))[0];
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<int> ToBytes(Vector256<float> values)
        {
            Vector256<float> bytes = Vector256.Floor(
                ((values + Vector256<float>.One) * Vector256.Create(127.5f)) + Vector256.Create(0.5f));
            return Vector256.ConvertToInt32(Vector256.Min(Vector256.Max(bytes, Vector256<float>.Zero), Vector256.Create(255f)));
        }
    }
}
#endif
