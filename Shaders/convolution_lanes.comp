#version 450

// The convolution of convolution.comp for drivers that run on a CPU. Their memory is slow to reach, because each lane of a
// subgroup loads by itself, and their shuffles are fast, one instruction. So the lanes of a subgroup share what they load:
// all of them make the same output channels, each loads other weights, and hands them to the rest; and what a tile sees
// of the tiles beside it comes from their lanes. Neither shared memory nor barriers.

#extension GL_KHR_shader_subgroup_shuffle : require

#include "interface.glsl"
#include "convolution.glsl"

layout(constant_id = 14) const int LANES = 8;        // of a subgroup, which is a workgroup
layout(constant_id = 15) const int STEP = 1;         // input channels whose weights are loaded together: LANES vec4s or a multiple
layout(constant_id = 16) const bool NEIGHBOURS = false; // a row's tiles are lanes of one subgroup
layout(constant_id = 17) const int SPLIT = 1;        // parts of the lanes, each with its own share of the input channels

const int WIDTH = LANES / SPLIT;                                             // lanes of a part
const int BLOCK = STEP * STRIDE * TAPS * VECTORS;                            // vec4s of weights that belong together
const int LOADS = BLOCK / WIDTH;

void main()
{
    int lane = int(gl_SubgroupInvocationID);
    int firstLane = SPLIT == 1 ? 0 : lane / WIDTH * WIDTH;
    int group = elementIndex() / LANES;
    int groups = (tiles + WIDTH - 1) / WIDTH;
    int channelTile = group / groups;
    if (channelTile >= channelTiles)
    {
        return;
    }

    // Lanes beyond the last tile work along, for what they load.
    int tile = group % groups * WIDTH + lane % WIDTH;
    bool inside = tile < tiles && firstLane == 0;
    tile = min(tile, tiles - 1);
    int column = tile % tilesAcross * POSITIONS;
    int row = tile / tilesAcross % positionsDown;
    int image = tile / tilesAcross / positionsDown;
    int phaseY = int(gl_WorkGroupID.z);
    uint left = uint(lane / tilesAcross * tilesAcross + (lane + tilesAcross - 1) % tilesAcross);
    uint right = uint(lane / tilesAcross * tilesAcross + (lane + 1) % tilesAcross);

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
    int steps = (inChannels + STEP - 1) / STEP;
    int blocks = (phaseY * channelTiles + channelTile) * TAPS * steps;
    for (int tapY = 0; tapY < TAPS; tapY++)
    {
        int y = row + phaseOffset(phaseY) + tapY;
        bool rowInside = CIRCULAR || (y >= 0 && y < inHeight);
        int start = image * inChannels * inArea + wrap(y, inHeight) * inWidth;
        for (int firstStep = 0; firstStep < steps; firstStep += SPLIT)
        {
            int ownStep = firstStep + firstLane / WIDTH;
            bool ownInside = rowInside && (SPLIT == 1 || ownStep < steps);
            int weight = (blocks + min(ownStep, steps - 1)) * BLOCK + lane % WIDTH;
            vec4 loaded[LOADS];
            [[unroll]] for (int i = 0; i < LOADS; i++)
            {
                loaded[i] = vec4(weights[weight + i * WIDTH]);
            }

            [[unroll]] for (int step = 0; step < STEP; step++)
            {
                int plane = start + min(ownStep * STEP + step, inChannels - 1) * inArea;
                float window[WINDOW];
                vec4 center;
                if (ALIGNED)
                {
                    center = vec4(inputs4[(plane + column) / 4]);
                }

                [[unroll]] for (int i = 0; i < WINDOW; i++)
                {
                    int fromColumn = FIRST_COLUMN + i;
                    float x;
                    if (ALIGNED && fromColumn >= 0 && fromColumn < 4)
                    {
                        x = center[fromColumn & 3];
                    }
                    else if (ALIGNED && NEIGHBOURS && fromColumn >= -4 && fromColumn < 8)
                    {
                        x = subgroupShuffle(center[fromColumn & 3], fromColumn < 0 ? left : right);
                    }
                    else
                    {
                        x = float(inputs[plane + columnIndex[i]]);
                    }

                    window[i] = ownInside && columnInside[i] ? x : 0.0;
                }

                [[unroll]] for (int phase = 0; phase < STRIDE; phase++)
                {
                    [[unroll]] for (int tap = 0; tap < TAPS; tap++)
                    {
                        [[unroll]] for (int v = 0; v < VECTORS; v++)
                        {
                            int number = ((step * STRIDE + phase) * TAPS + tap) * VECTORS + v;
                            vec4 w = subgroupShuffle(loaded[number / WIDTH], uint(firstLane + number % WIDTH));
                            [[unroll]] for (int p = 0; p < POSITIONS; p++)
                            {
                                sums[(phase * POSITIONS + p) * VECTORS + v] += w * window[phaseOffset(phase) - FIRST_COLUMN + tap + p];
                            }
                        }
                    }
                }
            }
        }

        blocks += steps;
    }

    [[unroll]] for (int part = WIDTH; part < LANES; part *= 2)
    {
        [[unroll]] for (int i = 0; i < STRIDE * POSITIONS * VECTORS; i++)
        {
            sums[i] += subgroupShuffle(sums[i], uint(lane ^ part));
        }
    }

    if (inside)
    {
        storeTile(image, channelTile * CHANNELS, column, row * STRIDE + phaseY);
    }
}
