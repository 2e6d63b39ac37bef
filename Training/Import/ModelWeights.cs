using System.Collections.Generic;
using System.Linq;
using SagTextures.Models;
using SagTextures.Training.Export;
using static TorchSharp.torch;
using Generator = SagTextures.Training.Networks.Generator;
using WeightedLayer = SagTextures.Training.Networks.WeightedLayer;

namespace SagTextures.Training.Import;

/// <summary>The way back from a model to a network that can be trained.</summary>
internal static class ModelWeights
{
    /// <summary>
    /// Gives a generator the weights and statistics of a model. Weights under spectral norm become W/σ, which the model holds: their
    /// σ is 1.
    /// </summary>
    /// <exception cref="ModelException">The generator has other tensors than the model; the message names the first.</exception>
    public static void Copy(GeneratorModel model, Generator generator)
    {
        IReadOnlyList<(string Name, Tensor Value)> parameters = GeneratorExporter.Parameters(generator);
        foreach ((string name, Tensor value) in parameters)
            Compare(name, model.FindTensor(name), Shape(value));
        if (model.Tensors.FirstOrDefault(tensor => parameters.All(own => own.Name != tensor.Name)) is { } more)
            throw Mismatch(more.Name, Shape(more), "none");

        using var scope = NewDisposeScope();
        using var guard = no_grad();
        foreach ((string name, Tensor value) in parameters)
            value.copy_(tensor(model.FindTensor(name)!.ToArray(), value.shape));
        foreach (WeightedLayer layer in generator.modules().OfType<WeightedLayer>())
            layer.Settle();
    }

    private static void Compare(string name, ModelTensor? tensor, string wanted)
    {
        string found = tensor is null ? "none" : Shape(tensor);
        if (found != wanted)
            throw Mismatch(name, found, wanted);
    }

    private static ModelException Mismatch(string name, string found, string wanted) => new(
        $"of the tensor \"{name}\" the model has {found}, and the generator of these options {wanted}. The networks' options and the "
        + "number of classes must be those that the model was trained with; sag inspect shows its layers.");

    private static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";

    private static string Shape(ModelTensor tensor) => $"[{string.Join(", ", tensor.Shape)}]";
}
