using SagTextures.Models;

namespace SagTextures.Plans
{
    /// <summary>2×2 maximum of some of the channels (the keys and values of pooled attention). An odd last row or column
    /// is left out, as in torch.nn.MaxPool2d.</summary>
    internal sealed class MaxPoolOperation : Operation
    {
        public MaxPoolOperation(int input, int firstChannel, int channels) : base(input)
        {
            FirstChannel = firstChannel;
            Channels = channels;
        }

        public int FirstChannel { get; }

        public int Channels { get; }

        public override ActivationShape OutputShape(ActivationShape input) =>
            new ActivationShape(Channels, input.Height / 2, input.Width / 2);
    }
}
