using System.Runtime.Intrinsics.X86;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Training.Loop;

/// <summary>Which number format a step computes in.</summary>
internal static class Precision
{
    /// <summary>The format that the options mean on this machine.</summary>
    public static ScalarType TypeOf(TrainingConfig config, Device device) => config.Precision switch
    {
        "bfloat16" => ScalarType.BFloat16,
        "auto" when device.type == DeviceType.CPU && MultipliesBFloat16 => ScalarType.BFloat16,
        _ => ScalarType.Float32,
    };

    /// <summary>
    /// AVX512_BF16: twice the multiplications of fp32 an instruction, and half the bytes. Elsewhere libtorch's bfloat16 is
    /// slower than its fp32.
    /// </summary>
    private static bool MultipliesBFloat16 => X86Base.IsSupported
        && X86Base.CpuId(0, 0).Eax >= 7 && (X86Base.CpuId(7, 1).Eax & 1 << 5) != 0;
}
