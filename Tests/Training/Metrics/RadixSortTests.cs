using System;
using System.Linq;
using NUnit.Framework;
using SagTextures.Training.Metrics;

namespace SagTextures.Tests.Metrics;

public class RadixSortTests
{
    [Test]
    public void Sorts_each_row_by_itself()
    {
        var random = new Random(1);
        float[] values = Enumerable.Range(0, 5 * 777).Select(_ => (float)Math.Tan(random.NextDouble() * 6)).ToArray();
        float[] special = [0f, -0f, 1f, -1f, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon, float.MaxValue];
        special.CopyTo(values, 100);
        float[] expected = values.Chunk(777).SelectMany(row => row.Order()).ToArray();
        RadixSort.SortRows(values, 777);
        Assert.That(values, Is.EqualTo(expected));
    }
}
