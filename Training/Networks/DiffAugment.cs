using static TorchSharp.torch;

namespace SagTextures.Training.Networks;

/// <summary>
/// Differentiable augmentation of what D sees (Zhao et al. 2020). One instance is one draw: real and generated textures go
/// through the same, so D cannot tell them apart by it, and G's gradients go back through it.
/// </summary>
public sealed class DiffAugment
{
    private readonly long side;
    private readonly bool wraps;
    private readonly Tensor? brightness, saturation, contrast, shiftX, shiftY, hole;

    /// <param name="kinds">What to do.</param>
    /// <param name="strength">Probability of each kind for a texture, 0 to 1.</param>
    /// <param name="batch">Number of textures.</param>
    /// <param name="side">Their width and height.</param>
    /// <param name="wraps">Whether they tile: shifts and holes go around the edges.</param>
    /// <param name="device">Where they are.</param>
    public DiffAugment(Augmentation kinds, double strength, long batch, long side, bool wraps, Device device)
    {
        (this.side, this.wraps) = (side, wraps);
        if (kinds.HasFlag(Augmentation.Color))
        {
            brightness = Chosen() * (Random() - 0.5);
            saturation = 1 + Chosen() * (Random() * 2 - 1);
            contrast = 1 + Chosen() * (Random() - 0.5);
        }
        if (kinds.HasFlag(Augmentation.Translation))
        {
            long most = side / 8;
            Tensor chosen = Chosen();
            (shiftX, shiftY) = (Shift(), Shift());

            Tensor Shift() => (chosen * (Random() * (2 * most + 1) - most - 0.5).round()).to(ScalarType.Int64).view(batch, 1);
        }
        if (kinds.HasFlag(Augmentation.Cutout))
            hole = Chosen() * Hole();

        Tensor Random() => rand(batch, 1, 1, 1, device: device);
        Tensor Chosen() => (Random() < strength).to(float32);

        Tensor Hole()
        {
            Tensor x = Inside(Offset()), y = Inside(Offset());
            return y.view(batch, 1, side, 1) * x.view(batch, 1, 1, side);
        }

        // Where textures do not tile, the hole's middle may be on either edge, and anywhere between.
        Tensor Offset() => wraps ? (Random() * side).floor() : (Random() * (side + 1)).floor() - side / 4;

        // 1 where a position lies in the half that begins at the offset.
        Tensor Inside(Tensor offset)
        {
            Tensor position = arange(side, float32, device).view(1, side) - offset.view(batch, 1);
            if (wraps)
                position = position.remainder(side);
            return (position >= 0).logical_and(position < side / 2).to(float32);
        }
    }

    /// <summary>[B,3,R,R] → the same shape and number format; between them it is fp32.</summary>
    public Tensor Apply(Tensor x)
    {
        ScalarType type = x.dtype;
        if (brightness is not null)
        {
            x = x + brightness;
            Tensor grey = x.mean([1], keepdim: true);
            x = (x - grey) * saturation! + grey;
            Tensor mean = x.mean([1, 2, 3], keepdim: true);
            x = (x - mean) * contrast! + mean;
        }
        if (shiftX is not null)
            x = Translate(Translate(x, shiftX, 3), shiftY!, 2);
        return (hole is null ? x : x * (1 - hole)).to(type);
    }

    private Tensor Translate(Tensor x, Tensor shift, int dimension)
    {
        Tensor from = arange(side, ScalarType.Int64, x.device).view(1, side) + shift;
        long[] line = dimension == 3 ? [-1, 1, 1, side] : [-1, 1, side, 1];
        Tensor index = (wraps ? from.remainder(side) : from.clamp(0, side - 1)).view(line).expand(x.shape);
        Tensor moved = x.gather(dimension, index);
        return wraps ? moved : moved * (from >= 0).logical_and(from < side).to(x.dtype).view(line);
    }
}
