#version 450

// Every linear map of the network (see ConvolutionOperation): an implicit matrix product in which the output channels are
// the rows, the positions the columns, and taps × input channels what is summed. A transposed convolution of stride s is
// s·s ordinary convolutions, one for each phase of the output; nothing is multiplied by inserted zeros.
//
// One invocation makes CHANNELS output channels × POSITIONS neighbouring positions × all horizontal phases, in registers:
// STRIDE·POSITIONS neighbouring pixels of one output row. Grid: position tiles within channel tiles, so that layers of few
// pixels and many channels fill workgroups too; vertical phases on the z axis.

#include "interface.glsl"
#include "epilogue.glsl"

layout(constant_id = 5) const int CHANNELS = 8;  // of a tile, a multiple of 4
layout(constant_id = 6) const int POSITIONS = 4; // of a tile
layout(constant_id = 7) const int STRIDE = 1;
layout(constant_id = 8) const int TAPS = 3;
layout(constant_id = 9) const int PHASE_SHIFT = 0;   // phase p's taps begin at input position
layout(constant_id = 10) const int FIRST_OFFSET = 0; // y + (p + PHASE_SHIFT) / STRIDE + FIRST_OFFSET
layout(constant_id = 11) const bool CIRCULAR = false;
layout(constant_id = 12) const bool ALIGNED = false; // rows are whole vec4s, and a tile is one of them

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
    return CIRCULAR ? (i % size + size) % size : clamp(i, 0, size - 1);
}

void main()
{
    int i = elementIndex();
    if (i >= tiles * channelTiles)
    {
        return;
    }

    int channelTile = i / tiles;
    int tile = i % tiles;
    int column = tile % tilesAcross * POSITIONS;
    int row = tile / tilesAcross % positionsDown;
    int image = tile / tilesAcross / positionsDown;
    int phaseY = int(gl_WorkGroupID.z);

    int columnIndex[WINDOW];
    bool columnInside[WINDOW];
    [[unroll]] for (int i = 0; i < WINDOW; i++)
    {
        int x = column + FIRST_COLUMN + i;
        columnIndex[i] = wrap(x, inWidth);
        columnInside[i] = CIRCULAR || (x >= 0 && x < inWidth);
    }

    float sums[CHANNELS * STRIDE * POSITIONS];
    [[unroll]] for (int i = 0; i < CHANNELS * STRIDE * POSITIONS; i++)
    {
        sums[i] = 0.0;
    }

    int inArea = inHeight * inWidth;
    int weight = (phaseY * channelTiles + channelTile) * TAPS * inChannels * STRIDE * TAPS * VECTORS;
    for (int tapY = 0; tapY < TAPS; tapY++)
    {
        int y = row + phaseOffset(phaseY) + tapY;
        bool rowInside = CIRCULAR || (y >= 0 && y < inHeight);
        int start = image * inChannels * inArea + wrap(y, inHeight) * inWidth;
        for (int c = 0; c < inChannels; c++)
        {
            float window[WINDOW];
            vec4 center;
            if (ALIGNED)
            {
                center = inputs4[(start + column) / 4];
            }

            [[unroll]] for (int i = 0; i < WINDOW; i++)
            {
                int fromColumn = FIRST_COLUMN + i;
                float x = ALIGNED && fromColumn >= 0 && fromColumn < 4
                    ? center[fromColumn & 3]
                    : inputs[start + columnIndex[i]];
                window[i] = rowInside && columnInside[i] ? x : 0.0;
            }

            [[unroll]] for (int phase = 0; phase < STRIDE; phase++)
            {
                [[unroll]] for (int tap = 0; tap < TAPS; tap++)
                {
                    [[unroll]] for (int v = 0; v < VECTORS; v++)
                    {
                        vec4 w = weights[weight];
                        weight++;
                        [[unroll]] for (int p = 0; p < POSITIONS; p++)
                        {
                            float x = window[phaseOffset(phase) - FIRST_COLUMN + tap + p];
                            int first = (phase * POSITIONS + p) * CHANNELS + 4 * v;
                            sums[first] += w.x * x;
                            sums[first + 1] += w.y * x;
                            sums[first + 2] += w.z * x;
                            sums[first + 3] += w.w * x;
                        }
                    }
                }
            }

            start += inArea;
        }
    }

    int outY = row * STRIDE + phaseY;
    if (outY >= outHeight)
    {
        return;
    }

    [[unroll]] for (int m = 0; m < CHANNELS; m++)
    {
        int channel = channelTile * CHANNELS + m;
        [[unroll]] for (int p = 0; p < POSITIONS; p++)
        {
            [[unroll]] for (int phase = 0; phase < STRIDE; phase++)
            {
                int outX = (column + p) * STRIDE + phase;
                if (channel < outChannels && outX < outWidth)
                {
                    int index = ((image * outChannels + channel) * outHeight + outY) * outWidth + outX;
                    store(index, sums[(phase * POSITIONS + p) * CHANNELS + m], image, channel, outChannels);
                }
            }
        }
    }
}
