using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using SagTextures.Models;

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

        private static TextureGenerator Create(FakeBackend backend, BackendKind kind) =>
            new TextureGenerator(ModelCases.Grid(PaddingMode.Zero), backend, kind);
    }
}
