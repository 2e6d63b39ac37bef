using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;

namespace SagTextures.Training.Export.Onnx;

/// <summary>An ONNX graph under construction, and its file form (numbers of fields as in the standard's onnx.proto).</summary>
internal sealed class OnnxGraph(string name)
{
    /// <summary>Of TensorProto.DataType.</summary>
    public const int Float = 1, Integer = 7, Half = 10;

    /// <summary>Version 17 of the operator set, with the file version that came with it.</summary>
    private const int OperatorSet = 17, FileVersion = 8;

    private readonly ProtobufWriter content = new();
    private int values;

    /// <summary>Adds a node of one output.</summary>
    /// <param name="operation">Operator of the standard.</param>
    /// <param name="inputs">Names of values; an empty name leaves an optional input out.</param>
    /// <param name="attributes">Integers, lists of integers, floats or strings.</param>
    /// <returns>Name of the output.</returns>
    public string Add(string operation, string[] inputs, params (string Name, object Value)[] attributes)
    {
        string output = $"{operation}_{values++}";
        AddNode(operation, inputs, output, attributes);
        return output;
    }

    /// <summary>Adds a node whose output has a name of its own.</summary>
    public void AddNode(string operation, string[] inputs, string output, params (string Name, object Value)[] attributes) =>
        content.WriteMessage(1, node =>
        {
            node.WriteStrings(1, inputs);
            node.WriteString(2, output);
            node.WriteString(3, output);
            node.WriteString(4, operation);
            foreach ((string attribute, object value) in attributes)
                node.WriteMessage(5, message => WriteAttribute(message, attribute, value));
        });

    public string AddIntegers(params long[] elements)
    {
        var data = new byte[elements.Length * 8];
        for (int i = 0; i < elements.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(i * 8), elements[i]);
        return AddTensor($"integers_{values++}", Integer, [elements.Length], data);
    }

    public string AddFloats(IReadOnlyList<long> shape, ReadOnlySpan<float> elements)
    {
        var data = new byte[elements.Length * 4];
        for (int i = 0; i < elements.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(i * 4), elements[i]);
        return AddTensor($"floats_{values++}", Float, shape, data);
    }

    /// <summary>A constant.</summary>
    /// <returns>Its name.</returns>
    public string AddTensor(string tensor, int type, IEnumerable<long> shape, ReadOnlyMemory<byte> data)
    {
        content.WriteMessage(5, message =>
        {
            message.WriteIntegers(1, shape);
            message.WriteInteger(2, type);
            message.WriteString(8, tensor);
            message.WriteBytes(9, data.Span);
        });
        return tensor;
    }

    /// <param name="value">Name of the value.</param>
    /// <param name="type">Of its elements.</param>
    /// <param name="shape">Numbers for fixed sizes, names for sizes that the caller chooses.</param>
    public void AddInput(string value, int type, params object[] shape) => AddValue(11, value, type, shape);

    /// <inheritdoc cref="AddInput"/>
    public void AddOutput(string value, int type, params object[] shape) => AddValue(12, value, type, shape);

    /// <summary>Writes the whole file.</summary>
    public void Write(Stream stream, string version, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        content.WriteString(2, name);
        var model = new ProtobufWriter();
        model.WriteInteger(1, FileVersion);
        model.WriteString(2, "SagTextures");
        model.WriteString(3, version);
        model.WriteMessage(8, set => set.WriteInteger(2, OperatorSet));
        foreach ((string key, string value) in metadata)
        {
            model.WriteMessage(14, entry =>
            {
                entry.WriteString(1, key);
                entry.WriteString(2, value);
            });
        }
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        model.WriteBytes(7, bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        model.CopyTo(stream);
    }

    private void AddValue(int field, string value, int type, object[] shape) => content.WriteMessage(field, info =>
    {
        info.WriteString(1, value);
        info.WriteMessage(2, kind => kind.WriteMessage(1, tensor =>
        {
            tensor.WriteInteger(1, type);
            tensor.WriteMessage(2, sizes =>
            {
                foreach (object size in shape)
                {
                    sizes.WriteMessage(1, dimension =>
                    {
                        if (size is string free)
                            dimension.WriteString(2, free);
                        else
                            dimension.WriteInteger(1, Convert.ToInt64(size, null));
                    });
                }
            });
        }));
    });

    private static void WriteAttribute(ProtobufWriter message, string attribute, object value)
    {
        message.WriteString(1, attribute);
        switch (value)
        {
            case float number:
                message.WriteFloat(2, number);
                message.WriteInteger(20, 1);
                break;
            case int number:
                message.WriteInteger(3, number);
                message.WriteInteger(20, 2);
                break;
            case string text:
                message.WriteString(4, text);
                message.WriteInteger(20, 3);
                break;
            case long[] numbers:
                message.WriteIntegers(8, numbers);
                message.WriteInteger(20, 7);
                break;
            default:
                throw new ArgumentException($"{attribute} is a {value.GetType().Name}", nameof(value));
        }
    }
}
