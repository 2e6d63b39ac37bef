using System;
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
        private readonly SemaphoreSlim front = new SemaphoreSlim(1, 1);
        private readonly SemaphoreSlim free;

        /// <param name="all">How many there are.</param>
        public Turns(int all)
        {
            All = all;
            free = new SemaphoreSlim(all, all);
        }

        public int All { get; }

        /// <summary>Waits until so many are free and takes them; <see cref="Release"/> gives them back.</summary>
        /// <exception cref="OperationCanceledException">The token was cancelled; none is taken.</exception>
        public void Take(int count, CancellationToken cancellationToken = default)
        {
            front.Wait(cancellationToken);
            int taken = 0;
            try
            {
                for (; taken < count; taken++)
                {
                    free.Wait(cancellationToken);
                }
            }
            catch (OperationCanceledException) when (taken > 0)
            {
                free.Release(taken);
                throw;
            }
            finally
            {
                front.Release();
            }
        }

        /// <summary>As <see cref="Take"/>; no thread waits.</summary>
        /// <exception cref="OperationCanceledException">The token was cancelled; none is taken.</exception>
        public async Task TakeAsync(int count, CancellationToken cancellationToken)
        {
            await front.WaitAsync(cancellationToken).ConfigureAwait(false);
            int taken = 0;
            try
            {
                for (; taken < count; taken++)
                {
                    await free.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (taken > 0)
            {
                free.Release(taken);
                throw;
            }
            finally
            {
                front.Release();
            }
        }

        public void Release(int count) => free.Release(count);
    }
}
