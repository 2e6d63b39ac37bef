using System;

namespace SagTextures.Models
{
    /// <summary>Size of one image's activations between two layers, [channels, height, width].</summary>
    public readonly struct ActivationShape : IEquatable<ActivationShape>
    {
        /// <summary>Creates the shape.</summary>
        public ActivationShape(int channels, int height, int width)
        {
            Channels = channels;
            Height = height;
            Width = width;
        }

        /// <summary>Number of channels.</summary>
        public int Channels { get; }

        /// <summary>Rows.</summary>
        public int Height { get; }

        /// <summary>Columns.</summary>
        public int Width { get; }

        /// <summary>Elements in one channel.</summary>
        public int Area => checked(Height * Width);

        /// <summary>Elements in all.</summary>
        public int Count => checked(Channels * Area);

        /// <inheritdoc/>
        public bool Equals(ActivationShape other) =>
            Channels == other.Channels && Height == other.Height && Width == other.Width;

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is ActivationShape other && Equals(other);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Channels, Height, Width);

        /// <summary>As in "64×32×32".</summary>
        public override string ToString() => $"{Channels}×{Height}×{Width}";
    }
}
