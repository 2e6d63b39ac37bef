using System.Collections.Generic;

namespace SagTextures.Models
{
    /// <summary>
    /// <c>self_attention</c> (SAGAN, section 3): f = W_f·x (query), g = W_g·x (key), h = W_h·x (value), β = softmax over the
    /// keys of fᵀg, o = h·βᵀ, mapped back by W_o where there is one; y = γ·o + x. There is no 1/√d.
    /// </summary>
    public sealed class SelfAttentionLayer : Layer
    {
        /// <summary>Creates the layer.</summary>
        public SelfAttentionLayer(string name, int channels, int keyChannels, int valueChannels, bool pooled)
            : base("self_attention", name)
        {
            Channels = channels;
            KeyChannels = keyChannels;
            ValueChannels = valueChannels;
            Pooled = pooled;
        }

        /// <summary>Channels of input and output.</summary>
        public int Channels { get; }

        /// <summary>Channels of queries and keys, an eighth of <see cref="Channels"/> in the paper.</summary>
        public int KeyChannels { get; }

        /// <summary>Channels of the values.</summary>
        public int ValueChannels { get; }

        /// <summary>Whether keys and values are max-pooled 2×2, as in the paper's own code.</summary>
        public bool Pooled { get; }

        /// <inheritdoc/>
        public override IEnumerable<TensorSpec> Tensors => new[]
        {
            new TensorSpec(Name + ".query.weight", false, KeyChannels, Channels, 1, 1),
            new TensorSpec(Name + ".query.bias", true, KeyChannels),
            new TensorSpec(Name + ".key.weight", false, KeyChannels, Channels, 1, 1),
            new TensorSpec(Name + ".key.bias", true, KeyChannels),
            new TensorSpec(Name + ".value.weight", false, ValueChannels, Channels, 1, 1),
            new TensorSpec(Name + ".value.bias", true, ValueChannels),
            new TensorSpec(Name + ".output.weight", ValueChannels == Channels, Channels, ValueChannels, 1, 1),
            new TensorSpec(Name + ".gamma", false, 1),
        };

        /// <inheritdoc/>
        public override ActivationShape OutputShape(ActivationShape input, PaddingMode padding)
        {
            ExpectChannels(Channels, input);
            return Pooled && (input.Height < 2 || input.Width < 2) ? throw Misfit($"cannot pool {input}") : input;
        }

        internal override void WriteFields(JsonWriter json) => json
            .Name("channels").Number(Channels).Name("key_channels").Number(KeyChannels)
            .Name("value_channels").Number(ValueChannels).Name("pooled").Boolean(Pooled);
    }
}
