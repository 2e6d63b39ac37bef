using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Training.Data;

/// <summary>Batches of cropped, mirrored and rolled textures. What a step gets is a function of seed and step alone.</summary>
public sealed class TextureBatches
{
    private const int ScaleCount = 4;
    private readonly TextureFolder folder;
    private readonly TrainingConfig config;
    private readonly float[] buffer;
    private readonly long[] labels;
    private readonly Crop[] crops;
    private readonly RgbImage[]?[] scales;
    private int[] order = [];
    private long epoch = -1;

    public TextureBatches(TextureFolder folder, TrainingConfig config)
    {
        (this.folder, this.config) = (folder, config);
        buffer = new float[config.Batch * 3 * config.Resolution * config.Resolution];
        labels = new long[config.Batch];
        crops = new Crop[config.Batch];
        scales = new RgbImage[]?[folder.Textures.Count];
        // An image beside the class folders has no class to learn.
        bool isConditional = config.Conditional && folder.Classes.Count > 1
            && folder.Textures.All(texture => texture.Class.Length > 0);
        Classes = isConditional ? folder.Classes : [];
        ImageLabels = isConditional ? LabelsOf(folder) : [];
    }

    /// <summary>The classes to be told apart; empty when the training is unconditional.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Index of each image's class; empty when the training is unconditional.</summary>
    public IReadOnlyList<long> ImageLabels { get; }

    /// <summary>Batch number <paramref name="step"/>. Each epoch shows every image once, in a new order.</summary>
    public TextureBatch Batch(int step)
    {
        var random = new Random(HashCode(config.Seed, step));
        for (int i = 0; i < config.Batch; i++)
        {
            int image = Image((long)step * config.Batch + i);
            crops[i] = Draw(Scaled(image, random), random);
            labels[i] = Classes.Count > 0 ? ImageLabels[image] : 0;
        }
        int size = 3 * config.Resolution * config.Resolution;
        Parallel.For(0, config.Batch, i => Fill(buffer.AsSpan(i * size, size), crops[i]));
        return new TextureBatch(
            tensor(buffer, [config.Batch, 3, config.Resolution, config.Resolution]), Classes.Count > 0 ? tensor(labels) : null);
    }

    /// <summary>The image at a random scale, of a few that are made once and kept.</summary>
    private RgbImage Scaled(int index, Random random)
    {
        RgbImage[] sizes = scales[index] ??= Scales(folder.Textures[index].Image).ToArray();
        return sizes.Length == 1 ? sizes[0] : sizes[random.Next(sizes.Length)];
    }

    private IEnumerable<RgbImage> Scales(RgbImage image)
    {
        int shorter = Math.Min(image.Width, image.Height);
        double most = Math.Min(config.CropScale, (double)shorter / config.Resolution);
        int count = most > 1.05 ? ScaleCount : 1;
        for (int i = 0; i < count; i++)
        {
            double scale = Math.Pow(most, -(double)i / Math.Max(1, count - 1));
            yield return image.Shrink(
                Math.Max(config.Resolution, (int)Math.Round(image.Width * scale)),
                Math.Max(config.Resolution, (int)Math.Round(image.Height * scale)));
        }
    }

    private static long[] LabelsOf(TextureFolder folder)
    {
        Dictionary<string, long> index = folder.Classes.Select((name, i) => (name, i))
            .ToDictionary(pair => pair.name, pair => (long)pair.i, StringComparer.Ordinal);
        return folder.Textures.Select(texture => index[texture.Class]).ToArray();
    }

    /// <summary>Index of the image that is shown at a position in the endless sequence of epochs.</summary>
    private int Image(long position)
    {
        int count = folder.Textures.Count;
        if (position / count != epoch)
        {
            epoch = position / count;
            order = new int[count];
            for (int i = 0; i < count; i++)
                order[i] = i;
            new Random(HashCode(config.Seed, ~epoch)).Shuffle(order);
        }
        return order[position % count];
    }

    private readonly record struct Crop(RgbImage Image, int Left, int Top, bool Mirror, int RollX, int RollY);

    private Crop Draw(RgbImage image, Random random)
    {
        int resolution = config.Resolution;
        return new Crop(
            image,
            Left: random.Next(image.Width - resolution + 1),
            Top: random.Next(image.Height - resolution + 1),
            Mirror: config.Flip && random.Next(2) == 1,
            RollX: config.Seamless ? random.Next(resolution) : 0,
            RollY: config.Seamless ? random.Next(resolution) : 0);
    }

    private void Fill(Span<float> target, Crop crop)
    {
        (RgbImage image, int resolution) = (crop.Image, config.Resolution);
        for (int y = 0; y < resolution; y++)
        {
            int row = (crop.Top + (y + crop.RollY) % resolution) * image.Width + crop.Left;
            for (int x = 0; x < resolution; x++)
            {
                int column = (x + crop.RollX) % resolution;
                int from = (row + (crop.Mirror ? resolution - 1 - column : column)) * 3;
                for (int c = 0; c < 3; c++)
                    target[(c * resolution + y) * resolution + x] = image.Pixels[from + c] / 127.5f - 1;
            }
        }
    }

    /// <summary>Mixes seed and number; System.HashCode would differ from process to process.</summary>
    internal static int HashCode(int seed, long number)
    {
        ulong x = unchecked((ulong)number * 0x9E3779B97F4A7C15 + (uint)seed * 0xD1B54A32D192ED03);
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return (int)(x ^ (x >> 31));
    }
}
