using System;
using System.Linq;

namespace SagTextures.Training.Import;

/// <summary>
/// A weight that PyTorch keeps as W and the singular vectors u and v, folded to W/σ, σ = uᵀWv: both the hooks of
/// <c>spectral_norm</c> (<c>weight_orig</c>, <c>weight_u</c>, <c>weight_v</c>) and its parametrization.
/// </summary>
internal static class SpectralWeight
{
    /// <summary>The names under which a normalized tensor may stand in a state dict.</summary>
    public static (string Original, string U, string V)[] Names(string name)
    {
        int dot = name.LastIndexOf('.') + 1;
        (string module, string parameter) = (name[..dot], name[dot..]);
        string parametrization = $"{module}parametrizations.{parameter}";
        return
        [
            (name + "_orig", name + "_u", name + "_v"),
            ($"{parametrization}.original", $"{parametrization}.0._u", $"{parametrization}.0._v"),
        ];
    }

    /// <param name="weight">W, row-major.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="u">One value for each output.</param>
    /// <param name="v">One value for all other dimensions together.</param>
    /// <param name="outputDimension">Dimension of the outputs: 1 for transposed convolutions, else 0.</param>
    public static float[] Fold(float[] weight, int[] shape, float[] u, float[] v, int outputDimension)
    {
        // Index of an element = ((before · outputs) + output) · after-size + after; v runs over before and after.
        int outputs = shape[outputDimension], after = shape.Skip(outputDimension + 1).Aggregate(1, (product, size) => product * size);
        double sigma = 0;
        for (int i = 0; i < weight.Length; i++)
        {
            int output = i / after % outputs, column = i / (after * outputs) * after + i % after;
            sigma += (double)u[output] * weight[i] * v[column];
        }
        return Array.ConvertAll(weight, value => (float)(value / sigma));
    }
}
