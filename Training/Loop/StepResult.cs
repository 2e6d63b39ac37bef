using System.Collections.Generic;
using System.Linq;

namespace SagTextures.Training.Loop;

/// <summary>What one training step measured.</summary>
public sealed record StepResult(double LossD, double LossG, IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>False when a figure became NaN or infinite: the weights are lost.</summary>
    public bool IsFinite => double.IsFinite(LossD) && double.IsFinite(LossG) && Metrics.Values.All(double.IsFinite);
}
