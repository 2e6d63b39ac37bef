using System;
using System.Collections.Generic;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>
/// [B,in,H,W] → [B,out,2H,2W], the residual up-block of SAGAN's own code: norm, ReLU, doubling and 3×3 convolution, norm, ReLU,
/// 3×3 convolution, plus the doubled input through a 1×1 convolution.
/// </summary>
public sealed class GeneratorBlock : Module<Tensor, Tensor?, Tensor>
{
    private readonly TorchSharp.Modules.ModuleList<Module> body;
    private readonly ConvolutionLayer shortcut;

    /// <param name="inputs">Channels of the input.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <param name="normalize">Makes the norm for a number of channels, and the ReLU after it.</param>
    /// <param name="spectral">Spectral norm in all convolutions.</param>
    /// <param name="circular">Circular padding.</param>
    public GeneratorBlock(
        long inputs, long outputs, Func<long, IEnumerable<Module>> normalize, bool spectral, bool circular)
        : base(nameof(GeneratorBlock))
    {
        body = new(
        [
            .. normalize(inputs),
            new UpsamplingLayer(inputs, outputs, Upsampling.Nearest, spectral, circular),
            .. normalize(outputs),
            new ConvolutionLayer(outputs, outputs, kernel: 3, stride: 1, padding: 1, spectral, circular),
        ]);
        shortcut = new ConvolutionLayer(inputs, outputs, kernel: 1, stride: 1, padding: 0, spectral);
        RegisterComponents();
    }

    /// <summary>The layers of the main branch.</summary>
    public IEnumerable<Module> Body => body;

    /// <summary>The 1×1 convolution of the other branch; the exported model doubles first, which is the same.</summary>
    public ConvolutionLayer Shortcut => shortcut;

    /// <inheritdoc/>
    public override Tensor forward(Tensor x, Tensor? labels)
    {
        Tensor y = x;
        foreach (Module layer in body)
            y = layer.Apply(y, labels);
        return y + functional.interpolate(shortcut.call(x), scale_factor: [2, 2], mode: InterpolationMode.Nearest);
    }
}
