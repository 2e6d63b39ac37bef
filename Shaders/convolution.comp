#version 450

// Every linear map of the network (see ConvolutionOperation): an implicit matrix product in which the output channels are
// the rows, the positions the columns, and taps × input channels what is summed. A transposed convolution of stride s is
// s·s ordinary convolutions, one for each phase of the output; nothing is multiplied by inserted zeros.
//
// One invocation makes CHANNELS output channels × POSITIONS neighbouring positions × all horizontal phases, in registers:
// STRIDE·POSITIONS neighbouring pixels of one output row. Grid: position tiles within channel tiles, so that layers of few
// pixels and many channels fill workgroups too; vertical phases on the z axis.

#include "interface.glsl"
#include "convolution.glsl"

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

    [[unroll]] for (int i = 0; i < STRIDE * POSITIONS * VECTORS; i++)
    {
        sums[i] = vec4(0.0);
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
                center = vec4(inputs4[(start + column) / 4]);
            }

            [[unroll]] for (int i = 0; i < WINDOW; i++)
            {
                int fromColumn = FIRST_COLUMN + i;
                float x = ALIGNED && fromColumn >= 0 && fromColumn < 4
                    ? center[fromColumn & 3]
                    : float(inputs[start + columnIndex[i]]);
                window[i] = rowInside && columnInside[i] ? x : 0.0;
            }

            [[unroll]] for (int phase = 0; phase < STRIDE; phase++)
            {
                [[unroll]] for (int tap = 0; tap < TAPS; tap++)
                {
                    [[unroll]] for (int v = 0; v < VECTORS; v++)
                    {
                        vec4 w = vec4(weights[weight]);
                        weight++;
                        [[unroll]] for (int p = 0; p < POSITIONS; p++)
                        {
                            sums[(phase * POSITIONS + p) * VECTORS + v] += w * window[phaseOffset(phase) - FIRST_COLUMN + tap + p];
                        }
                    }
                }
            }

            start += inArea;
        }
    }

    storeTile(image, channelTile * CHANNELS, column, row * STRIDE + phaseY);
}
