using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;

namespace SagTextures.Tests
{
    public sealed class SharedGeneratorTests
    {
        private int loads;

        [SetUp]
        public void Reset() => loads = 0;

        [Test]
        public void ManyUsersShareOneGenerator()
        {
            using SharedGenerator shared = Create();
            var tasks = new List<Task<TextureGenerator>>();
            for (int i = 0; i < 8; i++)
            {
                tasks.Add(shared.RunAsync((generator, _) => Task.FromResult(generator), CancellationToken.None));
            }

            Task.WaitAll(tasks.ToArray());
            Assert.That(loads, Is.EqualTo(1));
            Assert.That(tasks.ConvertAll(task => task.Result), Is.All.SameAs(shared.Get()));
        }

        [Test]
        public void AReleaseEndsWhatWasAskedForAndTheNextUseSetsUpAgain()
        {
            using SharedGenerator shared = Create();
            TextureGenerator first = shared.Get();
            using var begun = new ManualResetEventSlim();
            Task<int> endless = shared.RunAsync<int>((_, token) =>
            {
                begun.Set();
                token.WaitHandle.WaitOne();
                throw new OperationCanceledException(token);
            }, CancellationToken.None);
            begun.Wait();
            shared.Dispose();

            Assert.That(async () => await endless, Throws.InstanceOf<OperationCanceledException>());
            Assert.That(() => first.Generate(1), Throws.TypeOf<ObjectDisposedException>());
            Assert.That(shared.Get().Generate(1).Maps, Is.Not.Empty);
            Assert.That(loads, Is.EqualTo(2));
        }

        [Test]
        public void WhatWaitsWhileTheGeneratorIsReleasedDoesNotSetItUpAgain()
        {
            SharedGenerator shared = null!;
            Task<TextureGenerator>? late = null;
            var releasing = new Thread(() => shared.Dispose());
            shared = Create(() =>
            {
                // Setting up holds the gate: first the release waits for it, then a use that began before the release.
                if (late == null)
                {
                    releasing.Start();
                    SpinWait.SpinUntil(() => (releasing.ThreadState & ThreadState.WaitSleepJoin) != 0);
                    late = shared.RunAsync((generator, _) => Task.FromResult(generator), CancellationToken.None);
                    Thread.Sleep(200);
                }
            });
            shared.Get();
            releasing.Join();
            Task.WhenAny(late!).Wait();
            Assert.That(loads, Is.EqualTo(1));
            Assert.That(late!.IsFaulted, Is.False);
        }

        [Test]
        public void AGeneratorThatWasReleasedDuringWorkCountsAsCancelled()
        {
            using SharedGenerator shared = Create();
            Task<GeneratedTexture> task = shared.RunAsync((generator, _) =>
            {
                shared.Dispose();
                return generator.GenerateAsync(1);
            }, CancellationToken.None);
            Assert.That(async () => await task, Throws.InstanceOf<OperationCanceledException>());
        }

        [Test]
        public void TheCallersTokenCancels()
        {
            using SharedGenerator shared = Create();
            Assert.That(
                async () => await shared.RunAsync((generator, _) => Task.FromResult(generator), new CancellationToken(canceled: true)),
                Throws.InstanceOf<OperationCanceledException>());
            Assert.That(loads, Is.Zero);
        }

        private SharedGenerator Create(Action? loading = null) => new SharedGenerator(
            () =>
            {
                Interlocked.Increment(ref loads);
                loading?.Invoke();
                return new TextureGenerator(RandomModel.Sagan(resolution: 16, width: 4), new GeneratorOptions { Backend = BackendKind.Cpu });
            },
            _ => { });
    }
}
