using System.Collections.Generic;
using NUnit.Framework;
using SagTextures.Models;

namespace SagTextures.Tests
{
    /// <summary>Models that together have every op of version 1 in every form, small enough for the naive generator.</summary>
    internal static class ModelCases
    {
        private static readonly string[] TwoClasses = { "bricks", "planks" };

        public static IEnumerable<TestCaseData> All
        {
            get
            {
                foreach (PaddingMode padding in new[] { PaddingMode.Zero, PaddingMode.Circular })
                {
                    yield return Case($"Sagan_{padding}", RandomModel.Sagan(padding: padding));
                    yield return Case($"Residual_{padding}", Residual(padding));
                    yield return Case($"Grid_{padding}", Grid(padding));
                }

                yield return Case("Sagan_fp16", RandomModel.Sagan(type: TensorType.Float16));
                yield return Case("Odd_kernels", OddKernels());
                yield return Case("Unfusable", Unfusable());
                yield return Case("Dense_twice", DenseTwice());
            }
        }

        /// <summary>Nearest upsampling with the convolution after it, any size.</summary>
        public static GeneratorModel Grid(PaddingMode padding) => RandomModel.Create(
            new Layer[]
            {
                new Conv2dLayer("in", 6, 20, 1, 0),
                new LeakyReluLayer("leaky0", 0.2f),
                new UpsampleNearestLayer("up1", 2),
                new Conv2dLayer("conv1", 20, 12, 3, 1),
                new BatchNormLayer("norm1", 12, 1e-5f),
                new ReluLayer("relu1"),
                new SelfAttentionLayer("attention", 12, 2, 12, false),
                new UpsampleNearestLayer("up2", 3),
                new Conv2dLayer("conv2", 12, 9, 5, 2),
                new LeakyReluLayer("leaky2", 0.1f),
                new ConvTranspose2dLayer("up3", 9, 4, 4, 2, 1),
                new TanhLayer("tanh"),
            },
            new GeneratorDescription(new Layer[0])
            {
                Name = "grid",
                Resolution = 36,
                Padding = padding,
                LatentKind = LatentKind.Grid,
                LatentSize = 6,
                Maps = new[]
                {
                    new ModelMap("albedo", 3, MapEncoding.Srgb), new ModelMap("height", 1, MapEncoding.Linear),
                },
            });

        /// <summary>The paper's own code: residual blocks, conditional batch norm, pooled attention mapped back by W_o.</summary>
        public static GeneratorModel Residual(PaddingMode padding) => RandomModel.Create(
            new Layer[]
            {
                new LinearLayer("project", 10, 16 * 16, new ActivationShape(16, 4, 4)),
                Block("block1", 16, 12),
                new SelfAttentionLayer("attention", 12, 2, 6, true),
                Block("block2", 12, 8),
                new ResidualLayer("identity", new Layer[0], new Layer[] { new LeakyReluLayer("identity.leaky", 0.3f) }),
                new BatchNormLayer("norm", 8, 1e-4f),
                new ReluLayer("relu"),
                new Conv2dLayer("rgb", 8, 3, 3, 1),
                new TanhLayer("tanh"),
            },
            new GeneratorDescription(new Layer[0])
            {
                Name = "residual",
                Resolution = 16,
                LatentSize = 10,
                Padding = padding,
                Classes = TwoClasses,
            });

        /// <summary>A dense layer that reads an image, and a norm with classes after it.</summary>
        public static GeneratorModel DenseTwice() => RandomModel.Create(
            new Layer[]
            {
                new LinearLayer("first", 8, 6 * 20, new ActivationShape(6, 4, 5)),
                new ReluLayer("relu1"),
                new LinearLayer("second", 6 * 20, 9 * 64, new ActivationShape(9, 8, 8)),
                new ConditionalBatchNormLayer("norm", 9, 2, 1e-5f),
                new ReluLayer("relu2"),
                new Conv2dLayer("rgb", 9, 3, 3, 1),
                new TanhLayer("tanh"),
            },
            new GeneratorDescription(new Layer[0])
            {
                Name = "dense",
                Resolution = 8,
                LatentSize = 8,
                Classes = TwoClasses,
            });

        private static TestCaseData Case(string name, GeneratorModel model) => new TestCaseData(model).SetName($"{{m}}({name})");

        private static ResidualLayer Block(string name, int from, int to) => new ResidualLayer(
            name,
            new Layer[]
            {
                new ConditionalBatchNormLayer(name + ".norm1", from, 2, 1e-5f),
                new ReluLayer(name + ".relu1"),
                new UpsampleNearestLayer(name + ".up", 2),
                new Conv2dLayer(name + ".conv1", from, to, 3, 1),
                new ConditionalBatchNormLayer(name + ".norm2", to, 2, 1e-5f),
                new ReluLayer(name + ".relu2"),
                new Conv2dLayer(name + ".conv2", to, to, 3, 1),
            },
            new Layer[]
            {
                new UpsampleNearestLayer(name + ".shortcut.up", 2),
                new Conv2dLayer(name + ".shortcut.conv", from, to, 1, 0),
            });

        /// <summary>DCGAN's first layer (4×4, stride 1, from one pixel), and kernels that no stride divides.</summary>
        private static GeneratorModel OddKernels() => RandomModel.Create(
            new Layer[]
            {
                new ConvTranspose2dLayer("first", 7, 13, 4, 1, 0),
                new ReluLayer("relu1"),
                new ConvTranspose2dLayer("second", 13, 11, 5, 2, 1),
                new LeakyReluLayer("leaky", 0.2f),
                new ConvTranspose2dLayer("third", 11, 5, 3, 3, 0),
                new Conv2dLayer("valid", 5, 3, 3, 0),
                new TanhLayer("tanh"),
            },
            new GeneratorDescription(new Layer[0]) { Name = "odd", Resolution = 25, LatentSize = 7 });

        /// <summary>Orders that leave layers with nothing to be fused into.</summary>
        private static GeneratorModel Unfusable() => RandomModel.Create(
            new Layer[]
            {
                new LeakyReluLayer("leaky0", 0.2f),
                new BatchNormLayer("norm0", 8, 1e-5f),
                new LinearLayer("project", 8, 5 * 9, new ActivationShape(5, 3, 3)),
                new ReluLayer("relu1"),
                new BatchNormLayer("norm1", 5, 1e-5f),
                new TanhLayer("tanh1"),
                new UpsampleNearestLayer("up", 2),
                new BatchNormLayer("norm2", 5, 1e-5f),
                new SelfAttentionLayer("attention", 5, 3, 4, true),
                new ReluLayer("relu2"),
                new UpsampleNearestLayer("up2", 2),
                new Conv2dLayer("conv", 5, 3, 5, 1),
                new UpsampleNearestLayer("up3", 2),
            },
            new GeneratorDescription(new Layer[0]) { Name = "unfusable", Resolution = 20, LatentSize = 8 });
    }
}
