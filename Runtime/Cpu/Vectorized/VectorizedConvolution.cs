#if NET
using System;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>A <see cref="ConvolutionOperation"/> with its weights, by the fastest of three methods.</summary>
    internal sealed class VectorizedConvolution : IDisposable
    {
        private readonly ConvolutionOperation operation;
        private readonly PackedKernel packed;
        private readonly bool isWinograd;
        private readonly bool isDot;

        public VectorizedConvolution(ConvolutionOperation operation, ActivationShape input)
        {
            this.operation = operation;
            isWinograd = WinogradConvolution.Suits(operation);
            isDot = DotConvolution.Suits(operation);
            packed = new PackedKernel(
                operation, operation.Reshape == null ? 1 : input.Area,
                isDot ? 1 : RowKernel.BlockSize(operation.Kernel.OutChannels), isWinograd);
        }

        /// <summary>Bytes of the packed weights.</summary>
        public long WeightBytes => packed.Bytes;

        /// <summary>What a run of the step consists of.</summary>
        /// <param name="tensors">The step's tensors.</param>
        /// <param name="threads">How many threads share the work.</param>
        public Work CreateWork(StepTensors tensors, int threads) =>
            isWinograd ? new WinogradConvolution(operation, packed, tensors, threads)
            : isDot ? (Work)new DotConvolution(operation, packed, tensors)
            : new DirectConvolution(operation, packed, tensors, threads);

        public void Dispose() => packed.Dispose();
    }
}
#endif
