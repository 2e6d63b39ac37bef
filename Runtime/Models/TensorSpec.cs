using System.Collections.Generic;

namespace SagTextures.Models
{
    /// <summary>A tensor that a layer reads.</summary>
    public sealed class TensorSpec
    {
        /// <summary>Creates the description.</summary>
        public TensorSpec(string name, bool optional, params int[] shape)
        {
            Name = name;
            IsOptional = optional;
            Shape = shape;
        }

        /// <summary>Its name in the file.</summary>
        public string Name { get; }

        /// <summary>Whether the file may go without it.</summary>
        public bool IsOptional { get; }

        /// <summary>The shape that it must have.</summary>
        public IReadOnlyList<int> Shape { get; }
    }
}
