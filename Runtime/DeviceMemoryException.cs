using SagTextures.Plans;

namespace SagTextures
{
    /// <summary>The device has not enough memory for this model, size or batch.</summary>
    public sealed class DeviceMemoryException : DeviceException
    {
        /// <summary>Creates the error with its message.</summary>
        public DeviceMemoryException(string message) : base(message) { }

        /// <summary>Creates the error for a plan that the host's own memory is too short for.</summary>
        internal DeviceMemoryException(GeneratorPlan plan)
            : base(
                $"There is not enough memory for {plan.Batch} textures of {plan.Width}×{plan.Height} at once " +
                $"({plan.MemoryCount * 4 >> 20} MB); make smaller or fewer ones.")
        {
        }
    }
}
