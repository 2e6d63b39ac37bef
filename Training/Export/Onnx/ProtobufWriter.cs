using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace SagTextures.Training.Export.Onnx;

/// <summary>
/// Writes one protobuf message: fields as a tag (number and wire type) and a value. That is all that an ONNX file consists of.
/// </summary>
internal sealed class ProtobufWriter
{
    private const int Varint = 0, Delimited = 2, Fixed32 = 5;
    private readonly MemoryStream bytes = new();

    public void WriteInteger(int field, long value)
    {
        WriteTag(field, Varint);
        WriteVarint((ulong)value);
    }

    public void WriteFloat(int field, float value)
    {
        WriteTag(field, Fixed32);
        Span<byte> element = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(element, value);
        bytes.Write(element);
    }

    public void WriteString(int field, string value) => WriteBytes(field, Encoding.UTF8.GetBytes(value));

    public void WriteBytes(int field, ReadOnlySpan<byte> value)
    {
        WriteTag(field, Delimited);
        WriteVarint((ulong)value.Length);
        bytes.Write(value);
    }

    public void WriteStrings(int field, IEnumerable<string> values)
    {
        foreach (string value in values)
            WriteString(field, value);
    }

    /// <summary>A repeated integer, one tag each: every reader takes that form.</summary>
    public void WriteIntegers(int field, IEnumerable<long> values)
    {
        foreach (long value in values)
            WriteInteger(field, value);
    }

    public void WriteMessage(int field, Action<ProtobufWriter> write)
    {
        var message = new ProtobufWriter();
        write(message);
        WriteTag(field, Delimited);
        WriteVarint((ulong)message.bytes.Length);
        message.CopyTo(bytes);
    }

    public void CopyTo(Stream stream) => bytes.WriteTo(stream);

    private void WriteTag(int field, int wireType) => WriteVarint((ulong)((field << 3) | wireType));

    /// <summary>Seven bits a byte, the lowest first.</summary>
    private void WriteVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            bytes.WriteByte((byte)(value | 0x80));
        bytes.WriteByte((byte)value);
    }
}
