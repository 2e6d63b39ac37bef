using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace SagTextures.Models
{
    /// <summary>Writes what <see cref="SafetensorsReader"/> reads; data starts at a multiple of 8 bytes.</summary>
    internal static class SafetensorsWriter
    {
        public static void Write(Stream stream, SafetensorsFile file)
        {
            byte[] header = Encoding.UTF8.GetBytes(Header(file));
            int padded = (header.Length + 7) / 8 * 8;
            var prefix = new byte[8 + padded];
            BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)padded);
            prefix.AsSpan(8).Fill((byte)' ');
            header.CopyTo(prefix, 8);
            stream.Write(prefix, 0, prefix.Length);
            foreach (ModelTensor tensor in file.Tensors)
            {
                stream.Write(tensor.Data.Span);
            }
        }

        private static string Header(SafetensorsFile file)
        {
            JsonWriter json = new JsonWriter().Open('{');
            json.Name("__metadata__").Open('{');
            foreach (KeyValuePair<string, string> entry in file.Metadata)
            {
                json.Name(entry.Key).String(entry.Value);
            }

            json.Close('}');
            long offset = 0;
            foreach (ModelTensor tensor in file.Tensors)
            {
                json.Name(tensor.Name).Open('{');
                json.Name("dtype").String(tensor.Type == TensorType.Float32 ? "F32" : "F16");
                json.Name("shape").Open('[');
                foreach (int size in tensor.Shape)
                {
                    json.Number(size);
                }

                json.Close(']').Name("data_offsets").Open('[').Number(offset);
                offset += tensor.Data.Length;
                json.Number(offset).Close(']').Close('}');
            }

            return json.Close('}').ToString();
        }
    }
}
