using System.IO;
using System.Linq;
using NUnit.Framework;
using SagTextures.Editor;

namespace SagTextures.Tests.Editor
{
    public sealed class TrainingOptionsTests
    {
        [Test]
        public void WhatIsNotSetIsLeftToTheTrainer() => Assert.That(
            new TrainingOptions("set", "run").ToArguments(),
            Is.EqualTo(new[] { "train", "--textures", Path.GetFullPath("set"), "--run", Path.GetFullPath("run") }));

        [Test]
        public void EveryOptionIsHandedOn()
        {
            var options = new TrainingOptions("set", "run")
            {
                Preset = "sagan",
                Resolution = 64,
                Steps = 1000,
                Batch = 8,
                Device = "cpu",
                Seed = 3,
                SampleEvery = 50,
                Config = "my.json",
                Seamless = true,
                Resume = true,
            };
            Assert.That(options.ToArguments().Skip(5), Is.EqualTo(new[]
            {
                "--preset", "sagan", "--resolution", "64", "--steps", "1000", "--batch", "8", "--device", "cpu",
                "--seed", "3", "--config", "my.json", "--set", "sampleEvery=50", "--seamless", "--resume",
            }));
        }
    }
}
