// System.Half is not part of .NET Standard 2.1.
#if NET
using System;
using NUnit.Framework;
using SagTextures.Models;

namespace SagTextures.Tests.Models
{
    public class HalfFloatTests
    {
        [Test]
        public void Reads_every_half_as_the_framework_does()
        {
            for (int bits = 0; bits <= ushort.MaxValue; bits++)
            {
                float expected = (float)BitConverter.Int16BitsToHalf((short)bits);
                Assert.That(HalfFloat.ToSingle((ushort)bits), Is.EqualTo(expected));
            }
        }

        [Test]
        public void Rounds_as_the_framework_does()
        {
            var random = new Random(1);
            for (int i = 0; i < 1_000_000; i++)
            {
                float value = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
                Half expected = (Half)value;
                if (!Half.IsNaN(expected))
                {
                    Assert.That(HalfFloat.FromSingle(value), Is.EqualTo((ushort)BitConverter.HalfToInt16Bits(expected)));
                }
            }
        }

        [Test]
        public void Keeps_what_is_not_a_number()
        {
            Assert.That(HalfFloat.ToSingle(HalfFloat.FromSingle(float.NaN)), Is.NaN);
        }

        [TestCase(65504f, (ushort)0x7BFF)]
        [TestCase(65519.99f, (ushort)0x7BFF)]
        [TestCase(65520f, (ushort)0x7C00)]
        [TestCase(5.9604645e-8f, (ushort)1)]
        [TestCase(2.9802322e-8f, (ushort)0)]
        [TestCase(-0f, (ushort)0x8000)]
        [TestCase(float.PositiveInfinity, (ushort)0x7C00)]
        public void Rounds_at_the_edges(float value, ushort bits)
        {
            Assert.That(HalfFloat.FromSingle(value), Is.EqualTo(bits));
        }
    }
}
#endif
