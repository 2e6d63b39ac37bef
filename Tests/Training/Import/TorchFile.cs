using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Tests.Import;

/// <summary>Writes a state dict as Python's <c>safetensors.torch.save_file</c> does: every type, in alphabetical order.</summary>
internal static class TorchFile
{
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> state, ScalarType type)
    {
        var header = new Dictionary<string, object> { ["__metadata__"] = new Dictionary<string, string> { ["format"] = "pt" } };
        using var data = new MemoryStream();
        foreach ((string name, Tensor tensor) in state.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            long begin = data.Length;
            ScalarType stored = tensor.is_floating_point() ? type : tensor.dtype;
            using Tensor converted = tensor.detach().to(stored).contiguous();
            data.Write(converted.bytes);
            header[name] = new { dtype = Name(stored), shape = tensor.shape, data_offsets = new[] { begin, data.Length } };
        }
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header);
        using FileStream file = File.Create(path);
        file.Write(BitConverter.GetBytes((ulong)json.Length));
        file.Write(json);
        data.WriteTo(file);
    }

    private static string Name(ScalarType type) => type switch
    {
        ScalarType.Float64 => "F64",
        ScalarType.Float32 => "F32",
        ScalarType.Float16 => "F16",
        ScalarType.BFloat16 => "BF16",
        ScalarType.Int64 => "I64",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
