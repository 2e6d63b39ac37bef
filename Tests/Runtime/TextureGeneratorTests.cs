using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Tests
{
    [TestFixture(BackendKind.Cpu)]
    [TestFixture(BackendKind.Vulkan)]
    public class TextureGeneratorTests
    {
        private readonly GeneratorOptions options;

        public TextureGeneratorTests(BackendKind backend) => options = new GeneratorOptions { Backend = backend };

        [Test]
        public void Of_a_missing_model_and_a_missing_device_the_model_is_told_of()
        {
            var options = new GeneratorOptions { Backend = BackendKind.Vulkan, Device = 99 };
            Assert.That(() => TextureGenerator.Load("missing.safetensors", options), Throws.TypeOf<ModelException>());
        }

        [Test]
        public void The_same_seed_gives_the_same_bytes_alone_and_in_a_batch()
        {
            using TextureGenerator generator = Create(RandomModel.Sagan());
            ulong[] seeds = Enumerable.Range(40, 11).Select(i => (ulong)i).ToArray();
            byte[] alone = generator.Generate(seed: 42).Map("albedo").Pixels.ToArray();
            byte[] again = generator.Generate(seed: 42).Map("albedo").Pixels.ToArray();
            byte[] inBatch = generator.Generate(seeds)[2].Map("albedo").Pixels.ToArray();
            Assert.That(again, Is.EqualTo(alone));
            Assert.That(inBatch, Is.EqualTo(alone));
            Assert.That(generator.Generate(seed: 43).Map("albedo").Pixels.ToArray(), Is.Not.EqualTo(alone));
            Assert.That(generator.Backend, Is.EqualTo(options.Backend));
        }

        [TestCase(32)]
        [TestCase(5)]
        public void A_seeds_texture_does_not_depend_on_the_batch(int maxBatch)
        {
            GeneratorModel model = RandomModel.Sagan();
            using TextureGenerator ordinary = Create(model);
            byte[][] expected = Enumerable.Range(0, 40).Select(seed => Pixels(ordinary.Generate((ulong)seed))).ToArray();
            IBackend backend = BackendFactory.Create(options, out BackendKind kind, out _);
            using var generator = new TextureGenerator(model, new LimitedBackend(backend, bestBatch: 32, maxBatch), kind);
            IReadOnlyList<GeneratedTexture> textures = generator.Generate(Enumerable.Range(0, 40).Select(i => (ulong)i).ToList());
            Assert.That(textures.Select(texture => texture.Seed), Is.EqualTo(Enumerable.Range(0, 40)));
            Assert.That(textures.Select(Pixels), Is.EqualTo(expected));

            static byte[] Pixels(GeneratedTexture texture) => texture.Maps[0].Pixels.ToArray();
        }

#if NET
        [Test]
        public void A_steady_call_allocates_its_result_and_little_else([Values(1, 3)] int count, [Values] bool mipmaps)
        {
            using TextureGenerator generator = Create(ModelCases.Grid(PaddingMode.Circular));
            var options = new GenerateOptions { Width = 72, Height = 60, Mipmaps = mipmaps };
            ulong[] seeds = Enumerable.Range(0, count).Select(i => (ulong)i).ToArray();
            IReadOnlyList<GeneratedTexture> textures = Array.Empty<GeneratedTexture>();
            long least = long.MaxValue;
            for (int i = 0; i < 40; i++)
            {
                // Of all threads: what else the process does at times is not in the least of many.
                long before = GC.GetTotalAllocatedBytes(precise: true);
                textures = generator.Generate(seeds, options);
                least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
            }

            TextureMap[] maps = textures.SelectMany(texture => texture.Maps).ToArray();
            int pixels = maps.Sum(map => Enumerable.Range(0, map.MipLevels).Sum(level => map.Mip(level).Length));
            int objects = 128 + (128 * maps.Length) + (64 * maps.Sum(map => map.MipLevels));
            Assert.That(least, Is.InRange(pixels, pixels + objects), $"{pixels} bytes are pixels");
        }
#endif

        [Test]
        public void Every_map_has_its_pixels()
        {
            using TextureGenerator generator = Create(ModelCases.Grid(PaddingMode.Circular));
            using GeneratedTexture texture = generator.Generate(
                1, new GenerateOptions { Width = 60, Height = 24, Mipmaps = true });
            Assert.That(texture.Maps.Select(map => map.Name), Is.EqualTo(new[] { "albedo", "height" }));
            TextureMap height = texture.Map("height");
            Assert.That(height.Pixels.Length, Is.EqualTo(60 * 24 * 4));
            Assert.That(height.MipLevels, Is.EqualTo(6));
            Assert.That(height.Mip(5).Length, Is.EqualTo(4));
            Assert.That(height.Pixels[0], Is.EqualTo(height.Pixels[1]).And.EqualTo(height.Pixels[2]));
            Assert.That(height.Pixels[3], Is.EqualTo(255));
            Assert.That(() => texture.Map("normal"), Throws.TypeOf<SagTexturesException>().With.Message.Contains("height"));
        }

        [Test]
        public void Rolling_is_impossible_to_see_on_a_circular_grid()
        {
            // A latent grid of one repeated cell makes a texture that repeats with the stride: no border is anywhere.
            using TextureGenerator generator = Create(ModelCases.Grid(PaddingMode.Circular));
            byte[] pixels = generator.Generate(1, new GenerateOptions { Width = 36, Height = 36, Truncation = 0f })
                .Map("albedo").Pixels.ToArray();
            for (int i = 0; i < pixels.Length; i++)
            {
                int x = i / 4 % 36;
                int y = i / 4 / 36;
                int shifted = (((((y + 12) % 36) * 36) + ((x + 12) % 36)) * 4) + (i % 4);
                Assert.That(Math.Abs(pixels[i] - pixels[shifted]), Is.LessThanOrEqualTo(1));
            }
        }

        [Test]
        public void Classes_differ_and_the_first_is_the_default()
        {
            using TextureGenerator generator = Create(ModelCases.Residual(PaddingMode.Zero));
            byte[] Pixels(string? name) => generator.Generate(5, new GenerateOptions { Class = name }).Maps[0].Pixels.ToArray();
            Assert.That(Pixels(null), Is.EqualTo(Pixels("bricks")));
            Assert.That(Pixels("planks"), Is.Not.EqualTo(Pixels("bricks")));
            Assert.That(() => Pixels("lava"), Throws.TypeOf<SagTexturesException>()
                .With.Message.Contains("lava").And.Message.Contains("bricks, planks"));
        }

        [TestCase(1.5f)]
        [TestCase(-0.1f)]
        [TestCase(float.NaN)]
        public void Truncation_out_of_range_is_refused(float truncation)
        {
            using TextureGenerator generator = Create(RandomModel.Sagan());
            Assert.That(
                () => generator.Generate(1, new GenerateOptions { Truncation = truncation }),
                Throws.TypeOf<SagTexturesException>().With.Message.Contains("Truncation"));
        }

        [Test]
        public void A_class_of_an_unconditional_model_is_refused()
        {
            using TextureGenerator generator = Create(RandomModel.Sagan());
            Assert.That(
                () => generator.Generate(1, new GenerateOptions { Class = "bricks" }),
                Throws.TypeOf<SagTexturesException>().With.Message.Contains("no classes"));
        }

        [Test]
        public void Many_threads_get_what_they_asked_for()
        {
            using TextureGenerator generator = Create(RandomModel.Sagan());
            byte[][] expected = Enumerable.Range(0, 8)
                .Select(seed => generator.Generate((ulong)seed).Maps[0].Pixels.ToArray()).ToArray();
            Task<GeneratedTexture>[] tasks = Enumerable.Range(0, 32)
                .Select(i => generator.GenerateAsync((ulong)i % 8)).ToArray();
            Task.WaitAll(tasks);
            for (int i = 0; i < tasks.Length; i++)
            {
                Assert.That(tasks[i].Result.Maps[0].Pixels.ToArray(), Is.EqualTo(expected[i % 8]));
            }
        }

        [Test]
        public void A_cancelled_call_ends()
        {
            using TextureGenerator generator = Create(RandomModel.Sagan());
            using var source = new CancellationTokenSource();
            source.Cancel();
            Assert.That(
                async () => await generator.GenerateAsync(1, null, source.Token),
                Throws.InstanceOf<OperationCanceledException>());
            Assert.That(
                () => generator.Generate(new ulong[] { 1 }, null, source.Token),
                Throws.InstanceOf<OperationCanceledException>());
        }

        [Test]
        public void Dispose_may_come_twice_and_ends_all_use()
        {
            TextureGenerator generator = Create(RandomModel.Sagan());
            Task<GeneratedTexture> inFlight = generator.GenerateAsync(1);
            generator.Dispose();
            generator.Dispose();
            Assert.That(() => generator.Generate(1), Throws.TypeOf<ObjectDisposedException>());
            Task.WhenAny(inFlight).Wait();
            Assert.That(
                inFlight.Status == TaskStatus.RanToCompletion || inFlight.Exception!.InnerException is ObjectDisposedException,
                "work in flight ends well or is refused, nothing else");
        }

        [Test]
        public void A_disposed_texture_says_so()
        {
            using TextureGenerator generator = Create(RandomModel.Sagan());
            GeneratedTexture texture = generator.Generate(1);
            texture.Dispose();
            texture.Dispose();
            Assert.That(() => texture.Map("albedo"), Throws.TypeOf<ObjectDisposedException>());
        }

        [Test]
        public void Saves_a_png_a_map()
        {
            string folder = Path.Combine(Path.GetTempPath(), "sagtextures-" + Path.GetRandomFileName());
            try
            {
                using TextureGenerator generator = Create(ModelCases.Grid(PaddingMode.Zero));
                generator.Generate(3).SavePng(Path.Combine(folder, "wall.png"));
                Assert.That(
                    Directory.GetFiles(folder).Select(Path.GetFileName), Is.EquivalentTo(new[] { "wall.png", "wall_height.png" }));
                byte[] png = File.ReadAllBytes(Path.Combine(folder, "wall_height.png"));
                Assert.That(png.Take(8), Is.EqualTo(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A }));
                Assert.That(png[25], Is.EqualTo(0), "colour type grey");
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        [Test]
        public void Loads_from_a_stream_and_from_a_file()
        {
            byte[] file = Models.SafetensorsBuilder.Good(TensorType.Float16);
            string path = Path.GetTempFileName();
            try
            {
                File.WriteAllBytes(path, file);
                using TextureGenerator fromStream = TextureGenerator.Load(new MemoryStream(file), options);
                using TextureGenerator fromFile = TextureGenerator.Load(path, options);
                Assert.That(
                    fromFile.Generate(9).Maps[0].Pixels.ToArray(), Is.EqualTo(fromStream.Generate(9).Maps[0].Pixels.ToArray()));
            }
            finally
            {
                File.Delete(path);
            }
        }

        private TextureGenerator Create(GeneratorModel model) => new TextureGenerator(model, options);
    }
}
