using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SagTextures.Models;

namespace SagTextures.Training.Export.Onnx;

/// <summary>
/// Turns a model into an ONNX file of the same layers. Input <c>z</c>: [batch, n], or [batch, n, rows, columns] for a grid latent;
/// a model with classes has a second input <c>class</c>, [batch] of int64, the number of each texture's class. Output
/// <c>output</c>: [batch, all maps' channels, height, width] in [−1, 1]. Batch, and a grid's rows and columns, are free.
/// Only operators that small runtimes know too: wrapping around the border, for one, is made of slices.
/// </summary>
internal sealed class OnnxExporter
{
    private const string Latent = "z", Class = "class", Output = "output", Batch = "batch";

    private readonly GeneratorModel model;
    private readonly OnnxGraph graph;
    private readonly OnnxWeights weights;

    private OnnxExporter(GeneratorModel model)
    {
        this.model = model;
        graph = new OnnxGraph(model.Description.Name);
        weights = new OnnxWeights(model, graph);
    }

    /// <exception cref="SagTexturesException">The file cannot be written.</exception>
    public static void Write(GeneratorModel model, string path)
    {
        var exporter = new OnnxExporter(model);
        exporter.AddAll();
        var metadata = new Dictionary<string, string>
        {
            ["format"] = "sagtextures",
            ["generator"] = DescriptionJson.Write(model.Description),
        };
        string version = typeof(OnnxExporter).Assembly.GetName().Version!.ToString(3);
        AtomicFile.Write(path, stream => exporter.graph.Write(stream, version, metadata));
    }

    private void AddAll()
    {
        GeneratorDescription description = model.Description;
        bool isGrid = description.LatentKind == LatentKind.Grid;
        int n = description.LatentSize;
        graph.AddInput(Latent, OnnxGraph.Float, isGrid ? [Batch, n, "rows", "columns"] : [Batch, n]);
        if (description.Classes.Count > 0)
            graph.AddInput(Class, OnnxGraph.Integer, Batch);
        // A grid may be a single cell, so that is the size that every border has to hold for.
        var shape = new ActivationShape(n, 1, 1);
        string value = isGrid ? Latent : graph.Add("Reshape", [Latent, graph.AddIntegers(0, n, 1, 1)]);
        value = Add(description.Layers, value, ref shape);
        graph.AddNode("Identity", [value], Output);
        object[] size = isGrid ? ["height", "width"] : [shape.Height, shape.Width];
        graph.AddOutput(Output, OnnxGraph.Float, [Batch, shape.Channels, .. size]);
    }

    private string Add(IEnumerable<Layer> layers, string value, ref ActivationShape shape)
    {
        foreach (Layer layer in layers)
        {
            value = Add(layer, value, shape);
            shape = layer.OutputShape(shape, model.Description.Padding);
        }
        return value;
    }

    private string Add(Layer layer, string x, ActivationShape shape) => layer switch
    {
        LinearLayer linear => AddLinear(linear, x),
        Conv2dLayer conv => Convolve(conv.Name, Pad(x, conv.Padding, shape, out bool done), done ? 0 : conv.Padding),
        ConvTranspose2dLayer conv => AddTransposed(conv, x, shape),
        UpsampleNearestLayer upsample => graph.Add(
            "Resize", [x, "", graph.AddFloats([4], [1, 1, upsample.Scale, upsample.Scale])],
            ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor")),
        BatchNormLayer norm => graph.Add(
            "BatchNormalization",
            [
                x, weights.Get(norm.Name + ".weight"), weights.Get(norm.Name + ".bias"),
                weights.Get(norm.Name + ".running_mean"), weights.Get(norm.Name + ".running_var"),
            ],
            ("epsilon", norm.Epsilon)),
        ConditionalBatchNormLayer norm => AddConditionalNorm(norm, x),
        ReluLayer => graph.Add("Relu", [x]),
        LeakyReluLayer leaky => graph.Add("LeakyRelu", [x], ("alpha", leaky.Slope)),
        TanhLayer => graph.Add("Tanh", [x]),
        SelfAttentionLayer attention => AddAttention(attention, x, shape),
        ResidualLayer residual => AddResidual(residual, x, shape),
        _ => throw new SagTexturesException($"Layer \"{layer.Name}\" ({layer.Op}) has no ONNX form."),
    };

    private string AddLinear(LinearLayer layer, string x)
    {
        string[] bias = weights.GetIfThere(layer.Name + ".bias");
        string y = graph.Add("Gemm", [graph.Add("Flatten", [x]), weights.Get(layer.Name + ".weight"), .. bias], ("transB", 1));
        return graph.Add("Reshape", [y, graph.AddIntegers(0, layer.Reshape.Channels, layer.Reshape.Height, layer.Reshape.Width)]);
    }

    private string Convolve(string name, string x, int padding = 0) => graph.Add(
        "Conv", [x, weights.Get(name + ".weight"), .. weights.GetIfThere(name + ".bias")],
        ("pads", new long[] { padding, padding, padding, padding }));

    private string AddTransposed(ConvTranspose2dLayer layer, string x, ActivationShape shape)
    {
        // With as many wrapped pixels around as an output pixel at the border sees, what they make is cut off again.
        int border = (layer.Padding + layer.Stride - 1) / layer.Stride;
        x = Pad(x, border, shape, out bool done);
        long cut = layer.Padding + (done ? border * layer.Stride : 0);
        return graph.Add(
            "ConvTranspose", [x, weights.Get(layer.Name + ".weight"), .. weights.GetIfThere(layer.Name + ".bias")],
            ("pads", new[] { cut, cut, cut, cut }), ("strides", new long[] { layer.Stride, layer.Stride }));
    }

    /// <summary>Adds the border of circular padding on all sides.</summary>
    /// <param name="x">What to pad.</param>
    /// <param name="border">Pixels on each side.</param>
    /// <param name="shape">The smallest that x can be.</param>
    /// <param name="done">False where padding is by zeros, which the convolution does itself.</param>
    private string Pad(string x, int border, ActivationShape shape, out bool done)
    {
        done = model.Description.Padding == PaddingMode.Circular && border > 0;
        return done ? Wrap(Wrap(x, border, 2, shape.Height), border, 3, shape.Width) : x;
    }

    private string Wrap(string x, int border, int axis, int size)
    {
        // A border wider than the image goes around it more than once.
        int rounds = (border + size - 1) / size;
        string whole = rounds == 1 ? x : graph.Add("Concat", Enumerable.Repeat(x, rounds).ToArray(), ("axis", axis));
        return graph.Add("Concat", [Slice(whole, -border, long.MaxValue, axis), x, Slice(whole, 0, border, axis)], ("axis", axis));
    }

    private string Slice(string x, long start, long end, int axis) =>
        graph.Add("Slice", [x, graph.AddIntegers(start), graph.AddIntegers(end), graph.AddIntegers(axis)]);

    /// <summary>y = gain[class]·(x − mean)/√(var + eps) + shift[class], as two look-ups, a product and a sum.</summary>
    private string AddConditionalNorm(ConditionalBatchNormLayer layer, string x)
    {
        float[] gain = weights.Values(layer.Name + ".gain"), shift = weights.Values(layer.Name + ".shift");
        float[] mean = weights.Values(layer.Name + ".running_mean"), variance = weights.Values(layer.Name + ".running_var");
        for (int i = 0; i < gain.Length; i++)
        {
            int channel = i % layer.Channels;
            double scale = gain[i] / Math.Sqrt((double)variance[channel] + layer.Epsilon);
            gain[i] = (float)scale;
            shift[i] = (float)(shift[i] - (mean[channel] * scale));
        }
        string Row(float[] table) => graph.Add("Gather", [graph.AddFloats([layer.Classes, layer.Channels, 1, 1], table), Class]);
        return graph.Add("Add", [graph.Add("Mul", [x, Row(gain)]), Row(shift)]);
    }

    private string AddResidual(ResidualLayer layer, string x, ActivationShape shape)
    {
        ActivationShape end = shape;
        string body = Add(layer.Body, x, ref end);
        end = shape;
        return graph.Add("Add", [body, Add(layer.Shortcut, x, ref end)]);
    }

    /// <summary>As <see cref="SelfAttentionLayer"/> says, with pixels as rows: o = softmax(f·gᵀ)·h.</summary>
    private string AddAttention(SelfAttentionLayer layer, string x, ActivationShape shape)
    {
        string Pool(string y) => !layer.Pooled
            ? y
            : graph.Add("MaxPool", [y], ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }));
        string Pixels(string y) => graph.Add("Reshape", [y, graph.AddIntegers(0, 0, -1)]);
        string Transpose(string y) => graph.Add("Transpose", [y], ("perm", new long[] { 0, 2, 1 }));
        string query = Transpose(Pixels(Convolve(layer.Name + ".query")));
        string key = Pixels(Pool(Convolve(layer.Name + ".key")));
        string value = Transpose(Pixels(Pool(Convolve(layer.Name + ".value"))));
        string attention = graph.Add("Softmax", [graph.Add("MatMul", [query, key])], ("axis", -1));
        string o = Transpose(graph.Add("MatMul", [attention, value]));
        string size = model.Description.LatentKind == LatentKind.Vector
            ? graph.AddIntegers(0, 0, shape.Height, shape.Width)
            : graph.Add("Concat", [graph.AddIntegers(0, 0), graph.Add("Shape", [x], ("start", 2))], ("axis", 0));
        o = graph.Add("Reshape", [o, size]);
        if (weights.Has(layer.Name + ".output.weight"))
            o = graph.Add("Conv", [o, weights.Get(layer.Name + ".output.weight")]);
        return graph.Add("Add", [graph.Add("Mul", [o, weights.Get(layer.Name + ".gamma")]), x]);

        string Convolve(string name) => this.Convolve(name, x);
    }
}
