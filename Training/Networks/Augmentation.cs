using System;

namespace SagTextures.Training.Networks;

/// <summary>What <see cref="DiffAugment"/> does.</summary>
[Flags]
public enum Augmentation
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Brightness ±0.5, saturation 0…2, contrast 0.5…1.5.</summary>
    Color = 1,

    /// <summary>Shifts up to an eighth of the side; what leaves comes back on the other side when textures are seamless.</summary>
    Translation = 2,

    /// <summary>A square of half the side becomes grey.</summary>
    Cutout = 4,
}
