using System.Linq;
using SagTextures.Models;

namespace SagTextures.Training.Export.Onnx;

/// <summary>A model's weights as constants of an ONNX graph, under their own names.</summary>
internal sealed class OnnxWeights(GeneratorModel model, OnnxGraph graph)
{
    public bool Has(string name) => model.FindTensor(name) != null;

    /// <returns>The value's name, or nothing where the model has no such tensor.</returns>
    public string[] GetIfThere(string name) => Has(name) ? [Get(name)] : [];

    /// <summary>Adds the tensor; half precision stays half in the file and is widened when the session starts.</summary>
    public string Get(string name)
    {
        ModelTensor tensor = model.FindTensor(name)!;
        int type = tensor.Type == TensorType.Float16 ? OnnxGraph.Half : OnnxGraph.Float;
        graph.AddTensor(name, type, tensor.Shape.Select(size => (long)size), tensor.Data);
        return type == OnnxGraph.Half ? graph.Add("Cast", [name], ("to", OnnxGraph.Float)) : name;
    }

    public float[] Values(string name) => model.FindTensor(name)!.ToArray();
}
