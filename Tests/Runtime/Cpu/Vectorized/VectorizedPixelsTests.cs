#if NET
using System;
using System.Linq;
using NUnit.Framework;
using SagTextures.Cpu;
using SagTextures.Cpu.Vectorized;
using SagTextures.Models;

namespace SagTextures.Tests.Cpu.Vectorized
{
    public class VectorizedPixelsTests
    {
        [Test]
        public unsafe void Maps_of_one_to_four_channels_are_packed_as_the_plain_loops_pack_them()
        {
            const int Batch = 2;
            var shape = new ActivationShape(10, 3, 5);
            ModelMap[] maps = Enumerable.Range(1, 4).Select(channels => new ModelMap($"map{channels}", channels, MapEncoding.Linear)).ToArray();
            using var output = new AlignedBuffer(Batch * shape.Count);
            var planes = new float[Batch * shape.Count];
            var random = new Random(1);
            for (int i = 0; i < planes.Length; i++)
            {
                planes[i] = (random.NextSingle() * 2.4f) - 1.2f;
                int image = i / shape.Count, channel = i / shape.Area % shape.Channels;
                output.Data[(((image * shape.Area) + (i % shape.Area)) * shape.Channels) + channel] = planes[i];
            }

            byte[][] expected = Images();
            CpuPixels.Pack(maps, new CpuTensor(planes, 0, planes.Length, shape), Batch, expected);
            byte[][] pixels = Images();
            using var pool = new WorkerPool(2);
            var packing = new VectorizedPixels(maps, new VectorTensor(output.Data, shape), Batch);
            pool.Reserve(packing.ScratchCount);
            packing.Targets = pixels;
            pool.Run(packing);
            Assert.That(pixels, Is.EqualTo(expected));

            byte[][] Images() => Enumerable.Range(0, Batch * maps.Length).Select(_ => new byte[shape.Area * 4]).ToArray();
        }
    }
}
#endif
