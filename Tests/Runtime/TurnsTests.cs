using System;
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
