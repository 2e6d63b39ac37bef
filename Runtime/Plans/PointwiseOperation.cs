using SagTextures.Models;

namespace SagTextures.Plans
{
    /// <summary>An epilogue of its own, where no operation before it could take it in.</summary>
    internal sealed class PointwiseOperation : Operation
    {
        public PointwiseOperation(int input, Epilogue epilogue) : base(input) => Epilogue = epilogue;

        public override ActivationShape OutputShape(ActivationShape input) => input;
    }
}
