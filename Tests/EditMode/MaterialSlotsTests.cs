using NUnit.Framework;
using SagTextures.Unity;
using UnityEngine;

namespace SagTextures.Tests
{
    public sealed class MaterialSlotsTests
    {
        [TestCase("Standard", "albedo", "_MainTex")]
        [TestCase("Standard", "normal", "_BumpMap")]
        [TestCase("Standard", "mask", "_MetallicGlossMap")]
        [TestCase("Universal Render Pipeline/Lit", "albedo", "_BaseMap")]
        [TestCase("Universal Render Pipeline/Lit", "normal", "_BumpMap")]
        [TestCase("HDRP/Lit", "albedo", "_BaseColorMap")]
        [TestCase("HDRP/Lit", "normal", "_NormalMap")]
        [TestCase("HDRP/Lit", "mask", "_MaskMap")]
        public void LitShadersHaveTheSlot(string shaderName, string map, string property)
        {
            Shader shader = Shader.Find(shaderName);
            if (shader == null)
            {
                Assert.Ignore("This project does not have that render pipeline.");
            }

            var material = new Material(shader);
            Assert.That(MaterialSlots.Of(material, map), Does.Contain(property));
            Object.DestroyImmediate(material);
        }
    }
}
