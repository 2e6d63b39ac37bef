// What the convolution shaders share: sizes, where the taps lie, and how a tile is stored.

#include "epilogue.glsl"

layout(constant_id = 5) const int CHANNELS = 8;  // of a tile, a multiple of 4
layout(constant_id = 6) const int POSITIONS = 4; // of a tile
layout(constant_id = 7) const int STRIDE = 1;
layout(constant_id = 8) const int TAPS = 3;
layout(constant_id = 9) const int PHASE_SHIFT = 0;   // phase p's taps begin at input position
layout(constant_id = 10) const int FIRST_OFFSET = 0; // y + (p + PHASE_SHIFT) / STRIDE + FIRST_OFFSET
layout(constant_id = 11) const bool CIRCULAR = false;
layout(constant_id = 12) const bool ALIGNED = false;    // input rows are whole vec4s, and a tile is one of them
layout(constant_id = 13) const bool WHOLE = false;      // output rows are whole tiles, each made of vec4s

layout(push_constant) uniform Sizes
{
    int inChannels;
    int inHeight;
    int inWidth;
    int outChannels;
    int outHeight;
    int outWidth;
    int positionsDown;  // of one phase
    int tilesAcross;
    int tiles;          // tilesAcross × positionsDown × images
    int channelTiles;
};

const int VECTORS = CHANNELS / 4;
const int FIRST_COLUMN = PHASE_SHIFT / STRIDE + FIRST_OFFSET;                // leftmost input column, from the tile's
const int PHASE_SPREAD = (STRIDE - 1 + PHASE_SHIFT) / STRIDE - PHASE_SHIFT / STRIDE;
const int WINDOW = POSITIONS + PHASE_SPREAD + TAPS - 1;                      // input columns that the tile sees

int phaseOffset(int phase)
{
    return (phase + PHASE_SHIFT) / STRIDE + FIRST_OFFSET;
}

int wrap(int i, int size)
{
    return CIRCULAR ? modulo(i, size) : clamp(i, 0, size - 1);
}

// Of one invocation's tile: [phase x, position, channel / 4]. Vectors: drivers compile them in less time.
vec4 sums[STRIDE * POSITIONS * VECTORS];

float sumAt(int channel, int pixel)
{
    return sums[(pixel % STRIDE * POSITIONS + pixel / STRIDE) * VECTORS + channel / 4][channel % 4];
}

void storeTile(int image, int firstChannel, int column, int outY)
{
    if (outY >= outHeight)
    {
        return;
    }

    [[unroll]] for (int m = 0; m < CHANNELS; m++)
    {
        int channel = firstChannel + m;
        if (channel < outChannels)
        {
            int start = ((image * outChannels + channel) * outHeight + outY) * outWidth + column * STRIDE;
            vec2 map = affineOf(image, channel, outChannels);
            if (WHOLE)
            {
                [[unroll]] for (int pixel = 0; pixel < STRIDE * POSITIONS; pixel += 4)
                {
                    store4(start + pixel, vec4(
                        sumAt(m, pixel), sumAt(m, pixel + 1), sumAt(m, pixel + 2), sumAt(m, pixel + 3)), map);
                }
            }
            else
            {
                [[unroll]] for (int pixel = 0; pixel < STRIDE * POSITIONS; pixel++)
                {
                    if (column * STRIDE + pixel < outWidth)
                    {
                        store(start + pixel, sumAt(m, pixel), map);
                    }
                }
            }
        }
    }
}
