using System;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.StepTime;

/// <summary>A spectrally normalized layer as PyTorch's hook does it: one power iteration in every forward pass.</summary>
internal sealed class PlainLayer : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly Tensor u;
    private readonly int outputDimension;
    private readonly Func<Tensor, Tensor, Tensor?, Tensor> operation;

    /// <param name="shape">Of the weight.</param>
    /// <param name="hasBias">Whether to add a bias.</param>
    /// <param name="outputDimension">Dimension of the outputs in the shape.</param>
    /// <param name="operation">Input, weight and bias to output.</param>
    private PlainLayer(long[] shape, bool hasBias, int outputDimension, Func<Tensor, Tensor, Tensor?, Tensor> operation) : base(nameof(PlainLayer))
    {
        (this.outputDimension, this.operation) = (outputDimension, operation);
        weight = Parameter(randn(shape) * 0.02);
        bias = hasBias ? Parameter(zeros(shape[outputDimension])) : null;
        u = functional.normalize(randn(shape[outputDimension]), dim: 0);
        RegisterComponents();
    }

    public static PlainLayer Dense(long inputs, long outputs) =>
        new([outputs, inputs], true, 0, (x, w, b) => functional.linear(x, w, b));

    public static PlainLayer Convolution(long inputs, long outputs, long kernel, long stride, long padding, bool hasBias = true) =>
        new([outputs, inputs, kernel, kernel], hasBias, 0, (x, w, b) => functional.conv2d(x, w, b, [stride, stride], [padding, padding]));

    public static PlainLayer Transposed(long inputs, long outputs) =>
        new([inputs, outputs, 4, 4], true, 1, (x, w, b) => functional.conv_transpose2d(x, w, b, strides: [2, 2], padding: [1, 1]));

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        Tensor matrix = weight.transpose(0, outputDimension).flatten(1), v;
        using (no_grad())
        {
            v = functional.normalize(matrix.t().mv(u), dim: 0);
            u.copy_(functional.normalize(matrix.mv(v), dim: 0));
        }
        return operation(x, weight / u.clone().dot(matrix.mv(v)), bias);
    }
}
