using NUnit.Framework;
using SagTextures.Editor;

namespace SagTextures.Tests.Editor
{
    public sealed class TrainingEstimateTests
    {
        private const string Json = "{\"images\":40,\"classes\":[\"bricks\",\"tiles\"],\"warnings\":[\"few images\"],\"secondsPerStep\":0.5," +
            "\"seconds\":90,\"memoryMB\":900,\"generatorParameters\":1000000,\"discriminatorParameters\":2000000}";

        [Test]
        public void ReadsEveryField()
        {
            TrainingEstimate estimate = TrainingEstimate.Parse("building…\r\n" + Json + "\r\n")!;
            Assert.That(estimate.Images, Is.EqualTo(40));
            Assert.That(estimate.Classes, Is.EqualTo(new[] { "bricks", "tiles" }));
            Assert.That(estimate.Warnings, Is.EqualTo(new[] { "few images" }));
            Assert.That(estimate.SecondsPerStep, Is.EqualTo(0.5));
            Assert.That(estimate.Duration.TotalSeconds, Is.EqualTo(90));
            Assert.That(estimate.MemoryMegabytes, Is.EqualTo(900));
            Assert.That(estimate.GeneratorParameters, Is.EqualTo(1000000));
            Assert.That(estimate.DiscriminatorParameters, Is.EqualTo(2000000));
        }

        [TestCase("")]
        [TestCase("{\"images\":40")]
        [TestCase("[1]\n{}")]
        public void OtherOutputIsNoEstimate(string output) => Assert.That(TrainingEstimate.Parse(output), Is.Null);
    }
}
