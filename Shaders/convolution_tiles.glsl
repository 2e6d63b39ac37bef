// What the convolution shaders share that take tiles of the implicit matrix product through a workgroup's shared memory. Rows
// are output channels, columns the positions of one phase (see convolution.comp) in all images; summed are taps × input
// channels, DEPTH input channels of one tap at a time.
//
// The workgroup may consist of SPLIT parts, each with its own share of what is summed (split-K): the deep layers of small
// images have few columns and long sums. Grid: column tiles within channel tiles; phases on the z axis.

#include "epilogue.glsl"

layout(constant_id = 5) const int ROWS = 64;             // of a tile, a multiple of 4
layout(constant_id = 6) const int COLUMNS = 64;          // of a tile, a multiple of 4
layout(constant_id = 7) const int DEPTH = 16;
layout(constant_id = 8) const int SPLIT = 1;
layout(constant_id = 9) const int THREADS = 128;         // of a part, a multiple of COLUMNS / 4
layout(constant_id = 10) const bool ALIGNED = false;     // input rows are whole vec4s, and so are the positions across
layout(constant_id = 11) const bool WHOLE = false;       // output rows are whole vec4s, and there is one phase

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
    return isCircular != 0 ? (i % size + size) % size : clamp(i, 0, size - 1);
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
