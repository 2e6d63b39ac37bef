namespace SagTextures.Training.Benchmark;

/// <summary>What runs the model.</summary>
internal enum ContestantKind
{
    /// <summary>The CPU backend.</summary>
    Cpu,

    /// <summary>The Vulkan backend.</summary>
    Vulkan,

    /// <summary>ONNX Runtime's CPU provider, on the exported model.</summary>
    OnnxRuntime,

    /// <summary>TorchSharp (libtorch) on the CPU.</summary>
    TorchSharp,
}
