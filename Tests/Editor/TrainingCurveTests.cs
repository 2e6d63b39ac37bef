using System.Linq;
using NUnit.Framework;
using SagTextures.Editor;

namespace SagTextures.Tests.Editor
{
    public sealed class TrainingCurveTests
    {
        [Test]
        public void ShortRunsAreKeptWhole()
        {
            var curve = new TrainingCurve();
            curve.Add(1, 4);
            curve.Add(2, -2);
            Assert.That(curve.Points, Is.EqualTo(new[] { (1L, 4.0), (2L, -2.0) }));
            Assert.That((curve.Min, curve.Max), Is.EqualTo((-2.0, 4.0)));
        }

        [Test]
        public void LongRunsAreAveragedEvenly()
        {
            var curve = new TrainingCurve();
            for (int step = 1; step <= 100 * TrainingCurve.MaxPoints; step++)
            {
                curve.Add(step, step);
            }

            Assert.That(curve.Points.Count, Is.InRange(TrainingCurve.MaxPoints / 4, TrainingCurve.MaxPoints));
            long[] gaps = curve.Points.Zip(curve.Points.Skip(1), (a, b) => b.Step - a.Step).Distinct().ToArray();
            Assert.That(gaps, Has.Length.EqualTo(1), "every point stands for as many reports");
            Assert.That(curve.Points.All(point => point.Value == point.Step - ((gaps[0] - 1) / 2.0)));
        }

        [Test]
        public void CurvesComeFromReports()
        {
            var curves = new TrainingCurves();
            curves.Add(TrainingProgress.Parse("{\"step\":0,\"lossD\":0,\"lossG\":0,\"status\":\"running\"}")!);
            curves.Add(TrainingProgress.Parse("{\"step\":5,\"lossD\":1,\"lossG\":2,\"metrics\":{\"swd\":3},\"status\":\"running\"}")!);
            curves.Add(TrainingProgress.Parse("{\"step\":6,\"metrics\":{},\"status\":\"running\"}")!);
            Assert.That(curves.ByName.Keys, Is.EquivalentTo(new[] { "lossD", "lossG", "swd" }));
            Assert.That(curves.ByName["swd"].Points, Is.EqualTo(new[] { (5L, 3.0) }));
            Assert.That(curves.ByName["lossD"].Points, Is.EqualTo(new[] { (5L, 1.0) }), "nothing is made up where there is no figure");
        }
    }
}
