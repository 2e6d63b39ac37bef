using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>
/// Batch norm with a gain and a shift for each class: x [B,C,H,W], labels [B] → [B,C,H,W] (Dumoulin et al. 2017; SAGAN,
/// section 4). Its statistics are those of all classes together.
/// </summary>
public sealed class ConditionalBatchNorm : Module<Tensor, Tensor?, Tensor>
{
    private readonly BatchNorm2d norm;
    private readonly Parameter gain;
    private readonly Parameter shift;

    public ConditionalBatchNorm(long channels, long classes) : base(nameof(ConditionalBatchNorm))
    {
        norm = BatchNorm2d(channels, affine: false);
        gain = Parameter(ones(classes, channels));
        shift = Parameter(zeros(classes, channels));
        RegisterComponents();
    }

    /// <summary>The normalization before gain and shift.</summary>
    public BatchNorm2d Norm => norm;

    /// <summary>[classes,C].</summary>
    public Tensor Gain => gain;

    /// <summary>[classes,C].</summary>
    public Tensor Shift => shift;

    /// <inheritdoc/>
    public override Tensor forward(Tensor x, Tensor? labels) =>
        norm.call(x) * OfClass(gain, labels!, x.dtype) + OfClass(shift, labels!, x.dtype);

    private static Tensor OfClass(Tensor table, Tensor labels, ScalarType type) =>
        table.index_select(0, labels).unsqueeze(2).unsqueeze(3).to(type);
}
