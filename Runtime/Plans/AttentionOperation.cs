using SagTextures.Models;

namespace SagTextures.Plans
{
    /// <summary>
    /// The softmax part of self-attention. Its input holds the queries, then the keys, then the values, as one 1×1
    /// convolution made them; where keys and values are pooled they come as a value of their own.
    /// </summary>
    internal sealed class AttentionOperation : Operation
    {
        public AttentionOperation(int input, int keysAndValues, int keyChannels, int valueChannels) : base(input)
        {
            KeysAndValues = keysAndValues;
            KeyChannels = keyChannels;
            ValueChannels = valueChannels;
        }

        /// <summary>
        /// The value that holds the keys, then the values: the pooled one, or <see cref="Operation.Input"/> itself, where
        /// they follow the queries.
        /// </summary>
        public int KeysAndValues { get; }

        /// <summary>First channel of the keys in <see cref="KeysAndValues"/>; the values follow them.</summary>
        public int FirstKeyChannel => KeysAndValues == Input ? KeyChannels : 0;

        public int KeyChannels { get; }

        public int ValueChannels { get; }

        public override ActivationShape OutputShape(ActivationShape input) =>
            new ActivationShape(ValueChannels, input.Height, input.Width);
    }
}
