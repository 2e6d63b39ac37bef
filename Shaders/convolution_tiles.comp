#version 450

// The convolution of convolution.comp for GPUs: a workgroup loads tiles of weights and inputs once, into shared memory. Each
// invocation makes THREAD_ROWS output channels × 4 positions.

#include "interface.glsl"
#include "convolution_tiles.glsl"

layout(constant_id = 12) const int THREAD_ROWS = 8; // 4 or a multiple

const int PARTS = THREAD_ROWS / 4;
const int PARTIAL = SPLIT > 1 ? ROWS * COLUMN_VECTORS : 1;

shared vec4 weightTile[SPLIT * DEPTH * ROW_VECTORS];
shared vec4 inputTile[SPLIT * DEPTH * COLUMN_VECTORS];
shared vec4 partial[PARTIAL];

void main()
{
    int group = int(gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x);
    if (group >= columnTiles * channelTiles)
    {
        return;
    }

    int channelTile = group / columnTiles;
    int firstColumn = group % columnTiles * COLUMNS;
    int part = int(gl_LocalInvocationID.x) / THREADS;
    int thread = int(gl_LocalInvocationID.x) % THREADS;
    int column = thread % COLUMN_VECTORS;
    int row = thread / COLUMN_VECTORS * PARTS;
    Columns at = columnsFrom(firstColumn + column * 4);

    // [channel], of four positions.
    vec4 sums[THREAD_ROWS];
    [[unroll]] for (int i = 0; i < THREAD_ROWS; i++)
    {
        sums[i] = vec4(0.0);
    }

    // Loads are one block ahead.
    int blocks = blockCount();
    for (int first = -SPLIT; first < blocks; first += SPLIT)
    {
        if (first >= 0)
        {
            barrier();
            [[unroll]] for (int i = 0; i < INPUT_LOADS; i++)
            {
                int number = i * THREADS + thread;
                if (number < DEPTH * COLUMN_VECTORS)
                {
                    inputTile[part * DEPTH * COLUMN_VECTORS + number] = loadedInputs[i];
                }
            }

            [[unroll]] for (int i = 0; i < WEIGHT_LOADS; i++)
            {
                int number = i * THREADS + thread;
                if (number < DEPTH * ROW_VECTORS)
                {
                    weightTile[part * DEPTH * ROW_VECTORS + number] = loadedWeights[i];
                }
            }

            barrier();
        }

        loadBlock(first + SPLIT + part, thread, channelTile, at);
        if (first >= 0)
        {
            for (int k = 0; k < DEPTH; k++)
            {
                vec4 x = inputTile[(part * DEPTH + k) * COLUMN_VECTORS + column];
                [[unroll]] for (int v = 0; v < PARTS; v++)
                {
                    vec4 w = weightTile[(part * DEPTH + k) * ROW_VECTORS + row + v];
                    sums[4 * v] += w.x * x;
                    sums[4 * v + 1] += w.y * x;
                    sums[4 * v + 2] += w.z * x;
                    sums[4 * v + 3] += w.w * x;
                }
            }
        }
    }

    // One part after the other adds its sums, so that the order, and with it the result, is always the same.
    [[unroll]] for (int other = 1; other < SPLIT; other++)
    {
        barrier();
        [[unroll]] for (int i = 0; i < THREAD_ROWS; i++)
        {
            int index = (4 * row + i) * COLUMN_VECTORS + column;
            if (part == other)
            {
                partial[index] = sums[i];
            }
        }

        barrier();
        [[unroll]] for (int i = 0; i < THREAD_ROWS; i++)
        {
            int index = (4 * row + i) * COLUMN_VECTORS + column;
            if (part == 0)
            {
                sums[i] += partial[index];
            }
        }
    }

    if (part == 0)
    {
        [[unroll]] for (int i = 0; i < THREAD_ROWS; i++)
        {
            storeColumns(sums[i], channelTile * ROWS + 4 * row + i, at);
        }
    }
}
