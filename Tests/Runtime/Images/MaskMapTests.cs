using NUnit.Framework;
using SagTextures.Images;
using SagTextures.Models;

namespace SagTextures.Tests.Images
{
    public sealed class MaskMapTests
    {
        [Test]
        public void GreyMapsArePackedAsLitShadersReadThem()
        {
            TextureMap mask = MaskMap.Of(Texture(Grey("metallic", 10), Grey("ao", 20), Grey("roughness", 30)))!;
            Assert.That(mask.Pixels.ToArray(), Is.EqualTo(new byte[] { 10, 20, 0, 225 }));
            Assert.That(mask.Encoding, Is.EqualTo(MapEncoding.Linear));
        }

        [Test]
        public void WhatIsMissingIsNeutral()
        {
            TextureMap mask = MaskMap.Of(Texture(Grey("albedo", 1), Grey("roughness", 255)))!;
            Assert.That(mask.Pixels.ToArray(), Is.EqualTo(new byte[] { 0, 255, 0, 0 }));
        }

        [Test]
        public void ATextureWithoutGreyMapsHasNone() => Assert.That(MaskMap.Of(Texture(Grey("albedo", 1))), Is.Null);

        private static GeneratedTexture Texture(params TextureMap[] maps) => new GeneratedTexture(1, 1, 1, maps);

        private static TextureMap Grey(string name, byte value) =>
            new TextureMap(new ModelMap(name, 1, MapEncoding.Linear), 1, 1, new[] { new[] { value, value, value, (byte)255 } });
    }
}
