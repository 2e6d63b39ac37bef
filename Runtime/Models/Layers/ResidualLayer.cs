using System.Collections.Generic;
using System.Linq;

namespace SagTextures.Models
{
    /// <summary>
    /// <c>residual</c> (He et al. 2016): the sum of two branches over the same input; an empty branch is the identity.
    /// </summary>
    public sealed class ResidualLayer : Layer
    {
        /// <summary>Creates the layer.</summary>
        public ResidualLayer(string name, IReadOnlyList<Layer> body, IReadOnlyList<Layer> shortcut) : base("residual", name)
        {
            Body = body;
            Shortcut = shortcut;
        }

        /// <summary>The main branch.</summary>
        public IReadOnlyList<Layer> Body { get; }

        /// <summary>The other branch.</summary>
        public IReadOnlyList<Layer> Shortcut { get; }

        /// <inheritdoc/>
        public override IEnumerable<TensorSpec> Tensors => Body.Concat(Shortcut).SelectMany(layer => layer.Tensors);

        /// <inheritdoc/>
        public override ActivationShape OutputShape(ActivationShape input, PaddingMode padding)
        {
            ActivationShape body = Body.Aggregate(input, (shape, layer) => layer.OutputShape(shape, padding));
            ActivationShape shortcut = Shortcut.Aggregate(input, (shape, layer) => layer.OutputShape(shape, padding));
            return body.Equals(shortcut) ? body : throw Misfit($"adds {body} to {shortcut}");
        }

        internal override void WriteFields(JsonWriter json)
        {
            WriteBranch(json.Name("body"), Body);
            WriteBranch(json.Name("shortcut"), Shortcut);
        }

        private static void WriteBranch(JsonWriter json, IReadOnlyList<Layer> branch)
        {
            json.Open('[');
            foreach (Layer layer in branch)
            {
                layer.Write(json);
            }

            json.Close(']');
        }
    }
}
