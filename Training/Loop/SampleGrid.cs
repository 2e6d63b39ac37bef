using System.Collections.Generic;
using SagTextures.Training.SampleSet;
using static TorchSharp.torch;

namespace SagTextures.Training.Loop;

/// <summary>Generated textures as one picture.</summary>
internal static class SampleGrid
{
    private const int Columns = 8;

    /// <summary>Writes [count,3,R,R] in [−1,1] as a PNG.</summary>
    public static void Write(string path, Tensor textures)
    {
        using Tensor bytes = ((textures + 1) * 127.5f).round().clamp(0, 255).to(ScalarType.Byte)
            .permute(0, 2, 3, 1).contiguous();
        byte[] all = bytes.data<byte>().ToArray();
        int size = (int)textures.shape[3], length = size * size * 3;
        var pictures = new List<byte[]>();
        for (int i = 0; i < textures.shape[0]; i++)
            pictures.Add(all[(i * length)..((i + 1) * length)]);
        ContactSheet.Write(path, pictures, size, Columns, margin: 2);
    }
}
