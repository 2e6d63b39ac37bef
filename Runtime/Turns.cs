using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace SagTextures
{
    /// <summary>
    /// Turns for work that so many may do at once; who takes all of them works alone. They are given out in the order of the
    /// calls, so that nobody waits for ever and no two wait for each other's. From any thread.
    /// </summary>
    internal sealed class Turns
    {
        private readonly object gate = new object();
        private readonly LinkedList<Waiter> waiting = new LinkedList<Waiter>();
        private int free;

        /// <param name="all">How many there are.</param>
        public Turns(int all)
        {
            All = all;
            free = all;
        }

        public int All { get; }

        /// <summary>Waits until so many are free and takes them; <see cref="Release"/> gives them back.</summary>
        /// <exception cref="System.OperationCanceledException">The token was cancelled; none is taken.</exception>
        public void Take(int count, CancellationToken cancellationToken = default) =>
            TakeAsync(count, cancellationToken).GetAwaiter().GetResult();

        /// <summary>As <see cref="Take"/>; no thread waits.</summary>
        /// <exception cref="System.OperationCanceledException">The token was cancelled; none is taken.</exception>
        public Task TakeAsync(int count, CancellationToken cancellationToken = default)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return Task.FromCanceled(cancellationToken);
            }

            LinkedListNode<Waiter> node;
            lock (gate)
            {
                if (waiting.Count == 0 && count <= free)
                {
                    free -= count;
                    return Task.CompletedTask;
                }

                node = waiting.AddLast(new Waiter(count));
            }

            return cancellationToken.CanBeCanceled ? WaitAsync(node, cancellationToken) : node.Value.Task;
        }

        public void Release(int count)
        {
            lock (gate)
            {
                free += count;
                Grant();
            }
        }

        private async Task WaitAsync(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
        {
            using CancellationTokenRegistration registration = cancellationToken.Register(() => Cancel(node, cancellationToken));
            await node.Value.Task.ConfigureAwait(false);
        }

        private void Cancel(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
        {
            lock (gate)
            {
                // It may have got its turns just now.
                if (node.List == null)
                {
                    return;
                }

                waiting.Remove(node);
                Grant();
            }

            node.Value.TrySetCanceled(cancellationToken);
        }

        // Under the lock, and not by whoever waits: that one may itself wait for a thread, and with it all behind.
        private void Grant()
        {
            while (waiting.First is { } first && first.Value.Count <= free)
            {
                free -= first.Value.Count;
                waiting.RemoveFirst();
                first.Value.SetResult(true);
            }
        }

        private sealed class Waiter : TaskCompletionSource<bool>
        {
            public Waiter(int count)
                : base(TaskCreationOptions.RunContinuationsAsynchronously) => Count = count;

            public int Count { get; }
        }
    }
}
