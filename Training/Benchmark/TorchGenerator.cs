using System;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Models;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Benchmark;

/// <summary>Executes a model with TorchSharp's own operations: a peer in speed, and a judge of the backends.</summary>
/// <param name="model">The model.</param>
/// <param name="type">
/// In which precision. A judge takes double: in single, oneDNN's convolutions of some channel counts that are no multiple of 16
/// are wrong on some processors, where they take in freed memory.
/// </param>
internal sealed class TorchGenerator(GeneratorModel model, ScalarType type = ScalarType.Float32) : IDisposable
{
    private readonly Dictionary<string, Tensor> weights = model.Tensors.ToDictionary(
        weight => weight.Name,
        weight => tensor(weight.ToArray(), weight.Shape.Select(size => (long)size).ToArray(), dtype: type).DetachFromDisposeScope());

    private long[] classes = [];

    private readonly bool circular = model.Description.Padding == PaddingMode.Circular;

    /// <param name="latents">[B,C,H,W].</param>
    /// <param name="imageClasses">One for each image.</param>
    /// <returns>The output of every layer of the model, [B,C,H,W].</returns>
    public IReadOnlyList<Tensor> Run(Tensor latents, long[] imageClasses)
    {
        classes = imageClasses;
        var outputs = new List<Tensor>();
        Tensor x = latents;
        foreach (Layer layer in model.Description.Layers)
            outputs.Add(x = Apply(layer, x));
        return outputs;
    }

    public void Dispose()
    {
        foreach (Tensor weight in weights.Values)
            weight.Dispose();
    }

    private Tensor Apply(Layer layer, Tensor x) => layer switch
    {
        LinearLayer linear => functional.linear(x.flatten(1), W(linear), B(linear))
            .view(-1, linear.Reshape.Channels, linear.Reshape.Height, linear.Reshape.Width),
        ConvTranspose2dLayer conv => ConvTranspose(conv, x),
        Conv2dLayer conv => functional.conv2d(Pad(x, conv.Padding), W(conv), B(conv)),
        UpsampleNearestLayer upsample => x.repeat_interleave(upsample.Scale, 2).repeat_interleave(upsample.Scale, 3),
        BatchNormLayer norm => functional.batch_norm(
            x, T(norm, "running_mean"), T(norm, "running_var"), T(norm, "weight"), T(norm, "bias"), eps: norm.Epsilon),
        ConditionalBatchNormLayer norm => functional.batch_norm(
                x, T(norm, "running_mean"), T(norm, "running_var"), eps: norm.Epsilon)
            * T(norm, "gain")[tensor(classes)].unsqueeze(2).unsqueeze(3)
            + T(norm, "shift")[tensor(classes)].unsqueeze(2).unsqueeze(3),
        ReluLayer => functional.relu(x),
        LeakyReluLayer leaky => functional.leaky_relu(x, leaky.Slope),
        TanhLayer => x.tanh(),
        SelfAttentionLayer attention => Attention(attention, x),
        ResidualLayer residual => residual.Body.Aggregate(x, (y, inner) => Apply(inner, y))
            + residual.Shortcut.Aggregate(x, (y, inner) => Apply(inner, y)),
        _ => throw new ArgumentException(layer.Op),
    };

    private Tensor Pad(Tensor x, long size) =>
        functional.pad(x, [size, size, size, size], circular ? PaddingModes.Circular : PaddingModes.Constant);

    private Tensor ConvTranspose(ConvTranspose2dLayer layer, Tensor x)
    {
        Tensor Convolve(Tensor input) => functional.conv_transpose2d(
            input, W(layer), B(layer), strides: [layer.Stride, layer.Stride], padding: [layer.Padding, layer.Padding]);
        if (!circular)
            return Convolve(x);
        // On a map tiled 3×3 the middle tile sees wrapped neighbours on every side.
        long height = x.shape[2] * layer.Stride, width = x.shape[3] * layer.Stride;
        return Convolve(x.repeat(1, 1, 3, 3)).narrow(2, height, height).narrow(3, width, width);
    }

    private Tensor Attention(SelfAttentionLayer layer, Tensor x)
    {
        Tensor Project(string name) =>
            functional.conv2d(x, T(layer, name + ".weight"), Find(layer, name + ".bias"));
        Tensor Pool(Tensor y) => layer.Pooled ? functional.max_pool2d(y, [2, 2]) : y;
        Tensor query = Project("query").flatten(2), key = Pool(Project("key")).flatten(2);
        Tensor value = Pool(Project("value")).flatten(2);
        Tensor beta = functional.softmax(query.transpose(1, 2).bmm(key), -1);
        Tensor o = value.bmm(beta.transpose(1, 2)).view(x.shape[0], -1, x.shape[2], x.shape[3]);
        if (Find(layer, "output.weight") is { } output)
            o = functional.conv2d(o, output);
        return T(layer, "gamma") * o + x;
    }

    private Tensor W(Layer layer) => T(layer, "weight");

    private Tensor? B(Layer layer) => Find(layer, "bias");

    private Tensor T(Layer layer, string name) =>
        Find(layer, name) ?? throw new ArgumentException($"{layer.Name} has no {name}");

    private Tensor? Find(Layer layer, string name) => weights.GetValueOrDefault($"{layer.Name}.{name}");
}
