using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using SagTextures.Images;
using SagTextures.Models;

namespace SagTextures.Tests.Images
{
    public class MipChainTests
    {
        [Test]
        public void Levels_go_down_to_one_pixel()
        {
            IReadOnlyList<byte[]> levels = MipChain.Build(new byte[6 * 3 * 4], 6, 3, MapEncoding.Linear);
            Assert.That(levels.Select(level => level.Length / 4), Is.EqualTo(new[] { 18, 3, 1 }));
        }

        [Test]
        public void Colour_is_averaged_as_light_and_data_as_numbers()
        {
            byte[] checker = { 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 255 };
            Assert.That(
                MipChain.Build(checker, 2, 2, MapEncoding.Srgb)[1], Is.EqualTo(new byte[] { 188, 188, 188, 255 }));
            Assert.That(
                MipChain.Build(checker, 2, 2, MapEncoding.Linear)[1], Is.EqualTo(new byte[] { 128, 128, 128, 255 }));
        }

        [Test]
        public void A_plain_colour_keeps_its_value()
        {
            for (int value = 0; value < 256; value++)
            {
                byte[] plain = Enumerable.Repeat((byte)value, 16).ToArray();
                Assert.That(MipChain.Build(plain, 2, 2, MapEncoding.Srgb)[1], Has.All.EqualTo((byte)value));
            }
        }
    }
}
