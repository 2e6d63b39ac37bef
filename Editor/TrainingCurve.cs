using System;
using System.Collections.Generic;

namespace SagTextures.Editor
{
    /// <summary>One figure of a run over its steps.</summary>
    public sealed class TrainingCurve
    {
        /// <summary>More points than a graph has pixels are of no use.</summary>
        internal const int MaxPoints = 512;

        private readonly List<(long Step, double Value)> points = new List<(long Step, double Value)>();
        private int reportsPerPoint = 1;
        private int pending;
        private double sum;

        /// <summary>Step and value, in the order of the reports.</summary>
        public IReadOnlyList<(long Step, double Value)> Points => points;

        /// <summary>Smallest value; 0 while there is none.</summary>
        public double Min { get; private set; }

        /// <summary>Largest value; 0 while there is none.</summary>
        public double Max { get; private set; }

        internal void Add(long step, double value)
        {
            sum += value;
            if (++pending < reportsPerPoint)
            {
                return;
            }

            points.Add((step, sum / pending));
            sum = pending = 0;
            if (points.Count == MaxPoints)
            {
                Halve();
            }

            Min = double.MaxValue;
            Max = double.MinValue;
            foreach ((long _, double y) in points)
            {
                Min = Math.Min(Min, y);
                Max = Math.Max(Max, y);
            }
        }

        private void Halve()
        {
            for (int i = 0; i < points.Count / 2; i++)
            {
                (long Step, double Value) first = points[2 * i], second = points[(2 * i) + 1];
                points[i] = (second.Step, (first.Value + second.Value) / 2);
            }

            points.RemoveRange(points.Count / 2, points.Count - (points.Count / 2));
            reportsPerPoint *= 2;
        }
    }
}
