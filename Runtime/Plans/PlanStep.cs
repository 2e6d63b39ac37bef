namespace SagTextures.Plans
{
    /// <summary>An operation with the tensors that it reads and writes.</summary>
    internal sealed class PlanStep
    {
        public PlanStep(
            Operation operation, PlanTensor input, PlanTensor output, PlanTensor? residual, PlanTensor? keysAndValues)
        {
            Operation = operation;
            Input = input;
            Output = output;
            Residual = residual;
            KeysAndValues = keysAndValues;
        }

        public Operation Operation { get; }

        public PlanTensor Input { get; }

        public PlanTensor Output { get; }

        /// <summary>Added to the output, same shape; null where there is none.</summary>
        public PlanTensor? Residual { get; }

        /// <summary>For attention only; may be <see cref="Input"/>.</summary>
        public PlanTensor? KeysAndValues { get; }
    }
}
