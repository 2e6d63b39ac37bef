using System;
using System.Collections.Generic;

namespace SagTextures
{
    /// <summary>Disposes of what a constructor has made so far, last first, unless it comes to its end.</summary>
    internal sealed class Undo : IDisposable
    {
        private readonly Stack<IDisposable> made = new Stack<IDisposable>();

        public T Add<T>(T disposable) where T : IDisposable
        {
            made.Push(disposable);
            return disposable;
        }

        public void Clear() => made.Clear();

        public void Dispose()
        {
            while (made.Count > 0)
            {
                made.Pop().Dispose();
            }
        }
    }
}
