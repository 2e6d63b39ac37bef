using System;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Models;

namespace SagTextures.Training.Import;

/// <summary>Makes a model of PyTorch weights and a layer list.</summary>
internal static class ModelImporter
{
    /// <exception cref="SagTexturesException">A tensor is missing, or of another shape or type; the message names it.</exception>
    public static GeneratorModel Import(LayerList list, TorchWeights weights, TensorType type)
    {
        var tensors = new List<ModelTensor>();
        foreach (Layer layer in Flat(list.Description.Layers))
        {
            string[] parameters = layer.Tensors.Select(spec => Parameter(layer, spec)).ToArray();
            list.CheckParameters(layer, parameters);
            foreach (TensorSpec spec in layer.Tensors)
            {
                string? source = list.Source(layer, Parameter(layer, spec));
                if (source != null && Read(weights, source, layer, spec) is { } values)
                    tensors.Add(ModelTensor.FromValues(spec.Name, spec.Shape, values, type));
                else if (!spec.IsOptional)
                    throw Missing(weights, source, layer, Parameter(layer, spec));
            }
        }
        return new GeneratorModel(list.Description, tensors);
    }

    private static string Parameter(Layer layer, TensorSpec spec) => spec.Name[(layer.Name.Length + 1)..];

    private static IEnumerable<Layer> Flat(IEnumerable<Layer> layers) =>
        layers.SelectMany(layer => layer is ResidualLayer block ? Flat(block.Body.Concat(block.Shortcut)) : [layer]);

    /// <returns>The values, or null where the file has no such tensor.</returns>
    private static float[]? Read(TorchWeights weights, string name, Layer layer, TensorSpec spec)
    {
        if (weights.Contains(name))
        {
            CheckShape(weights, name, layer, spec);
            return weights.Read(name);
        }
        foreach ((string original, string u, string v) in SpectralWeight.Names(name).Where(names => weights.Contains(names.Original)))
        {
            CheckShape(weights, original, layer, spec);
            int outputDimension = layer is ConvTranspose2dLayer ? 1 : 0, outputs = spec.Shape[outputDimension];
            float[] values = weights.Read(original);
            return SpectralWeight.Fold(
                values, [.. spec.Shape], Vector(weights, u, outputs, original), Vector(weights, v, values.Length / outputs, original), outputDimension);
        }
        return null;
    }

    private static float[] Vector(TorchWeights weights, string name, int length, string original)
    {
        if (!weights.Contains(name))
            throw new ModelException($"{weights.Path}: \"{original}\" is spectrally normalized, but \"{name}\" is missing.");
        float[] values = weights.Read(name);
        return values.Length == length
            ? values
            : throw new ModelException($"{weights.Path}: \"{name}\" has {values.Length} values; \"{original}\" needs {length}.");
    }

    /// <summary>Dimensions of size 1 at the end do not count: a 1×1 convolution may have been a dense layer.</summary>
    private static void CheckShape(TorchWeights weights, string name, Layer layer, TensorSpec spec)
    {
        if (!Core(weights.Shape(name)).SequenceEqual(Core(spec.Shape)))
        {
            throw new ModelException($"{weights.Path}: the tensor \"{name}\" has the shape [{string.Join(", ", weights.Shape(name))}]; "
                + $"layer \"{layer.Name}\" ({layer.Op}) needs [{string.Join(", ", spec.Shape)}].");
        }

        static IEnumerable<int> Core(IReadOnlyList<int> shape) => shape.Reverse().SkipWhile(size => size == 1);
    }

    private static ModelException Missing(TorchWeights weights, string? name, Layer layer, string parameter)
    {
        if (name == null)
            return new ModelException($"Layer \"{layer.Name}\" ({layer.Op}) needs a name for its \"{parameter}\".");
        string module = name[..(name.LastIndexOf('.') + 1)];
        string[] near = weights.Names.Where(other => other.StartsWith(module, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        if (module.Length == 0 || near.Length == 0)
            near = weights.Names.Order(StringComparer.Ordinal).ToArray();
        return new ModelException($"{weights.Path}: there is no tensor \"{name}\" for layer \"{layer.Name}\" ({layer.Op}); "
            + $"there are {string.Join(", ", near.Take(6))}{(near.Length > 6 ? ", …" : "")}.");
    }
}
