using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using SagTextures.Editor;

namespace SagTextures.Tests.Editor
{
    public sealed class ProgressFollowerTests
    {
        private const string First = "{\"step\":10,\"steps\":40,\"images\":160,\"lossD\":1.5,\"lossG\":-0.25,\"metrics\":{\"swd\":12}," +
            "\"imagesPerSecond\":20.5,\"etaSeconds\":90,\"sample\":\"samples/step-000010.png\",\"status\":\"running\",\"message\":null}\n";

        private const string Last = "{\"step\":40,\"steps\":40,\"images\":640,\"status\":\"failed\",\"message\":\"disk full\"}\n";

        private string folder = "";
        private string file = "";

        [SetUp]
        public void CreateFolder()
        {
            folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
            Directory.CreateDirectory(folder);
            file = Path.Combine(folder, "progress.jsonl");
        }

        [TearDown]
        public void DeleteFolder() => Directory.Delete(folder, true);

        [Test]
        public void ReadsEveryFieldOfAReport()
        {
            File.WriteAllText(file, First);

            TrainingProgress report = new ProgressFollower(folder).ReadNew().Single();

            Assert.That(report.Step, Is.EqualTo(10));
            Assert.That(report.Steps, Is.EqualTo(40));
            Assert.That(report.Images, Is.EqualTo(160));
            Assert.That(report.DiscriminatorLoss, Is.EqualTo(1.5));
            Assert.That(report.GeneratorLoss, Is.EqualTo(-0.25));
            Assert.That(report.Metrics["swd"], Is.EqualTo(12));
            Assert.That(report.ImagesPerSecond, Is.EqualTo(20.5));
            Assert.That(report.Remaining.TotalSeconds, Is.EqualTo(90));
            Assert.That(report.Sample, Is.EqualTo("samples/step-000010.png"));
            Assert.That(report.Status, Is.EqualTo(TrainingStatus.Running));
            Assert.That(report.Message, Is.Null);
        }

        [Test]
        public void GivesEachReportOnce()
        {
            var follower = new ProgressFollower(folder);
            Assert.That(follower.ReadNew(), Is.Empty, "before the file is there");

            File.WriteAllText(file, First);
            Assert.That(follower.ReadNew().Select(report => report.Step), Is.EqualTo(new[] { 10L }));
            Assert.That(follower.ReadNew(), Is.Empty);

            File.AppendAllText(file, Last);
            TrainingProgress last = follower.ReadNew().Single();
            Assert.That(last.Status, Is.EqualTo(TrainingStatus.Failed));
            Assert.That(last.Message, Is.EqualTo("disk full"));
            Assert.That(last.GeneratorLoss, Is.NaN);
        }

        [Test]
        public void LeavesALineThatIsStillBeingWritten()
        {
            var follower = new ProgressFollower(folder);
            File.WriteAllText(file, First + Last.Substring(0, 30));
            Assert.That(follower.ReadNew(), Has.Count.EqualTo(1));

            File.AppendAllText(file, Last.Substring(30));
            Assert.That(follower.ReadNew().Single().Step, Is.EqualTo(40));
        }

        [Test]
        public void SkipsWhatIsNotAReport()
        {
            File.WriteAllText(file, "not json\n[1,2]\n{}\n{\"step\":1,\"status\":\"dancing\"}\n{\"step\":1,\"status\":\"killed\"}\n" + Last);
            IReadOnlyList<TrainingProgress> reports = new ProgressFollower(folder).ReadNew();
            Assert.That(reports.Select(report => report.Step), Is.EqualTo(new[] { 40L }));
        }

        [Test]
        public void StartsAgainWhenTheRunDoes()
        {
            var follower = new ProgressFollower(folder);
            File.WriteAllText(file, First + Last);
            follower.ReadNew();

            File.WriteAllText(file, First);
            Assert.That(follower.ReadNew().Single().Step, Is.EqualTo(10));
        }
    }
}
