using System.Collections;
using System.Threading.Tasks;
using NUnit.Framework;
using SagTextures.Unity;
using UnityEngine;
using UnityEngine.TestTools;

namespace SagTextures.Tests
{
    public sealed class SagTextureRendererTests
    {
        private SagTextureModel model = null!;
        private GameObject thing = null!;
        private SagTextureRenderer component = null!;
        private Renderer target = null!;

        [SetUp]
        public void CreateCube()
        {
            model = SagTextureModel.Create(TinyModel.Bytes(), "tiny");
            thing = GameObject.CreatePrimitive(PrimitiveType.Cube);
            target = thing.GetComponent<Renderer>();
            component = thing.AddComponent<SagTextureRenderer>();
            component.Model = model;
        }

        [TearDown]
        public void Destroy()
        {
            Object.DestroyImmediate(thing);
            Object.DestroyImmediate(model);
        }

        [UnityTest]
        public IEnumerator ASeedIsShownByItself()
        {
            int changes = 0;
            component.TextureChanged += _ => changes++;
            while (changes == 0)
            {
                yield return null;
            }

            Assert.That(target.sharedMaterial.mainTexture, Is.SameAs(component.Textures!.Textures["albedo"]));
            Assert.That(component.Textures.Textures.Keys, Is.EquivalentTo(new[] { "albedo", "normal", "mask" }));
        }

        [UnityTest]
        public IEnumerator AnotherSeedReplacesAndDestroysTheOldTexture()
        {
            yield return Wait(component.RefreshAsync());
            Texture2D old = component.Textures!.Textures["albedo"];
            component.Seed = 2;
            yield return Wait(component.RefreshAsync());
            yield return null;

            Assert.That(component.Textures!.Seed, Is.EqualTo(2));
            Assert.That(old == null, "destroyed");
        }

        [UnityTest]
        public IEnumerator DisablingGivesTheMaterialBack()
        {
            Material original = target.sharedMaterial;
            yield return Wait(component.RefreshAsync());
            Assert.That(target.sharedMaterial, Is.Not.SameAs(original));

            component.enabled = false;
            Assert.That(target.sharedMaterial, Is.SameAs(original));
            Assert.That(component.Textures, Is.Null);
        }

        [UnityTest]
        public IEnumerator AWrongClassIsAnErrorInTheConsole()
        {
            LogAssert.Expect(LogType.Error, new System.Text.RegularExpressions.Regex("granite"));
            component.Class = "granite";
            for (int frame = 0; frame < 60; frame++)
            {
                yield return null;
            }
        }

        private static IEnumerator Wait(Task task)
        {
            while (!task.IsCompleted)
            {
                yield return null;
            }

            task.GetAwaiter().GetResult();
        }
    }
}
