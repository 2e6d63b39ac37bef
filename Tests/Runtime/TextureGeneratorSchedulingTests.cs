using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Tests
{
    /// <summary>What a generator asks of its backend, and when.</summary>
    public class TextureGeneratorSchedulingTests
    {
        [Test]
        public void Calls_that_await_their_turn_hold_no_thread([Values(BackendKind.Cpu, BackendKind.Vulkan)] BackendKind kind)
        {
            using var mayGoOn = new ManualResetEventSlim();
            var backend = new FakeBackend { Running = _ => mayGoOn.Wait() };
            using TextureGenerator generator = Create(backend, kind);
            Task[] calls = Enumerable.Range(0, 256).Select(seed => generator.GenerateAsync((ulong)seed)).ToArray();
            bool areThreadsLeft = Task.Run(() => { }).Wait(TimeSpan.FromSeconds(10));
            mayGoOn.Set();
            Task.WaitAll(calls);
            Assert.That(areThreadsLeft, Is.True);
        }

        [Test]
        public async Task Options_may_be_changed_for_the_next_call()
        {
            using TextureGenerator generator = Create(new FakeBackend(), BackendKind.Cpu);
            int[] widths = Enumerable.Range(1, 32).Select(i => i * 12).ToArray();
            var options = new GenerateOptions { Height = 12 };
            var calls = new List<Task<GeneratedTexture>>();
            foreach (int width in widths)
            {
                options.Width = width;
                calls.Add(generator.GenerateAsync(1, options));
            }

            options.Truncation = 2f;
            Assert.That((await Task.WhenAll(calls)).Select(texture => texture.Width), Is.EqualTo(widths));
            Task<GeneratedTexture> wrong = generator.GenerateAsync(1, options);
            Assert.That(async () => await wrong, Throws.TypeOf<SagTexturesException>().With.Message.Contains("Truncation"));
        }

        [Test]
        public async Task A_call_that_awaits_its_turn_can_be_cancelled()
        {
            using var isRunning = new ManualResetEventSlim();
            using var mayGoOn = new ManualResetEventSlim();
            using var source = new CancellationTokenSource();
            var backend = new FakeBackend();
            backend.Running = _ =>
            {
                isRunning.Set();
                mayGoOn.Wait();
            };
            using TextureGenerator generator = Create(backend, BackendKind.Cpu);
            Task<GeneratedTexture> first = generator.GenerateAsync(1);
            isRunning.Wait();
            Task<GeneratedTexture> second = generator.GenerateAsync(2, null, source.Token);
            source.Cancel();
            await Task.WhenAny(second);
            mayGoOn.Set();
            Assert.That(second.IsCanceled, Is.True);
            Assert.That((await first).Seed, Is.EqualTo(1));
            Assert.That((await generator.GenerateAsync(3)).Seed, Is.EqualTo(3), "the turn was not lost");
        }

        [Test]
        public void Batches_are_as_large_as_is_best_for_the_backend()
        {
            var batches = new List<int>();
            var backend = new FakeBackend { BestBatch = 32, Running = plan => batches.Add(plan.Batch) };
            using TextureGenerator generator = Create(backend, BackendKind.Vulkan);
            generator.Generate(Seeds(70));
            Assert.That(batches, Is.EqualTo(new[] { 32, 32, 6 }));
            Assert.That(generator.Generate(Seeds(0)), Is.Empty);
        }

        [Test]
        public void Batches_are_halved_where_memory_is_short_and_stay_so([Values] bool whileRunning)
        {
            var tried = new List<int>();
            var backend = new FakeBackend { BestBatch = 32 };
            void Work(GeneratorPlan plan)
            {
                tried.Add(plan.Batch);
                if (plan.Batch * plan.Width * plan.Height > 5 * 24 * 24)
                {
                    throw new DeviceMemoryException("full");
                }
            }

            if (whileRunning)
            {
                backend.Running = Work;
            }
            else
            {
                backend.Preparing = Work;
            }

            using TextureGenerator generator = Create(backend, BackendKind.Vulkan);
            var options = new GenerateOptions { Width = 24, Height = 24 };
            Assert.That(
                generator.Generate(Seeds(40), options).Select(texture => texture.Seed), Is.EqualTo(Seeds(40)), "none twice");
            Assert.That(tried.Distinct(), Is.EqualTo(new[] { 32, 16, 8, 4 }));
            Assert.That(backend.Alive.Select(plan => plan.Batch), Is.EqualTo(new[] { 4 }), "memory was given back");

            tried.Clear();
            generator.Generate(Seeds(40), options);
            generator.Generate(Seeds(40), new GenerateOptions { Width = 12, Height = 12 });
            Assert.That(tried, Has.None.GreaterThan(16).And.Member(16), "a quarter of the pixels, four times as many");
        }

        [Test]
        public void Memory_that_is_too_short_for_one_is_an_error()
        {
            var tried = new List<int>();
            bool isShort = true;
            var backend = new FakeBackend { BestBatch = 32 };
            backend.Preparing = plan =>
            {
                tried.Add(plan.Batch);
                if (isShort)
                {
                    throw new DeviceMemoryException("full");
                }
            };
            using TextureGenerator generator = Create(backend, BackendKind.Cpu);
            Assert.That(() => generator.Generate(Seeds(20)), Throws.TypeOf<DeviceMemoryException>().With.Message.EqualTo("full"));
            Assert.That(tried, Is.EqualTo(new[] { 20, 10, 5, 2, 1 }));
            isShort = false;
            Assert.That(generator.Generate(Seeds(2)).Count, Is.EqualTo(2), "the turn was not lost");
        }

        [Test]
        public async Task Memory_that_others_have_is_waited_for([Values] bool asynchronously)
        {
            using var isRunning = new ManualResetEventSlim();
            using var isShort = new ManualResetEventSlim();
            using var mayGoOn = new ManualResetEventSlim();
            using var source = new CancellationTokenSource();
            var batches = new List<int>();
            var backend = new FakeBackend { BestBatch = 4 };
            backend.Preparing = _ =>
            {
                if (backend.Alive.Count > 0)
                {
                    isShort.Set();
                    throw new DeviceMemoryException("full");
                }
            };
            backend.Running = plan =>
            {
                batches.Add(plan.Batch);
                isRunning.Set();
                mayGoOn.Wait();
            };
            using TextureGenerator generator = Create(backend, BackendKind.Vulkan);
            var options = new GenerateOptions { Width = 24, Height = 24 };
            Task Start(CancellationToken token) => asynchronously
                ? generator.GenerateAsync(2, options, token)
                : Task.Run(() => generator.Generate(Seeds(4), options, token), token);

            Task<GeneratedTexture> first = generator.GenerateAsync(1);
            isRunning.Wait();
            Task second = Start(CancellationToken.None);
            isShort.Wait();
            Task third = Start(source.Token);
            source.Cancel();
            await Task.WhenAny(third);
            bool isWaiting = !second.IsCompleted;
            mayGoOn.Set();
            await Task.WhenAll(first, second);
            Assert.That(isWaiting, Is.True);
            Assert.That(third.IsCanceled, Is.True);
            Assert.That(batches, Is.EqualTo(new[] { 1, asynchronously ? 1 : 4 }), "none was halved");
        }

        [Test]
        public async Task Calls_that_all_lack_memory_do_not_wait_for_each_other()
        {
            using var together = new Barrier(3);
            int runs = 0;
            var backend = new FakeBackend
            {
                Running = _ =>
                {
                    if (Interlocked.Increment(ref runs) <= 3)
                    {
                        together.SignalAndWait();
                        throw new DeviceMemoryException("full");
                    }
                },
            };
            using TextureGenerator generator = Create(backend, BackendKind.Vulkan);
            GeneratedTexture[] textures = await Task.WhenAll(Enumerable.Range(0, 3).Select(
                seed => seed > 0 ? generator.GenerateAsync((ulong)seed) : Task.Run(() => generator.Generate(0))));
            Assert.That(textures.Select(texture => texture.Seed), Is.EqualTo(Seeds(3)));
            Assert.That(runs, Is.EqualTo(6));
        }

        private static ulong[] Seeds(int count) => Enumerable.Range(0, count).Select(i => (ulong)i).ToArray();

        private static TextureGenerator Create(FakeBackend backend, BackendKind kind) =>
            new TextureGenerator(ModelCases.Grid(PaddingMode.Zero), backend, kind);
    }
}
