using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using SagTextures.Models;

namespace SagTextures.Tests.Models
{
    /// <summary>Model files put together by hand, so that single rules can be broken.</summary>
    internal static class SafetensorsBuilder
    {
        /// <summary>A file of any header and any data.</summary>
        public static byte[] Raw(string header, byte[] data, ulong? claimedLength = null)
        {
            byte[] text = Encoding.UTF8.GetBytes(header);
            return BitConverter.GetBytes(claimedLength ?? (ulong)text.Length).Concat(text).Concat(data).ToArray();
        }

        /// <summary>A good file.</summary>
        public static byte[] Good(TensorType type = TensorType.Float32)
        {
            string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
            try
            {
                ModelFile.Write(RandomModel.Sagan(resolution: 16, width: 8, latent: 4, type: type), path);
                return File.ReadAllBytes(path);
            }
            finally
            {
                File.Delete(path);
            }
        }

        /// <summary>A good file with one change to its header text; every length is put right again.</summary>
        public static byte[] WithHeader(Func<string, string> change)
        {
            byte[] good = Good();
            int length = (int)BitConverter.ToUInt64(good, 0);
            string header = Encoding.UTF8.GetString(good, 8, length);
            string changed = change(header);
            if (changed == header)
            {
                throw new InvalidOperationException("The change did not change anything.");
            }

            return Raw(changed, good.AsSpan(8 + length).ToArray());
        }

        /// <summary>Two tensors of two floats with freely chosen entries.</summary>
        public static byte[] TwoTensors(string first, string second, int dataBytes = 16) =>
            Raw("{\"a\":{" + first + "},\"b\":{" + second + "}}", new byte[dataBytes]);

        public static IReadOnlyList<string> TensorNames(byte[] file) =>
            SafetensorsReader.Read(new MemoryStream(file)).Tensors.Select(tensor => tensor.Name).ToArray();
    }
}
