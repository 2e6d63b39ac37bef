using System.Collections;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using SagTextures.Unity;
using UnityEngine;
using UnityEngine.TestTools;

namespace SagTextures.Tests
{
    public sealed class SagTextureModelTests
    {
        private SagTextureModel model = null!;

        [SetUp]
        public void CreateModel() => model = SagTextureModel.Create(TinyModel.Bytes(), "tiny");

        [TearDown]
        public void DestroyModel() => UnityEngine.Object.DestroyImmediate(model);

        [Test]
        public void ATextureIsReadyForAMaterial()
        {
            Texture2D texture = model.GenerateTexture(1);
            Assert.That(texture.width, Is.EqualTo(TinyModel.Size));
            Assert.That(texture.mipmapCount, Is.EqualTo(4));
            Assert.That(texture.wrapMode, Is.EqualTo(TextureWrapMode.Repeat));
            UnityEngine.Object.Destroy(texture);
        }

        [Test]
        public void AMapThatIsNotThereIsNamed() => Assert.That(
            () => model.GenerateTexture(1, map: "height"),
            Throws.TypeOf<SagTexturesException>().With.Message.Contains("height"));

        [UnityTest]
        public IEnumerator AwaitingATextureLetsFramesPass()
        {
            int frame = Time.frameCount;
            Task<Texture2D> task = model.GenerateTextureAsync(1);
            Assert.That(task.IsCompleted, Is.False, "uploaded on the main thread, which has not been free yet");
            while (!task.IsCompleted)
            {
                yield return null;
            }

            Assert.That(Time.frameCount, Is.GreaterThan(frame));
            Assert.That(task.Result.width, Is.EqualTo(TinyModel.Size));
            UnityEngine.Object.Destroy(task.Result);
        }

        [UnityTest]
        public IEnumerator ACancelledTextureIsNotMade()
        {
            using var cancellation = new CancellationTokenSource();
            Task<Texture2D> task = model.GenerateTextureAsync(1, cancellationToken: cancellation.Token);
            cancellation.Cancel();
            while (!task.IsCompleted)
            {
                yield return null;
            }

            Assert.That(task.IsCanceled);
        }

        [Test]
        public void AReleasedModelSetsItsDeviceUpAgain()
        {
            byte first = model.Generate(3).Maps[0].Pixels[0];
            model.Release();
            Assert.That(model.Generate(3).Maps[0].Pixels[0], Is.EqualTo(first));
        }

        [Test]
        public void AFileThatIsNoModelIsRefused() => Assert.That(
            () => SagTextureModel.Create(new byte[16], "broken"),
            Throws.InstanceOf<SagTexturesException>().With.Message.Contains("broken"));
    }
}
