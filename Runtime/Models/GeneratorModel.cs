using System;
using System.Collections.Generic;
using System.Linq;

namespace SagTextures.Models
{
    /// <summary>
    /// A trained generator: its layers in order, their weights, and what they make. Immutable; made by the trainer's export
    /// or read from a model file by <see cref="ModelFile"/>. Construction checks everything a backend relies on.
    /// </summary>
    public sealed class GeneratorModel
    {
        private readonly Dictionary<string, ModelTensor> tensors;

        /// <summary>Creates and checks a model.</summary>
        /// <exception cref="ModelException">Layers, weights, latent, maps and classes do not fit together.</exception>
        public GeneratorModel(GeneratorDescription description, IEnumerable<ModelTensor> tensors)
        {
            Description = description;
            this.tensors = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
            Stride = ModelChecker.Check(this);
        }

        /// <summary>Everything but the weights.</summary>
        public GeneratorDescription Description { get; }

        /// <summary>Pixels of texture that one latent cell becomes: the product of all upsamplings.</summary>
        public int Stride { get; }

        /// <summary>All weights.</summary>
        public IReadOnlyCollection<ModelTensor> Tensors => tensors.Values;

        /// <summary>Number of weights, running statistics included.</summary>
        public long ParameterCount => tensors.Values.Sum(tensor => (long)tensor.Count);

        /// <summary>The tensor of that name, or null.</summary>
        public ModelTensor? FindTensor(string name) => tensors.TryGetValue(name, out ModelTensor? tensor) ? tensor : null;

        /// <summary>
        /// Shape of the latent for a texture of that size: [n, 1, 1] for a vector, [n, height/stride, width/stride] for a grid.
        /// </summary>
        /// <exception cref="SagTexturesException">The model cannot make that size.</exception>
        public ActivationShape LatentShape(int width, int height)
        {
            if (Description.LatentKind == LatentKind.Vector)
            {
                return width == Description.Resolution && height == Description.Resolution
                    ? new ActivationShape(Description.LatentSize, 1, 1)
                    : throw new SagTexturesException(
                        $"Model \"{Description.Name}\" makes {Description.Resolution}×{Description.Resolution} textures only, " +
                        $"not {width}×{height}; a model with a grid latent makes other sizes.");
            }

            if (width < Stride || height < Stride || width % Stride != 0 || height % Stride != 0
                || width > Limits.MaxSide || height > Limits.MaxSide)
            {
                throw new SagTexturesException(
                    $"Model \"{Description.Name}\" makes textures whose width and height are multiples of {Stride} " +
                    $"up to {Limits.MaxSide}, not {width}×{height}.");
            }

            return new ActivationShape(Description.LatentSize, height / Stride, width / Stride);
        }
    }
}
