using System.Collections.Generic;
using NUnit.Framework;
using SagTextures.Training;
using SagTextures.Training.CommandLine;

namespace SagTextures.Tests.CommandLine;

public sealed class TrainingProgressLineTests
{
    private const string Figures = "12345/20000  D 0.12 right 50%  G -0.12  swd 12  12 img/s  2:34:05 left";

    private static readonly TrainingProgress Progress = new()
    {
        Step = 12345,
        Steps = 20000,
        LossD = 0.123,
        LossG = -0.123,
        Metrics = new Dictionary<string, double> { ["accuracyD"] = 0.5, ["swd"] = 12.3, ["memoryMB"] = 1234 },
        ImagesPerSecond = 12.3,
        EtaSeconds = 2 * 3600 + 34 * 60 + 5,
    };

    [TestCase(0, Figures + "  1.2 GB", TestName = "All of it in a file")]
    [TestCase(78, Figures + "  1.2 GB", TestName = "All of it in a terminal of 80 columns")]
    [TestCase(77, Figures, TestName = "Whole figures where there is less room")]
    [TestCase(15, "12345/20000", TestName = "The step where there is hardly any")]
    [TestCase(90, "██████░░░░  " + Figures + "  1.2 GB", TestName = "A bar where there is room")]
    public void FitsTheTerminal(int columns, string text) =>
        Assert.That(TrainingProgressLine.Text(Progress, columns), Is.EqualTo(text));
}
