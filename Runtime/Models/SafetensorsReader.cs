using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace SagTextures.Models
{
    /// <summary>
    /// Reads a safetensors file and trusts nothing in it: every size is checked before memory is taken for it, tensors must
    /// neither overlap nor leave holes, and the only element types are F32 and F16.
    /// </summary>
    internal static class SafetensorsReader
    {
        /// <summary>Room for ten thousand tensors; a generator has dozens.</summary>
        private const int MaxHeaderLength = 4 << 20;
        private const int MaxTensorBytes = int.MaxValue - (1 << 16);

        public static SafetensorsFile Read(Stream stream)
        {
            long length = stream.Length - stream.Position;
            if (length < 8)
            {
                throw new FormatException($"it has {length} bytes, too few for a safetensors file");
            }

            var prefix = new byte[8];
            ReadExactly(stream, prefix);
            ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
            if (headerLength > MaxHeaderLength)
            {
                throw new FormatException(
                    $"its header claims {headerLength} bytes, more than the {MaxHeaderLength} that a header may have");
            }

            if ((long)headerLength > length - 8)
            {
                throw new FormatException($"it is truncated: the header has {headerLength} bytes, the file {length}");
            }

            var header = new byte[(int)headerLength];
            ReadExactly(stream, header);
            JsonValue root = ParseHeader(header);
            long dataLength = length - 8 - (long)headerLength;
            List<Entry> entries = ReadEntries(root, out Dictionary<string, string> metadata);
            CheckLayout(entries, dataLength);

            byte[] data = FreshMemory.Allocate((int)dataLength);
            ReadExactly(stream, data);
            var tensors = new List<ModelTensor>(entries.Count);
            foreach (Entry entry in entries)
            {
                var bytes = new ReadOnlyMemory<byte>(data, (int)entry.Begin, (int)(entry.End - entry.Begin));
                tensors.Add(new ModelTensor(entry.Name, entry.Type, entry.Shape, bytes));
            }

            return new SafetensorsFile(metadata, tensors);
        }

        private static JsonValue ParseHeader(byte[] header)
        {
            try
            {
                var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
                return JsonReader.Parse(strict.GetString(header));
            }
            catch (Exception e) when (e is FormatException || e is ArgumentException)
            {
                throw new FormatException($"its header is not valid JSON: {e.Message}", e);
            }
        }

        private static List<Entry> ReadEntries(JsonValue root, out Dictionary<string, string> metadata)
        {
            metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            var entries = new List<Entry>();
            if (root.Kind != JsonKind.Object)
            {
                throw new FormatException("its header is not a JSON object");
            }

            foreach (KeyValuePair<string, JsonValue> member in root.Members)
            {
                if (member.Key == "__metadata__")
                {
                    ReadMetadata(member.Value, metadata);
                }
                else
                {
                    entries.Add(ReadEntry(member.Key, member.Value));
                }
            }

            return entries;
        }

        private static void ReadMetadata(JsonValue value, Dictionary<string, string> metadata)
        {
            if (value.Kind != JsonKind.Object)
            {
                throw new FormatException("__metadata__ is not a JSON object");
            }

            foreach (KeyValuePair<string, JsonValue> member in value.Members)
            {
                metadata.Add(
                    member.Key,
                    member.Value.Kind == JsonKind.String
                        ? member.Value.Text
                        : throw new FormatException($"__metadata__ \"{member.Key}\" is not a string"));
            }
        }

        private static Entry ReadEntry(string name, JsonValue value)
        {
            var fields = new JsonFields(value, $"tensor \"{name}\"");
            string dtype = fields.String("dtype");
            IReadOnlyList<JsonValue> sizes = fields.Array("shape");
            IReadOnlyList<JsonValue> offsets = fields.Array("data_offsets");
            fields.RefuseOthers();

            TensorType type = dtype switch
            {
                "F32" => TensorType.Float32,
                "F16" => TensorType.Float16,
                _ => throw new FormatException($"tensor \"{name}\" has dtype {dtype}; F32 and F16 are known"),
            };

            var shape = new int[sizes.Count];
            long bytes = ModelTensor.ElementSize(type);
            for (int i = 0; i < shape.Length; i++)
            {
                if (!sizes[i].TryGetInt64(out long size) || size < 1 || (bytes *= Math.Min(size, int.MaxValue)) > MaxTensorBytes)
                {
                    throw new FormatException(
                        $"tensor \"{name}\" has an impossible shape: sizes are at least 1 and a tensor is below 2 GB");
                }

                shape[i] = (int)size;
            }

            if (offsets.Count != 2
                || !offsets[0].TryGetInt64(out long begin)
                || !offsets[1].TryGetInt64(out long end)
                || begin < 0
                || end < begin)
            {
                throw new FormatException($"tensor \"{name}\" has data_offsets that are not a range");
            }

            return end - begin == bytes
                ? new Entry(name, type, shape, begin, end)
                : throw new FormatException($"tensor \"{name}\" spans {end - begin} bytes, its shape and dtype need {bytes}");
        }

        private static void CheckLayout(List<Entry> entries, long dataLength)
        {
            entries.Sort((a, b) => a.Begin.CompareTo(b.Begin));
            long position = 0;
            foreach (Entry entry in entries)
            {
                if (entry.Begin < position)
                {
                    throw new FormatException($"tensor \"{entry.Name}\" overlaps the one before it");
                }

                if (entry.Begin > position)
                {
                    throw new FormatException($"there is a hole of {entry.Begin - position} bytes before tensor \"{entry.Name}\"");
                }

                position = entry.End;
            }

            if (position > dataLength)
            {
                throw new FormatException($"it is truncated: tensors need {position} bytes, {dataLength} are there");
            }

            if (position < dataLength)
            {
                throw new FormatException($"{dataLength - position} bytes follow the last tensor");
            }

            if (dataLength > MaxTensorBytes)
            {
                throw new FormatException("it has more than 2 GB of weights");
            }
        }

        private static void ReadExactly(Stream stream, byte[] buffer)
        {
            int read = 0;
            while (read < buffer.Length)
            {
                int count = stream.Read(buffer, read, buffer.Length - read);
                if (count == 0)
                {
                    throw new FormatException("it ended while it was read");
                }

                read += count;
            }
        }

        private readonly struct Entry
        {
            public Entry(string name, TensorType type, int[] shape, long begin, long end)
            {
                Name = name;
                Type = type;
                Shape = shape;
                Begin = begin;
                End = end;
            }

            public string Name { get; }

            public TensorType Type { get; }

            public int[] Shape { get; }

            public long Begin { get; }

            public long End { get; }
        }
    }
}
