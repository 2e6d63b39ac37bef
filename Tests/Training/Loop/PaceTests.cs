using NUnit.Framework;
using SagTextures.Training.Loop;

namespace SagTextures.Tests.Loop;

public class PaceTests
{
    [Test]
    public void The_time_left_comes_from_minutes_not_from_the_last_second()
    {
        var pace = new Pace(firstStep: 100);
        Assert.That(pace.SecondsFor(10), Is.Zero);
        for (int i = 1; i <= 60; i++)
            pace.Report(100 + i * 2, elapsed: 1);
        Assert.That(pace.SecondsFor(100), Is.EqualTo(50).Within(2));
        // A checkpoint took five seconds.
        pace.Report(222, elapsed: 6);
        Assert.That(pace.StepsPerSecond, Is.EqualTo(2 / 6.0));
        Assert.That(pace.SecondsFor(100), Is.InRange(51, 57));
    }

    [Test]
    public void A_pause_of_the_machine_does_not_count_but_lasting_slowness_does()
    {
        var pace = new Pace(firstStep: 0);
        for (int i = 1; i <= 60; i++)
            pace.Report(i * 2, elapsed: 1);
        pace.Report(122, elapsed: 3600);
        Assert.That(pace.SecondsFor(100), Is.EqualTo(50).Within(2));
        pace.Report(124, elapsed: 3600);
        Assert.That(pace.SecondsFor(100), Is.GreaterThan(10000));
    }
}
