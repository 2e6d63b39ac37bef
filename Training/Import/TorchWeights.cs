using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;
using SagTextures.Models;

namespace SagTextures.Training.Import;

/// <summary>
/// The tensors of a safetensors file that PyTorch wrote, read one by one. Other than a model file it may hold tensors that
/// nobody asks for, of any type; those asked for are fp32, fp16, bf16 or fp64.
/// </summary>
internal sealed class TorchWeights : IDisposable
{
    private const int MostHeaderBytes = 64 << 20;
    private readonly FileStream file;
    private readonly long dataStart;
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <exception cref="SagTexturesException">It cannot be read, or is no safetensors file.</exception>
    public TorchWeights(string path)
    {
        Path = path;
        try
        {
            file = File.OpenRead(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SagTexturesException($"Cannot read the weights {path}: {problem.Message}", problem);
        }
        try
        {
            dataStart = ReadHeader();
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException or IOException)
        {
            file.Dispose();
            throw new ModelException($"{path} is no safetensors file: {problem.Message}", problem);
        }
    }

    private sealed record Entry(string Type, int[] Shape, long Begin, long End);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Names of all tensors.</summary>
    public IEnumerable<string> Names => entries.Keys;

    /// <summary>Whether there is a tensor of that name.</summary>
    public bool Contains(string name) => entries.ContainsKey(name);

    /// <summary>Shape of a tensor.</summary>
    public int[] Shape(string name) => entries[name].Shape;

    /// <summary>Values of a tensor, row-major.</summary>
    /// <exception cref="ModelException">It is of a type that weights cannot have, or the file is cut off.</exception>
    public float[] Read(string name)
    {
        Entry entry = entries[name];
        int size = entry.Type switch
        {
            "F64" => 8,
            "F32" => 4,
            "F16" or "BF16" => 2,
            _ => throw new ModelException($"{Path}: the tensor \"{name}\" is {entry.Type}; weights are F32, F16, BF16 or F64."),
        };
        // What is more than there could be stays so.
        long count = entry.Shape.Aggregate(1L, (product, length) => Math.Min(product * length, int.MaxValue));
        if (entry.End - entry.Begin != count * size || entry.End > file.Length - dataStart || count > int.MaxValue / 8)
        {
            throw new ModelException($"{Path}: the tensor \"{name}\", {entry.Type} [{string.Join(", ", entry.Shape)}], "
                + $"does not fit bytes {entry.Begin} to {entry.End} of {file.Length - dataStart}; the file is damaged or cut off.");
        }
        var bytes = new byte[count * size];
        file.Position = dataStart + entry.Begin;
        file.ReadExactly(bytes);
        return entry.Type switch
        {
            "F64" => Array.ConvertAll(MemoryMarshal.Cast<byte, double>(bytes).ToArray(), value => (float)value),
            "F32" => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
            "F16" => Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(bytes).ToArray(), value => (float)value),
            // The upper half of a binary32.
            _ => Array.ConvertAll(MemoryMarshal.Cast<byte, ushort>(bytes).ToArray(), value => BitConverter.UInt32BitsToSingle((uint)value << 16)),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private long ReadHeader()
    {
        Span<byte> prefix = stackalloc byte[8];
        file.ReadExactly(prefix);
        ulong length = BitConverter.ToUInt64(prefix);
        if (length > MostHeaderBytes || (long)length > file.Length - 8)
            throw new FormatException($"its header would have {length} bytes of {file.Length}");
        var header = new byte[length];
        file.ReadExactly(header);
        using JsonDocument json = JsonDocument.Parse(header, new JsonDocumentOptions { AllowDuplicateProperties = false });
        foreach (JsonProperty tensor in json.RootElement.EnumerateObject().Where(tensor => tensor.Name != "__metadata__"))
            entries[tensor.Name] = ReadEntry(tensor);
        return 8 + (long)length;
    }

    private static Entry ReadEntry(JsonProperty tensor)
    {
        try
        {
            string? type = tensor.Value.GetProperty("dtype").GetString();
            int[] shape = tensor.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()).ToArray();
            long[] offsets = tensor.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64()).ToArray();
            if (type != null && shape.All(size => size >= 0) && offsets is [>= 0, >= 0])
                return new Entry(type, shape, offsets[0], offsets[1]);
        }
        catch (Exception problem) when (problem is InvalidOperationException or FormatException or KeyNotFoundException)
        {
            // Said below, with the tensor's name.
        }
        throw new FormatException($"the tensor \"{tensor.Name}\" has no \"dtype\", \"shape\" and \"data_offsets\" as every tensor has");
    }
}
