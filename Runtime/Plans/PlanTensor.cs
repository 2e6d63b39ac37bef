using SagTextures.Models;

namespace SagTextures.Plans
{
    /// <summary>One value of the graph at a definite size: [batch, channels, height, width], fp32, contiguous.</summary>
    internal sealed class PlanTensor
    {
        /// <exception cref="DeviceMemoryException">It would be too large to index; a smaller batch is not.</exception>
        public PlanTensor(ActivationShape shape, int batch, int firstStep)
        {
            Shape = shape;
            Count = (long)shape.Channels * shape.Height * shape.Width * batch;
            if (Count > Limits.MaxElements)
            {
                throw new DeviceMemoryException(
                    $"{batch} textures at once of this size need activations of {shape}, more than {Limits.MaxElements} " +
                    "elements; make smaller or fewer ones.");
            }

            FirstStep = firstStep;
            LastStep = firstStep;
        }

        /// <summary>Of one image.</summary>
        public ActivationShape Shape { get; }

        /// <summary>Elements, batch included.</summary>
        public long Count { get; }

        /// <summary>The step that writes it; −1 for the latent.</summary>
        public int FirstStep { get; }

        /// <summary>The last step that reads it.</summary>
        public int LastStep { get; set; }

        /// <summary>
        /// First element in the plan's memory. Tensors that are never alive together may share places. The latent is not
        /// there: the host writes it, into a buffer of its own.
        /// </summary>
        public long Offset { get; set; }
    }
}
