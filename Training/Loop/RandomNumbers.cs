using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Training.Loop;

/// <summary>Torch's random numbers.</summary>
internal static class RandomNumbers
{
    /// <summary>Seeds the CPU's and the device's, which has random numbers of its own.</summary>
    public static void Seed(int seed, Device device)
    {
        manual_seed(seed);
        if (device.type == DeviceType.CUDA)
            cuda.manual_seed_all(seed);
    }
}
