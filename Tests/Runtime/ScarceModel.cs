using System;
using System.Buffers;
using System.Linq;
using SagTextures.Models;

namespace SagTextures.Tests
{
    /// <summary>A model that cannot be read while memory is short.</summary>
    internal sealed class ScarceModel
    {
        public ScarceModel(GeneratorModel model) => Model = new GeneratorModel(
            model.Description,
            model.Tensors.Select(tensor => new ModelTensor(
                tensor.Name, tensor.Type, tensor.Shape, new Elements(this, tensor.Data.ToArray()).Memory)));

        public GeneratorModel Model { get; }

        public bool IsMemoryShort { get; set; }

        private sealed class Elements : MemoryManager<byte>
        {
            private readonly ScarceModel owner;
            private readonly byte[] data;

            public Elements(ScarceModel owner, byte[] data)
            {
                this.owner = owner;
                this.data = data;
            }

            public override Span<byte> GetSpan() => owner.IsMemoryShort ? throw new OutOfMemoryException("short") : data;

            public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

            public override void Unpin()
            {
            }

            protected override void Dispose(bool disposing)
            {
            }
        }
    }
}
