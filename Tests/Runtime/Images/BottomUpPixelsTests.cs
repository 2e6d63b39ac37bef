using System;
using NUnit.Framework;
using SagTextures.Images;
using SagTextures.Models;

namespace SagTextures.Tests.Images
{
    public sealed class BottomUpPixelsTests
    {
        [Test]
        public void RowsOfEveryLevelAreTurnedOver()
        {
            byte[] large = Pixels(1, 2, 3, 4), small = Pixels(5);
            var map = new TextureMap(new ModelMap("albedo", 3, MapEncoding.Srgb), 2, 2, new[] { large, small });
            Assert.That(BottomUpPixels.Of(map), Is.EqualTo(Pixels(3, 4, 1, 2, 5)));
        }

        private static byte[] Pixels(params byte[] values)
        {
            var pixels = new byte[values.Length * 4];
            for (int i = 0; i < values.Length; i++)
            {
                pixels.AsSpan(i * 4, 4).Fill(values[i]);
            }

            return pixels;
        }
    }
}
