using System;
using System.Collections.Generic;

namespace SagTextures.Models
{
    /// <summary>One entry of a model's layer list. Layers run in order, each on the activations of the one before.</summary>
    public abstract class Layer
    {
        private protected Layer(string op, string name)
        {
            Op = op;
            Name = name;
        }

        /// <summary>The kind of layer, as the model file spells it.</summary>
        public string Op { get; }

        /// <summary>Prefix of the layer's tensors.</summary>
        public string Name { get; }

        /// <summary>The tensors that the layer reads.</summary>
        public virtual IEnumerable<TensorSpec> Tensors => Array.Empty<TensorSpec>();

        /// <summary>Shape of the layer's output.</summary>
        /// <param name="input">Shape of its input.</param>
        /// <param name="padding">The model's padding mode.</param>
        /// <exception cref="ModelException">The layer cannot take such an input.</exception>
        public abstract ActivationShape OutputShape(ActivationShape input, PaddingMode padding);

        internal abstract void WriteFields(JsonWriter json);

        internal void Write(JsonWriter json)
        {
            json.Open('{').Name("op").String(Op).Name("name").String(Name);
            WriteFields(json);
            json.Close('}');
        }

        private protected void ExpectChannels(int expected, ActivationShape input)
        {
            if (input.Channels != expected)
            {
                throw Misfit($"takes {expected} channels and gets {input}");
            }
        }

        private protected ActivationShape Sized(int channels, long height, long width)
        {
            if (height < 1 || width < 1 || height > Limits.MaxSide || width > Limits.MaxSide)
            {
                throw Misfit($"would give {height}×{width} activations; sides go from 1 to {Limits.MaxSide}");
            }

            return channels * height * width <= Limits.MaxElements
                ? new ActivationShape(channels, (int)height, (int)width)
                : throw Misfit($"would give more than {Limits.MaxElements} activations");
        }

        private protected ModelException Misfit(string what) => new ModelException($"Layer \"{Name}\" ({Op}) {what}.");
    }
}
