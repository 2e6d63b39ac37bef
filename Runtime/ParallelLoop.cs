using System;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks;

namespace SagTextures
{
    /// <summary>
    /// <see cref="Parallel.For(int, int, Action{int})"/> that throws what an item threw, not a collection of it: memory that
    /// ran out is told by the exception's type.
    /// </summary>
    internal static class ParallelLoop
    {
        /// <param name="count">How many items.</param>
        /// <param name="run">Does one item, from 0 to <paramref name="count"/> − 1; in any order and at the same time.</param>
        public static void Run(int count, Action<int> run)
        {
            try
            {
                Parallel.For(0, count, run);
            }
            catch (AggregateException e) when (e.InnerException != null)
            {
                ExceptionDispatchInfo.Capture(e.InnerException).Throw();
            }
        }
    }
}
