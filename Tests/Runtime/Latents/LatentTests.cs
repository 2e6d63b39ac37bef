using System;
using System.Linq;
using NUnit.Framework;
using SagTextures.Latents;

namespace SagTextures.Tests.Latents
{
    public class LatentTests
    {
        [Test]
        public void Follows_the_definition()
        {
            const ulong seed = 0x299f31d0a4093822;
            (uint x0, uint x1, uint x2, uint x3) = Philox4x32.Next((1, 0xfffffffd, 7, 0), 0xa4093822, 0x299f31d0);
            double Uniform(uint x) => (x + 0.5) / 4294967296.0;
            double first = Math.Sqrt(-2 * Math.Log(Uniform(x0)));
            double second = Math.Sqrt(-2 * Math.Log(Uniform(x2)));

            float[] z = Latent.FromSeed(seed, 8, cellX: -3, cellY: 7);

            Assert.That(z.Skip(4), Is.EqualTo(new[]
            {
                (float)(first * Math.Cos(2 * Math.PI * Uniform(x1))),
                (float)(first * Math.Sin(2 * Math.PI * Uniform(x1))),
                (float)(second * Math.Cos(2 * Math.PI * Uniform(x3))),
                (float)(second * Math.Sin(2 * Math.PI * Uniform(x3))),
            }));
        }

        [Test]
        public void Shorter_latents_are_prefixes_of_longer_ones()
        {
            Assert.That(Latent.FromSeed(42, 5), Is.EqualTo(Latent.FromSeed(42, 128).Take(5)));
            Assert.That(Latent.FromSeed(42, 0), Is.Empty);
        }

        [Test]
        public void Is_standard_normal()
        {
            float[] z = Latent.FromSeed(7, 200_000);
            double mean = z.Average();
            double variance = z.Average(x => (x - mean) * (x - mean));
            double fourth = z.Average(x => Math.Pow(x - mean, 4)) / (variance * variance);
            Assert.That(mean, Is.EqualTo(0).Within(0.01));
            Assert.That(variance, Is.EqualTo(1).Within(0.01));
            Assert.That(fourth, Is.EqualTo(3).Within(0.06));
        }

        [Test]
        public void Both_halves_of_the_seed_and_both_cell_coordinates_matter()
        {
            float[][] latents =
            {
                Latent.FromSeed(1, 4),
                Latent.FromSeed(1UL << 32, 4),
                Latent.FromSeed(1, 4, cellX: 1),
                Latent.FromSeed(1, 4, cellY: 1),
            };
            Assert.That(latents.Select(z => z[0]).Distinct().Count(), Is.EqualTo(4));
        }

        [Test]
        public void A_negative_length_is_refused()
        {
            Assert.That(() => Latent.FromSeed(1, -1), Throws.TypeOf<ArgumentOutOfRangeException>());
        }
    }
}
