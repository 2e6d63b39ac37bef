#if NET
namespace SagTextures.Cpu.Vectorized
{
    /// <summary>Where a step reads and writes, and what is the same for all steps of a plan.</summary>
    internal sealed unsafe class StepTensors
    {
        public StepTensors(VectorTensor input, VectorTensor output, float* residual, int[] classes, float* zeros)
        {
            Input = input;
            Output = output;
            Residual = residual;
            Classes = classes;
            Zeros = zeros;
        }

        public VectorTensor Input { get; }

        public VectorTensor Output { get; }

        /// <summary>Added to the output, same shape; null where there is none.</summary>
        public float* Residual { get; }

        /// <summary>Class of each image of the batch; its elements change from run to run.</summary>
        public int[] Classes { get; }

        public int Batch => Classes.Length;

        /// <summary>A pixel beyond the border: as many zeros as any tensor has channels.</summary>
        public float* Zeros { get; }
    }
}
#endif
