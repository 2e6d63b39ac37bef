using System;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Training.Data;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Metrics;

/// <summary>What a training shows of its images, mirrored too, in 32×32 versions: a generator may have learned it by heart.</summary>
public sealed class TrainingCrops
{
    private const int Side = 32, Lines = 3;
    private readonly Tensor transformed;
    private readonly Tensor power;
    private readonly Tensor images;

    /// <param name="crops">[M,3,R,R] in [−1,1].</param>
    /// <param name="images">[M]: number of the image that each is of.</param>
    public TrainingCrops(Tensor crops, Tensor images)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        crops = Small(crops);
        crops = cat([crops, crops.flip(3)]);
        transformed = fft.fft2(crops).DetachFromDisposeScope();
        power = crops.square().sum([1, 2, 3]).DetachFromDisposeScope();
        this.images = cat([images, images]).DetachFromDisposeScope();
    }

    /// <summary>Images of the training resolution whole, and three by three crops of larger ones.</summary>
    public static TrainingCrops Of(IReadOnlyList<RgbImage> images, int resolution)
    {
        using var scope = NewDisposeScope();
        var crops = new List<Tensor>();
        var numbers = new List<long>();
        for (int i = 0; i < images.Count; i++)
        {
            RgbImage[] parts = Places(images[i].Height - resolution)
                .SelectMany(top => Places(images[i].Width - resolution).Select(left => images[i].Crop(left, top, resolution))).ToArray();
            crops.Add(Small(TextureTensor.Of(parts, resolution)));
            numbers.AddRange(parts.Select(_ => (long)i));
        }
        return new TrainingCrops(cat(crops), tensor(numbers.ToArray()));

        static IEnumerable<int> Places(int room) => room == 0 ? [0] : Enumerable.Range(0, Lines).Select(i => room * i / (Lines - 1));
    }

    /// <summary>
    /// Distance of each texture to the nearest crop, whichever way that is rolled: root mean square, in 8-bit levels. Small means
    /// copied.
    /// </summary>
    /// <param name="textures">[N,3,R,R] in [−1,1].</param>
    /// <param name="own">Of training images [N]: their numbers; nobody is his own neighbour.</param>
    /// <returns>[N].</returns>
    public double[] Nearest(Tensor textures, Tensor? own = null)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        textures = Small(textures);
        var nearest = new double[textures.shape[0]];
        for (int i = 0; i < nearest.Length; i++)
        {
            using var inner = NewDisposeScope();
            // All rolls at once: |x − roll(y)|² = |x|² + |y|² − 2·correlation.
            Tensor correlation = fft.ifft2(fft.fft2(textures[i]).conj() * transformed).real.sum(1).amax([1, 2]);
            Tensor squares = textures[i].square().sum() + power - 2 * correlation;
            if (own is not null)
                squares = squares.masked_fill(images == own[i], double.PositiveInfinity);
            nearest[i] = Math.Sqrt(Math.Max(0, squares.min().ToDouble()) / textures[i].NumberOfElements) * 127.5;
        }
        return nearest;
    }

    private static Tensor Small(Tensor x) => x.shape[3] > Side ? functional.adaptive_avg_pool2d(x, [Side, Side]) : x;
}
