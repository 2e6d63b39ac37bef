using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using NUnit.Framework;
using SagTextures.Cpu;
using SagTextures.Models;
using SagTextures.Plans;
using SagTextures.Vulkan;

namespace SagTextures.Tests.Vulkan
{
    /// <summary>
    /// The kernels of real GPUs, on whatever device is here, against the plain CPU backend. Where the device has not what a
    /// variant needs, its tests are ignored; Mesa 26's lavapipe has everything.
    /// </summary>
    public class KernelVariantTests : ValidatedTests
    {
        /// <summary>
        /// Root of the mean square error at the output, in units of it or of the [−1, 1] that a generator's may be in, whichever
        /// is more. Rounding to halves alone is good for 2e-4.
        /// </summary>
        private static readonly Dictionary<string, double> Tolerance = new Dictionary<string, double>
        {
            [KernelChoice.Tiles] = 1e-5,
            [KernelChoice.HalfTiles] = 2e-3,
            [KernelChoice.Matrix] = 2e-3,
        };

        private static readonly string[] Variants = { KernelChoice.Tiles, KernelChoice.HalfTiles, KernelChoice.Matrix };

        [Test]
        public void Random_layers_of_random_shape_equal_the_reference(
            [ValueSource(nameof(Variants))] string kernels,
            [Values("conv2d", "conv_transpose2d", "upsample_nearest", "self_attention")] string op)
        {
            using VulkanBackend backend = Create(kernels);
            for (int seed = 0; seed < (op == "self_attention" ? 3 : 4); seed++)
            {
                var random = new Random(seed);
                GeneratorModel model = RandomLayer.Create(op, random, anyEpilogue: true);

                // From one pixel to 64; the ends every time.
                int least = op == "self_attention" ? 2 : 1;
                int most = op == "self_attention" ? 24 : 64;
                int width = seed == 0 ? least : seed == 1 ? most : random.Next(least, most + 1);
                int height = seed == 0 ? least : seed == 1 ? most : random.Next(least, (most * most / (2 * width)) + 1);
                int batch = seed == 2 ? 9 : random.Next(1, width * height > 500 ? 3 : 10);
                width = Math.Max(1, width / model.Stride) * model.Stride;
                height = Math.Max(1, Math.Min(height, 64) / model.Stride) * model.Stride;
                Compare(backend, new GeneratorPlan(new GeneratorGraph(model), batch, width, height, keepActivations: true));
            }
        }

        /// <summary>So many positions and channels that tiles are the largest.</summary>
        [Test]
        public void Large_layers_equal_the_reference(
            [ValueSource(nameof(Variants))] string kernels, [Values("conv2d", "conv_transpose2d", "self_attention")] string op)
        {
            using VulkanBackend backend = Create(kernels);
            Layer layer = op switch
            {
                "conv2d" => new Conv2dLayer("layer", 16, 128, 3, 1),
                "conv_transpose2d" => new ConvTranspose2dLayer("layer", 40, 128, 4, 2, 1),
                _ => new SelfAttentionLayer("layer", 64, 8, 64, false),
            };
            int side = op == "conv2d" ? 64 : 24;
            GeneratorModel model = RandomLayer.Create(layer, new Random(1));
            Compare(backend, new GeneratorPlan(new GeneratorGraph(model), 9, side, side, keepActivations: true));
        }

        /// <summary>As many keys and channels as tiles have; so many images that tiles are of every size.</summary>
        [Test]
        public void Attention_of_whole_tiles_of_matrix_kernels_equals_the_reference([Values(1, 16, 60)] int batch)
        {
            using VulkanBackend backend = Create(KernelChoice.Matrix);
            GeneratorModel model = RandomLayer.Create(new SelfAttentionLayer("layer", 128, 16, 128, false), new Random(1));
            Compare(backend, new GeneratorPlan(new GeneratorGraph(model), batch, 16, 16, keepActivations: true));
        }

        /// <summary>Few channels, as a last layer has; images that are no whole tiles, and channels that are no whole blocks.</summary>
        [Test]
        public void Last_layers_equal_the_reference([ValueSource(nameof(Variants))] string kernels)
        {
            using VulkanBackend backend = Create(kernels);
            foreach ((int channels, int outputs, int kernel, int width, int height, int batch) in new[]
                {
                    (64, 3, 4, 32, 8, 5), (64, 3, 4, 37, 21, 2), (130, 4, 6, 5, 19, 3), (20, 1, 4, 16, 64, 1), (7, 2, 2, 1, 1, 9),
                })
            {
                var layer = new ConvTranspose2dLayer("layer", channels, outputs, kernel, 2, (kernel - 2) / 2);
                for (int seed = 0; seed < 2; seed++)
                {
                    GeneratorModel model = RandomLayer.Create(layer, new Random(seed));
                    Compare(backend, new GeneratorPlan(new GeneratorGraph(model), batch, 2 * width, 2 * height, keepActivations: true));
                }
            }
        }

        /// <summary>
        /// A last layer that writes its pixels itself against its tensor, packed: several maps, images that are no whole tiles,
        /// classes, a residual.
        /// </summary>
        [Test]
        public void Last_layers_of_matrix_kernels_write_the_pixels_of_their_output(
            [Values(PaddingMode.Zero, PaddingMode.Circular)] PaddingMode padding)
        {
            using VulkanBackend backend = Create(KernelChoice.Matrix);
            foreach ((Layer[] layers, int[] maps, int width, int height, int batch) in new[]
                {
                    (new Layer[] { new ConvTranspose2dLayer("up", 64, 3, 4, 2, 1), new TanhLayer("tanh") }, new[] { 3 }, 37, 21, 3),
                    (new Layer[] { new ConvTranspose2dLayer("up", 20, 4, 4, 2, 1), new TanhLayer("tanh") }, new[] { 3, 1 }, 16, 9, 1),
                    (new Layer[] { new ConvTranspose2dLayer("up", 7, 2, 6, 2, 2), new TanhLayer("tanh") }, new[] { 1, 1 }, 5, 3, 3),
                    (new Layer[] { new UpsampleNearestLayer("up", 3), new Conv2dLayer("to", 8, 1, 3, 1) }, new[] { 1 }, 7, 6, 3),
                    (
                        new Layer[] { new Conv2dLayer("to", 16, 3, 3, 1), new ConditionalBatchNormLayer("norm", 3, 2, 1e-5f) },
                        new[] { 3 }, 19, 11, 3),
                    (new Layer[] { new Conv2dLayer("to", 72, 12, 3, 1), new TanhLayer("tanh") }, new[] { 4, 2, 1, 3, 2 }, 33, 10, 3),
                    (
                        new Layer[]
                        {
                            new Conv2dLayer("to", 9, 4, 1, 0),
                            new ResidualLayer("residual", new Layer[] { new Conv2dLayer("body", 4, 4, 3, 1) }, new Layer[0]),
                        },
                        new[] { 4 }, 18, 17, 2),
                })
            {
                GeneratorModel model = RandomLayer.Create(layers, maps, padding);
                (int x, int y) = (width * model.Stride, height * model.Stride);
                var graph = new GeneratorGraph(model);
                using VulkanPreparedPlan written = backend.Prepare(new GeneratorPlan(graph, batch, x, y));
                using VulkanPreparedPlan packed = backend.Prepare(new GeneratorPlan(graph, batch, x, y, keepActivations: true));
                byte[] expected = PlanRunner.Run(packed);
                byte[] actual = PlanRunner.Run(written);
                string what = $"{layers[0].Name} {x}×{y}, maps {string.Join(", ", maps)}";
                Assert.That(packed.Measure().Count - written.Measure().Count, Is.EqualTo(maps.Length), what);
                Assert.That(expected.Distinct().Count(), Is.GreaterThan(50), what);
                Assert.That(actual.Zip(expected, (a, e) => Math.Abs(a - e)).Max(), Is.LessThanOrEqualTo(1), what);
            }
        }

        /// <summary>Bit for bit: a game that makes many textures at once has the same ones as one that does not.</summary>
        [Test]
        public void A_seeds_output_is_the_same_alone_and_beside_others(
            [Values(KernelChoice.Registers, KernelChoice.Subgroups, KernelChoice.Tiles, KernelChoice.HalfTiles)] string kernels)
        {
            using VulkanBackend backend = Create(kernels);
            GeneratorModel model = RandomModel.Sagan(32, 64, 64);
            float[] alone = Output(1);
            Assert.That(Output(2).Take(alone.Length), Is.EqualTo(alone));
            Assert.That(Output(9).Take(alone.Length), Is.EqualTo(alone));

            float[] Output(int batch)
            {
                GeneratorPlan plan = PlanRunner.Plan(model, batch);
                using IPreparedPlan prepared = backend.Prepare(plan);
                PlanRunner.Run(prepared);
                return PlanRunner.Read(prepared, plan.Output);
            }
        }

        [Test]
        public void Whole_models_equal_the_reference([ValueSource(nameof(Variants))] string kernels)
        {
            const int Batch = 3;
            using VulkanBackend backend = Create(kernels);
            foreach (GeneratorModel model in new[]
                {
                    ModelCases.Residual(PaddingMode.Circular), ModelCases.DenseTwice(), RandomModel.Sagan(32, 64, 64),
                })
            {
                // Eight channels of random weights in a dozen layers average less than a trained model's hundreds.
                Compare(backend, PlanRunner.Plan(model, Batch, keepActivations: true), 2);

                GeneratorPlan plan = PlanRunner.Plan(model, Batch);
                using VulkanPreparedPlan prepared = backend.Prepare(plan);
                byte[] first = PlanRunner.Run(prepared);
                Assert.That(PlanRunner.Run(prepared), Is.EqualTo(first));
            }
        }

        /// <summary>A trained one, with the widths and norms that training leaves.</summary>
        [Test]
        public void The_shipped_generators_output_stays_close(
            [Values(KernelChoice.HalfTiles, KernelChoice.Matrix)] string kernels,
            [Values("bricks", "ground", "materials", "metal", "rock")] string name)
        {
            string root = typeof(KernelVariantTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(attribute => attribute.Key == "PackageRoot").Value!;
            GeneratorModel model = ModelFile.Read(Path.Combine(root, "Samples~", "Models", name + ".safetensors"));
            using VulkanBackend backend = Create(kernels);
            using var cpu = new CpuBackend();
            GeneratorPlan plan = PlanRunner.Plan(model, keepActivations: true);
            using IPreparedPlan expected = cpu.Prepare(plan);
            using IPreparedPlan actual = backend.Prepare(plan);
            PlanRunner.Run(expected);
            PlanRunner.Run(actual);
            double[] errors = PlanRunner.Read(actual, plan.Output)
                .Zip(PlanRunner.Read(expected, plan.Output), (a, e) => Math.Abs((double)a - e)).ToArray();
            double rootMeanSquare = Math.Sqrt(errors.Sum(e => e * e) / errors.Length);
            TestContext.Out.WriteLine(
                $"{kernels}, {name}: error at the output {rootMeanSquare:0.00000} (root mean square), {errors.Max():0.00000} (largest)");
            Assert.That(errors.Max(), Is.LessThan(2e-3));
        }

        private static void Compare(VulkanBackend backend, GeneratorPlan plan, double leniency = 1)
        {
            using var cpu = new CpuBackend();
            using IPreparedPlan expected = cpu.Prepare(plan);
            using IPreparedPlan actual = backend.Prepare(plan);
            PlanRunner.Run(expected);
            PlanRunner.Run(actual);
            float[] ours = PlanRunner.Read(actual, plan.Output);
            float[] reference = PlanRunner.Read(expected, plan.Output);
            string what = $"{plan.Steps[0].Operation.Name} {plan.Latent.Shape} to {plan.Output.Shape}, batch {plan.Batch}";
            double tolerance = leniency * Tolerance[backend.Kernels];
            double[] errors = ours.Zip(reference, (a, e) => Math.Abs((double)a - e)).ToArray();
            double size = Math.Sqrt(Math.Max(1, reference.Average(e => (double)e * e)));
            Assert.That(Math.Sqrt(errors.Average(e => e * e)) / size, Is.LessThan(tolerance), what);

            // The tail of errors is long; one element that is not computed at all is off by about the size.
            Assert.That(errors.Max() / size, Is.LessThan(50 * tolerance), what + ", the largest error");
        }

        private VulkanBackend Create(string kernels)
        {
            VulkanBackend backend = CreateBackend(kernels);
            if (backend.Kernels != kernels)
            {
                backend.Dispose();
                Assert.Ignore($"{backend.DeviceName} has not what {kernels} needs.");
            }

            return backend;
        }
    }
}
