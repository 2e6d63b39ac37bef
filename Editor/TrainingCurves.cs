using System;
using System.Collections.Generic;

namespace SagTextures.Editor
{
    /// <summary>
    /// The losses and metrics of a run by name, for graphs: short however long the run, because neighbours are averaged.
    /// </summary>
    public sealed class TrainingCurves
    {
        private readonly Dictionary<string, TrainingCurve> curves = new Dictionary<string, TrainingCurve>(StringComparer.Ordinal);

        /// <summary>The curves by name: lossD, lossG, and every metric that was reported.</summary>
        public IReadOnlyDictionary<string, TrainingCurve> ByName => curves;

        /// <summary>Adds what a report says; figures that are not numbers are left out.</summary>
        public void Add(TrainingProgress report)
        {
            // The first report comes before the first step and has no losses to show.
            if (report.Step > 0)
            {
                Add("lossD", report.Step, report.DiscriminatorLoss);
                Add("lossG", report.Step, report.GeneratorLoss);
            }

            foreach (KeyValuePair<string, double> metric in report.Metrics)
            {
                Add(metric.Key, report.Step, metric.Value);
            }
        }

        private void Add(string name, long step, double value)
        {
            if (double.IsNaN(value) || double.IsInfinity(value))
            {
                return;
            }

            if (!curves.TryGetValue(name, out TrainingCurve? curve))
            {
                curves.Add(name, curve = new TrainingCurve());
            }

            curve.Add(step, value);
        }
    }
}
