using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.StepTime;

/// <summary>The article's self-attention with TorchSharp's own operations.</summary>
internal sealed class PlainAttention : Module<Tensor, Tensor>
{
    private readonly PlainLayer query, key, value;
    private readonly Parameter gamma;

    public PlainAttention(long channels) : base(nameof(PlainAttention))
    {
        query = PlainLayer.Convolution(channels, channels / 8, 1, 1, 0, hasBias: false);
        key = PlainLayer.Convolution(channels, channels / 8, 1, 1, 0, hasBias: false);
        value = PlainLayer.Convolution(channels, channels, 1, 1, 0, hasBias: false);
        gamma = Parameter(zeros(1));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        Tensor beta = functional.softmax(query.call(x).flatten(2).transpose(1, 2).bmm(key.call(x).flatten(2)), -1);
        return x + gamma * value.call(x).flatten(2).bmm(beta.transpose(1, 2)).view(x.shape);
    }
}
