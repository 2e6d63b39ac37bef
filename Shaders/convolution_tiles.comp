#version 450

// The convolution of convolution.comp for GPUs, as an implicit matrix product: rows are output channels, columns the positions of
// one phase in all images; summed are taps × input channels, DEPTH input channels of one tap at a time. A workgroup loads tiles of
// weights and inputs once, into shared memory. Each invocation makes THREAD_ROWS output channels × 4 positions.
//
// The workgroup may consist of SPLIT parts, each with its own share of what is summed (split-K): the deep layers of small
// images have few columns and long sums. Grid: column tiles within channel tiles; phases on the z axis.

#include "interface.glsl"
#include "epilogue.glsl"

layout(constant_id = 5) const int ROWS = 64;             // of a tile, a multiple of 4
layout(constant_id = 6) const int COLUMNS = 64;          // of a tile, a multiple of 4
layout(constant_id = 7) const int DEPTH = 16;
layout(constant_id = 8) const int SPLIT = 1;
layout(constant_id = 9) const int THREADS = 128;         // of a part, a multiple of COLUMNS / 4
layout(constant_id = 10) const bool ALIGNED = false;     // input rows are whole vec4s, and so are the positions across
layout(constant_id = 11) const bool WHOLE = false;       // output rows are whole vec4s, and there is one phase
layout(constant_id = 12) const int THREAD_ROWS = 8; // 4 or a multiple

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
    int columns;         // positionsAcross × positionsDown × images
    int columnTiles;
    int channelTiles;
    int stride;
    int taps;
    int phaseShift;      // phase p's taps begin at input position
    int firstOffset;     // y + (p + phaseShift) / stride + firstOffset
    int isCircular;
};

const int COLUMN_VECTORS = COLUMNS / 4;
const int ROW_VECTORS = ROWS / 4;
const int INPUT_LOADS = (DEPTH * COLUMN_VECTORS + THREADS - 1) / THREADS;
const int WEIGHT_LOADS = (DEPTH * ROW_VECTORS + THREADS - 1) / THREADS;

// Four neighbouring columns.
struct Columns
{
    ivec4 y; // positions
    ivec4 x;
    ivec4 image;
    bvec4 inside;
};

Columns columnsFrom(int first)
{
    Columns at;
    ivec4 column = first + ivec4(0, 1, 2, 3);
    at.inside = lessThan(column, ivec4(columns));
    column = min(column, columns - 1);
    ivec4 row = column / positionsAcross;
    at.x = column - row * positionsAcross;
    at.image = row / positionsDown;
    at.y = row - at.image * positionsDown;
    return at;
}

int phaseY()
{
    return int(gl_WorkGroupID.z) / stride;
}

int phaseX()
{
    return int(gl_WorkGroupID.z) % stride;
}

ivec4 wrap4(ivec4 i, int size)
{
    return isCircular != 0
        ? ivec4(modulo(i.x, size), modulo(i.y, size), modulo(i.z, size), modulo(i.w, size))
        : clamp(i, 0, size - 1);
}

// What one invocation loads for the next DEPTH of the sum, while the workgroup still multiplies the last one.
vec4 loadedInputs[INPUT_LOADS];
vec4 loadedWeights[WEIGHT_LOADS];

// Number of DEPTHs of a sum.
int blockCount()
{
    return taps * taps * ((inChannels + DEPTH - 1) / DEPTH);
}

void loadBlock(int block, int thread, int channelTile, Columns at)
{
    int blocksOfTap = (inChannels + DEPTH - 1) / DEPTH;
    int tap = block / blocksOfTap;
    int firstInput = (block - tap * blocksOfTap) * DEPTH;
    bool isBlock = tap < taps * taps;

    int offsetX = (phaseX() + phaseShift) / stride + firstOffset + tap % taps;
    ivec4 y = at.y + (phaseY() + phaseShift) / stride + firstOffset + tap / taps;
    ivec4 x = at.x + offsetX;
    int inArea = inHeight * inWidth;
    ivec4 start = at.image * inChannels * inArea + wrap4(y, inHeight) * inWidth + wrap4(x, inWidth);
    bvec4 zero = isCircular != 0
        ? not(at.inside)
        : not(bvec4(ivec4(at.inside) * ivec4(equal(y, clamp(y, 0, inHeight - 1)))
            * ivec4(equal(x, clamp(x, 0, inWidth - 1)))));
    [[unroll]] for (int i = 0; i < INPUT_LOADS; i++)
    {
        int channel = firstInput + (i * THREADS + thread) / COLUMN_VECTORS;
        ivec4 index = start + min(channel, inChannels - 1) * inArea;
        vec4 loaded;
        if (ALIGNED && offsetX == 0)
        {
            loaded = vec4(inputs4[index.x / 4]);
        }
        else
        {
            loaded = vec4(float(inputs[index.x]), float(inputs[index.y]), float(inputs[index.z]), float(inputs[index.w]));
        }

        loadedInputs[i] = mix(loaded, vec4(0.0), zero);
    }

    // Weights are sorted [phase, tap, in channel, out channel]; their channels are padded to whole vec4s.
    int outVectors = (outChannels + 3) / 4;
    int firstWeight = (int(gl_WorkGroupID.z) * taps * taps + tap) * inChannels;
    [[unroll]] for (int i = 0; i < WEIGHT_LOADS; i++)
    {
        int number = i * THREADS + thread;
        int channel = firstInput + number / ROW_VECTORS;
        int row = channelTile * ROW_VECTORS + number % ROW_VECTORS;
        bool isWeight = isBlock && channel < inChannels && row < outVectors && number < DEPTH * ROW_VECTORS;
        int index = (firstWeight + channel) * outVectors + row;
        loadedWeights[i] = isWeight ? vec4(weights[isWeight ? index : 0]) : vec4(0.0);
    }
}

void storeColumns(vec4 sums, int channel, Columns at)
{
    if (channel >= outChannels)
    {
        return;
    }

    ivec4 y = at.y * stride + phaseY();
    ivec4 x = at.x * stride + phaseX();
    ivec4 index = ((at.image * outChannels + channel) * outHeight + y) * outWidth + x;
    if (WHOLE)
    {
        if (at.inside.x)
        {
            store4(index.x, sums, affineOf(at.image.x, channel, outChannels));
        }

        return;
    }

    [[unroll]] for (int j = 0; j < 4; j++)
    {
        if (at.inside[j] && y[j] < outHeight && x[j] < outWidth)
        {
            store(index[j], sums[j], affineOf(at.image[j], channel, outChannels));
        }
    }
}


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
