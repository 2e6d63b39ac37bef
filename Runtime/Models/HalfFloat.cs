using System;

namespace SagTextures.Models
{
    /// <summary>IEEE 754 binary16, which netstandard2.1 has no type for.</summary>
    internal static class HalfFloat
    {
        public const float MaxValue = 65504f;

        /// <summary>Numbers beyond ±65504 become ±65504.</summary>
        public static void Pack(ReadOnlySpan<float> values, Span<ushort> bits)
        {
            for (int i = 0; i < values.Length; i++)
            {
                bits[i] = FromSingle(Math.Max(-MaxValue, Math.Min(MaxValue, values[i])));
            }
        }

        public static void Unpack(ReadOnlySpan<ushort> bits, Span<float> values)
        {
            for (int i = 0; i < bits.Length; i++)
            {
                values[i] = ToSingle(bits[i]);
            }
        }

        public static float ToSingle(ushort bits)
        {
            int sign = (bits & 0x8000) << 16;
            int exponent = (bits >> 10) & 0x1F;
            int mantissa = bits & 0x3FF;
            if (exponent == 0)
            {
                float magnitude = mantissa * (1f / (1 << 24));
                return sign == 0 ? magnitude : -magnitude;
            }

            int singleExponent = exponent == 31 ? 255 : exponent - 15 + 127;
            return BitConverter.Int32BitsToSingle(sign | (singleExponent << 23) | (mantissa << 13));
        }

        /// <summary>Rounds to the nearest, ties to even; magnitudes from 65520 on become infinite.</summary>
        public static ushort FromSingle(float value)
        {
            int bits = BitConverter.SingleToInt32Bits(value);
            int sign = (bits >> 16) & 0x8000;
            int magnitude = bits & 0x7FFFFFFF;
            if (magnitude > 0x7F800000)
            {
                return (ushort)(sign | 0x7E00);
            }

            // Below 2^-14 the result is subnormal: adding 0.5 aligns the mantissa so that the FPU does the rounding.
            if (magnitude < 113 << 23)
            {
                float aligned = BitConverter.Int32BitsToSingle(magnitude) + 0.5f;
                return (ushort)(sign | (BitConverter.SingleToInt32Bits(aligned) - 0x3F000000));
            }

            int rounded = magnitude + 0xFFF + ((magnitude >> 13) & 1);
            return (ushort)(sign | Math.Min((rounded >> 13) - (112 << 10), 0x7C00));
        }
    }
}
