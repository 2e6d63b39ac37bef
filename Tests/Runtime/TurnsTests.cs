using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;

namespace SagTextures.Tests
{
    public class TurnsTests
    {
        [Test]
        public async Task Who_is_cancelled_on_the_way_to_all_turns_keeps_none([Values] bool asynchronously)
        {
            var turns = new Turns(3);
            turns.Take(1);
            using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
            CancellationToken token = source.Token;
            Task all = asynchronously ? turns.TakeAsync(3, token) : Task.Run(() => turns.Take(3, token), token);
            await Task.WhenAny(all);
            Assert.That(all.IsCanceled, Is.True);
            Assert.That(turns.TakeAsync(2, CancellationToken.None).Wait(TimeSpan.FromSeconds(10)), Is.True);
        }

        [Test]
        public void Turns_are_given_to_all_who_fit_before_any_of_them_has_a_thread()
        {
            var turns = new Turns(2);
            turns.Take(2);
            Task[] waiting = { turns.TakeAsync(1, CancellationToken.None), turns.TakeAsync(1, CancellationToken.None) };
            using var end = new ManualResetEventSlim();
            // More than the pool has threads: whatever comes after them waits.
            Task busy = Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(end.Wait)).ToArray());
            turns.Release(2);
            Assert.That(waiting.Select(one => one.IsCompleted), Is.All.True);
            end.Set();
            busy.Wait();
        }

        [Test]
        public void Who_is_cancelled_lets_those_behind_pass()
        {
            var turns = new Turns(3);
            turns.Take(1);
            using var source = new CancellationTokenSource();
            Task all = turns.TakeAsync(3, source.Token);
            Task later = turns.TakeAsync(1, CancellationToken.None);
            source.Cancel();
            Assert.That(later.Wait(TimeSpan.FromSeconds(10)), Is.True);
            Assert.That(() => all.Wait(TimeSpan.FromSeconds(10)), Throws.InnerException.InstanceOf<OperationCanceledException>());
        }

        [Test]
        public void Nobody_passes_who_needs_all_turns()
        {
            var turns = new Turns(3);
            turns.Take(1);
            Task all = turns.TakeAsync(3, CancellationToken.None);
            Task later = turns.TakeAsync(1, CancellationToken.None);
            Assert.That(all.IsCompleted || later.IsCompleted, Is.False);
            turns.Release(1);
            Assert.That(all.Wait(TimeSpan.FromSeconds(10)), Is.True);
            Assert.That(later.IsCompleted, Is.False);
            turns.Release(3);
            Assert.That(later.Wait(TimeSpan.FromSeconds(10)), Is.True);
        }
    }
}
