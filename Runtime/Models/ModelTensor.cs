using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;

namespace SagTextures.Models
{
    /// <summary>A named tensor as the model file holds it: little-endian elements, row-major.</summary>
    public sealed class ModelTensor
    {
        /// <summary>Wraps elements that are in the file's form already.</summary>
        /// <exception cref="ArgumentException">The data's length does not fit type and shape.</exception>
        public ModelTensor(string name, TensorType type, IReadOnlyList<int> shape, ReadOnlyMemory<byte> data)
        {
            Name = name;
            Type = type;
            Shape = shape;
            Data = data;
            if (data.Length != (long)Count * ElementSize(type))
            {
                throw new ArgumentException($"Tensor \"{name}\" has {data.Length} bytes for {Count} elements.");
            }
        }

        /// <summary>Unique in its file; the layer's name, a dot and the parameter's PyTorch name.</summary>
        public string Name { get; }

        /// <summary>How the elements are stored.</summary>
        public TensorType Type { get; }

        /// <summary>PyTorch's shape of the parameter.</summary>
        public IReadOnlyList<int> Shape { get; }

        /// <summary>The elements.</summary>
        public ReadOnlyMemory<byte> Data { get; }

        /// <summary>Number of elements.</summary>
        public int Count => checked(Shape.Aggregate(1, (product, size) => product * size));

        /// <summary>Stores values in the given type; half precision rounds to nearest even.</summary>
        /// <exception cref="ModelException">A value is not finite, or too large for half precision.</exception>
        public static ModelTensor FromValues(
            string name, IReadOnlyList<int> shape, ReadOnlySpan<float> values, TensorType type = TensorType.Float32)
        {
            int size = ElementSize(type);
            var data = new byte[values.Length * size];
            for (int i = 0; i < values.Length; i++)
            {
                Span<byte> element = data.AsSpan(i * size, size);
                if (type == TensorType.Float32)
                {
                    BinaryPrimitives.WriteInt32LittleEndian(element, BitConverter.SingleToInt32Bits(values[i]));
                    continue;
                }

                if (Math.Abs(values[i]) > HalfFloat.MaxValue)
                {
                    throw new ModelException(
                        $"Tensor \"{name}\" has a value of {values[i]}, too large for fp16; store it as fp32.");
                }

                BinaryPrimitives.WriteUInt16LittleEndian(element, HalfFloat.FromSingle(values[i]));
            }

            return new ModelTensor(name, type, shape, data);
        }

        /// <summary>The elements in single precision, a new array.</summary>
        public float[] ToArray()
        {
            ReadOnlySpan<byte> data = Data.Span;
            var values = new float[Count];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = Element(data, Type, i);
            }

            return values;
        }

        /// <summary>One element of a tensor's <see cref="Data"/>.</summary>
        internal static float Element(ReadOnlySpan<byte> data, TensorType type, int index) => type == TensorType.Float32
            ? BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt32LittleEndian(data.Slice(index * 4)))
            : HalfFloat.ToSingle(BinaryPrimitives.ReadUInt16LittleEndian(data.Slice(index * 2)));

        internal static int ElementSize(TensorType type) => type == TensorType.Float32 ? 4 : 2;
    }
}
