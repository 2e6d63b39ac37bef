#if NET
using NUnit.Framework;
using SagTextures.Cpu.Vectorized;
using SagTextures.Models;

namespace SagTextures.Tests.Cpu.Vectorized
{
    public class VectorizedConvolutionTests
    {
        /// <summary>
        /// Channels beyond one part of the weights, more blocks of them than are computed together, more tiles than a group has,
        /// and none of these a multiple of what the vectors hold.
        /// </summary>
        [Test]
        public void Wide_layers_equal_their_definition(
            [Values(PaddingMode.Zero, PaddingMode.Circular)] PaddingMode padding, [Values(1, 3)] int threads)
        {
            using var backend = new VectorizedCpuBackend(threads);
            GeneratorModel model = Wide(padding);
            foreach (int batch in new[] { 1, 5 })
            {
                CpuBackendTests.Compare(backend, model, batch, model.Description.Resolution, model.Description.Resolution);
            }
        }

        private static GeneratorModel Wide(PaddingMode padding) => RandomModel.Create(
            new Layer[]
            {
                new LinearLayer("project", 5, 150 * 9, new ActivationShape(150, 3, 3)),
                new ConvTranspose2dLayer("up1", 150, 170, 4, 2, 1),
                new ReluLayer("relu1"),
                new ConvTranspose2dLayer("up2", 170, 21, 4, 2, 1),
                new LeakyReluLayer("leaky2", 0.2f),
                new UpsampleNearestLayer("enlarge", 2),
                new Conv2dLayer("conv", 21, 16, 3, 1),
                new ConvTranspose2dLayer("rgb", 16, 3, 4, 2, 1),
                new Conv2dLayer("same", 3, 16, 1, 0),
                new Conv2dLayer("last", 16, 3, 3, 1),
                new ResidualLayer(
                    "residual", new Layer[] { new Conv2dLayer("wide", 3, 32, 1, 0), new Conv2dLayer("few", 32, 3, 3, 1) }, new Layer[0]),
                new TanhLayer("tanh"),
            },
            new GeneratorDescription(new Layer[0]) { Name = "wide", Resolution = 48, LatentSize = 5, Padding = padding });
    }
}
#endif
