using System.IO;
using System.Linq;
using SagTextures.Models;
using SagTextures.Training.Loop;

namespace SagTextures.Training.Export;

/// <summary>Takes the model out of a run.</summary>
public static class RunExporter
{
    /// <summary>The generator of a run, its weights stored in the given type.</summary>
    /// <exception cref="SagTexturesException">The run has no model yet, or it is damaged.</exception>
    public static GeneratorModel Read(string runPath, TensorType type = TensorType.Float32)
    {
        string path = new RunFolder(runPath).GeneratorPath;
        if (!File.Exists(path))
            throw new TrainingException(
                $"--run {runPath}: no model there; the first one is written with the first checkpoint of `sag train`.");
        GeneratorModel model = ModelFile.Read(path);
        return new GeneratorModel(
            model.Description, model.Tensors.Select(tensor => tensor.Type == type
                ? tensor
                : ModelTensor.FromValues(tensor.Name, tensor.Shape, tensor.ToArray(), type)));
    }
}
