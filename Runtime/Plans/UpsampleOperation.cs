using SagTextures.Models;

namespace SagTextures.Plans
{
    /// <summary>Nearest upsampling where no convolution could take it in.</summary>
    internal sealed class UpsampleOperation : Operation
    {
        public UpsampleOperation(int input, int scale) : base(input) => Scale = scale;

        public int Scale { get; }

        public override ActivationShape OutputShape(ActivationShape input) =>
            new ActivationShape(input.Channels, input.Height * Scale, input.Width * Scale);
    }
}
