// What the convolutions with cooperative matrices share: sizes, and where pixels lie.

layout(constant_id = 9) const bool IN_ALIGNED = false;      // in channels are whole eights
layout(constant_id = 11) const int MATRIX_ROWS = 16;
layout(constant_id = 12) const int MATRIX_COLUMNS = 16;
layout(constant_id = 13) const int MATRIX_DEPTH = 16;
layout(constant_id = 16) const int LANES = 32;              // of a subgroup
layout(constant_id = 18) const int STRIDE = 1;
layout(constant_id = 19) const int TAPS = 3;                // along each side
layout(constant_id = 20) const int PHASE_SHIFT = 0;         // phase p's taps begin at input position
layout(constant_id = 21) const int FIRST_OFFSET = 0;        // y + (p + PHASE_SHIFT) / STRIDE + FIRST_OFFSET
layout(constant_id = 22) const bool CIRCULAR = false;

layout(push_constant) uniform Sizes
{
    int inChannels;
    int inHeight;
    int inWidth;
    int outChannels;
    int outHeight;
    int outWidth;
    int positionsDown;   // of one phase
    int positionsAcross;
    int positions;       // positionsAcross × positionsDown × images
    int positionTiles;
    int channelTiles;
    int acrossInverse;   // see quotient()
    int acrossShift;
    int downInverse;
    int downShift;
};

// Of a division whose divisor has its inverse from the host (Rounding.cs); a division proper takes many times as long.
int quotient(int number, int inverse, int shift)
{
    uint high, low;
    umulExtended(uint(number), uint(inverse), high, low);
    return inverse == 0 ? number : int(high >> shift);
}

// (y, x, image) of one; the image is negative beyond the last.
ivec3 placeOf(int position)
{
    int row = quotient(position, acrossInverse, acrossShift);
    int image = quotient(row, downInverse, downShift);
    return ivec3(row - image * positionsDown, position - row * positionsAcross, position < positions ? image : -1);
}

// The pixel of an output, or −1.
int pixelOf(ivec3 place, int phase)
{
    int y = place.x * STRIDE + phase / STRIDE;
    int x = place.y * STRIDE + phase % STRIDE;
    return place.z >= 0 && y < outHeight && x < outWidth ? (place.z * outHeight + y) * outWidth + x : -1;
}

// Where eight channels of an input pixel begin: the number of the eight, or of the first element.
int indexOf(int pixel, int channel)
{
    return IN_ALIGNED ? pixel * (inChannels >> 3) + (channel >> 3) : pixel * inChannels + channel;
}

uvec4 loadInputs(int index)
{
    if (IN_ALIGNED)
    {
        return inputs8[index];
    }

    // Of channels that are no whole eights.
    int count = inChannels - (index - index / inChannels * inChannels);
    vec4 a, b;
    [[unroll]] for (int j = 0; j < 4; j++)
    {
        a[j] = j < count ? float(inputs[index + j]) : 0.0;
        b[j] = j + 4 < count ? float(inputs[index + 4 + j]) : 0.0;
    }

    return packed(a, b);
}
