using System.Collections.Generic;

namespace SagTextures.Models
{
    /// <summary>The content of a safetensors file: string metadata and named tensors.</summary>
    internal sealed class SafetensorsFile
    {
        public SafetensorsFile(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<ModelTensor> tensors)
        {
            Metadata = metadata;
            Tensors = tensors;
        }

        public IReadOnlyDictionary<string, string> Metadata { get; }

        public IReadOnlyList<ModelTensor> Tensors { get; }
    }
}
