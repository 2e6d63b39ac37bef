#version 450

// The convolution of convolution.comp with cooperative matrices (tensor cores and their like): half-precision factors,
// single-precision sums. An implicit matrix product: rows are the positions of one phase in all images, columns are out
// channels; summed are taps × in channels, DEPTH in channels of one tap at a time.
//
// The workgroup may consist of SPLIT parts, each with its own share of what is summed (split-K): the deep layers of small
// images have few positions and long sums. A part is SUBGROUPS_DOWN × SUBGROUPS_ACROSS subgroups, each with its share of the
// tile; shapes are what the device reports (KernelChoice.cs). Grid: position tiles within channel tiles; phases on the z axis.

#extension GL_KHR_cooperative_matrix : require
#extension GL_KHR_memory_scope_semantics : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_EXT_shader_explicit_arithmetic_types_float16 : require

#include "interface.glsl"
#include "epilogue.glsl"
#include "matrix.glsl"

layout(constant_id = 5) const int POSITIONS = 64;           // of a tile
layout(constant_id = 6) const int CHANNELS = 64;            // of a tile
layout(constant_id = 7) const int DEPTH = 32;
layout(constant_id = 8) const int SPLIT = 1;
layout(constant_id = 9) const bool IN_ALIGNED = false;      // in channels are whole eights
layout(constant_id = 10) const bool OUT_ALIGNED = false;    // out channels are
layout(constant_id = 11) const int MATRIX_ROWS = 16;
layout(constant_id = 12) const int MATRIX_COLUMNS = 16;
layout(constant_id = 13) const int MATRIX_DEPTH = 16;
layout(constant_id = 14) const int SUBGROUPS_DOWN = 2;
layout(constant_id = 15) const int SUBGROUPS_ACROSS = 2;
layout(constant_id = 16) const int LANES = 32;              // of a subgroup

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
    int stride;
    int taps;
    int phaseShift;      // phase p's taps begin at input position
    int firstOffset;     // y + (p + phaseShift) / stride + firstOffset
    int isCircular;
};

const int SUBGROUPS = SUBGROUPS_DOWN * SUBGROUPS_ACROSS; // of a part
const int THREADS = SUBGROUPS * LANES;                   // of a part
const int DOWN = POSITIONS / MATRIX_ROWS / SUBGROUPS_DOWN;          // matrices of a subgroup
const int ACROSS = CHANNELS / MATRIX_COLUMNS / SUBGROUPS_ACROSS;

// Sizes of the tiles in shared memory, in eights.
const int DEPTH_EIGHTS = DEPTH / 8;
const int CHANNEL_EIGHTS = CHANNELS / 8;
const int INPUT_ROW = DEPTH_EIGHTS + PADDING;
const int WEIGHT_ROW = CHANNEL_EIGHTS + PADDING;
const int INPUT_TILE = POSITIONS * INPUT_ROW;
const int PART = INPUT_TILE + DEPTH * WEIGHT_ROW;
const int INPUT_LOADS = (POSITIONS * DEPTH_EIGHTS + THREADS - 1) / THREADS;
const int WEIGHT_LOADS = (DEPTH * CHANNEL_EIGHTS + THREADS - 1) / THREADS;

// Sums go through the same memory, one matrix of each subgroup at a time, in fours of single-precision numbers.
const int SUM_ROW = MATRIX_COLUMNS / 4 + PADDING;
const int SUM = MATRIX_ROWS * SUM_ROW;
const int SUMS = SPLIT * SUBGROUPS * SUM;

shared uvec4 tiles[SPLIT * PART > SUMS ? SPLIT * PART : SUMS];

// What one invocation loads for the next DEPTH of the sum, while the workgroup still multiplies the last one.
uvec4 loadedInputs[INPUT_LOADS];
uvec4 loadedWeights[WEIGHT_LOADS];

// Position (y, x) of each of those inputs, and the pixel where its image begins; negative beyond the last image.
ivec3 places[INPUT_LOADS];

ivec3 placeOf(int position)
{
    int row = position / positionsAcross;
    int image = row / positionsDown;
    return ivec3(row - image * positionsDown, position - row * positionsAcross, position < positions ? image : -1);
}

uvec4 loadInputs(int pixel, int channel)
{
    int index = pixel * inChannels + channel;
    if (IN_ALIGNED)
    {
        return inputs8[index / 8];
    }

    vec4 a, b;
    [[unroll]] for (int i = 0; i < 4; i++)
    {
        a[i] = channel + i < inChannels ? float(inputs[index + i]) : 0.0;
        b[i] = channel + 4 + i < inChannels ? float(inputs[index + 4 + i]) : 0.0;
    }

    return packed(a, b);
}

void loadBlock(int block, int thread, int channelTile)
{
    int blocksOfTap = (inChannels + DEPTH - 1) / DEPTH;
    int tap = block / blocksOfTap;
    int firstInput = (block - tap * blocksOfTap) * DEPTH;
    bool isBlock = tap < taps * taps;
    int phase = int(gl_WorkGroupID.z);
    int offsetY = (phase / stride + phaseShift) / stride + firstOffset + tap / taps;
    int offsetX = (phase % stride + phaseShift) / stride + firstOffset + tap % taps;
    [[unroll]] for (int i = 0; i < INPUT_LOADS; i++)
    {
        int number = i * THREADS + thread;
        int channel = firstInput + number % DEPTH_EIGHTS * 8;
        int y = places[i].x + offsetY;
        int x = places[i].y + offsetX;
        bool isInside = isBlock && places[i].z >= 0 && channel < inChannels;
        if (isCircular != 0)
        {
            y = modulo(y, inHeight);
            x = modulo(x, inWidth);
        }
        else
        {
            isInside = isInside && y >= 0 && y < inHeight && x >= 0 && x < inWidth;
        }

        loadedInputs[i] = uvec4(0);
        if (isInside)
        {
            loadedInputs[i] = loadInputs((places[i].z * inHeight + y) * inWidth + x, channel);
        }
    }

    // Weights are sorted [phase, tap, in channel, out channel]; their out channels are padded to whole eights.
    int outEights = (outChannels + 7) / 8;
    int firstWeight = (phase * taps * taps + tap) * inChannels;
    [[unroll]] for (int i = 0; i < WEIGHT_LOADS; i++)
    {
        int number = i * THREADS + thread;
        int channel = firstInput + number / CHANNEL_EIGHTS;
        int eight = channelTile * CHANNEL_EIGHTS + number % CHANNEL_EIGHTS;
        loadedWeights[i] = uvec4(0);
        if (isBlock && channel < inChannels && eight < outEights)
        {
            loadedWeights[i] = weights8[(firstWeight + channel) * outEights + eight];
        }
    }
}

// To shared memory.
void storeBlock(int thread, int start)
{
    [[unroll]] for (int i = 0; i < INPUT_LOADS; i++)
    {
        int number = i * THREADS + thread;
        if (number < POSITIONS * DEPTH_EIGHTS)
        {
            tiles[start + number / DEPTH_EIGHTS * INPUT_ROW + number % DEPTH_EIGHTS] = loadedInputs[i];
        }
    }

    [[unroll]] for (int i = 0; i < WEIGHT_LOADS; i++)
    {
        int number = i * THREADS + thread;
        if (number < DEPTH * CHANNEL_EIGHTS)
        {
            tiles[start + INPUT_TILE + number / CHANNEL_EIGHTS * WEIGHT_ROW + number % CHANNEL_EIGHTS] = loadedWeights[i];
        }
    }
}

// Four of a subgroup's sums, those of all parts added up, always in the same order.
vec4 sumAt(int index)
{
    vec4 sum = uintBitsToFloat(tiles[index]);
    [[unroll]] for (int other = 1; other < SPLIT; other++)
    {
        sum += uintBitsToFloat(tiles[index + other * SUBGROUPS * SUM]);
    }

    return sum;
}

// Until the sums in shared memory are written, or read: other parts' too where there are some.
void waitForSums()
{
    if (SPLIT > 1)
    {
        barrier();
    }
    else
    {
        subgroupBarrier();
    }
}

void main()
{
    int group = int(gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x);
    if (group >= positionTiles * channelTiles)
    {
        return;
    }

    int channelTile = group / positionTiles;
    int firstPosition = group % positionTiles * POSITIONS;
    int subgroup = int(gl_SubgroupID);
    int lane = int(gl_SubgroupInvocationID);
    int part = subgroup / SUBGROUPS;
    int thread = (subgroup - part * SUBGROUPS) * LANES + lane;
    int down = subgroup % SUBGROUPS / SUBGROUPS_ACROSS * DOWN;
    int across = subgroup % SUBGROUPS_ACROSS * ACROSS;
    int inputTile = part * PART + down * MATRIX_ROWS * INPUT_ROW;
    int weightTile = part * PART + INPUT_TILE + across * MATRIX_COLUMNS / 8;
    [[unroll]] for (int i = 0; i < INPUT_LOADS; i++)
    {
        places[i] = placeOf(firstPosition + (i * THREADS + thread) / DEPTH_EIGHTS);
    }

    coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_COLUMNS, gl_MatrixUseAccumulator> sums[DOWN * ACROSS];
    [[unroll]] for (int i = 0; i < DOWN * ACROSS; i++)
    {
        sums[i] = coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_COLUMNS, gl_MatrixUseAccumulator>(0.0);
    }

    int blocks = taps * taps * ((inChannels + DEPTH - 1) / DEPTH);
    loadBlock(part, thread, channelTile);
    for (int first = 0; first < blocks; first += SPLIT)
    {
        barrier();
        storeBlock(thread, part * PART);
        barrier();
        if (first + SPLIT < blocks)
        {
            loadBlock(first + SPLIT + part, thread, channelTile);
        }

        [[unroll]] for (int k = 0; k < DEPTH; k += MATRIX_DEPTH)
        {
            coopmat<float16_t, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_DEPTH, gl_MatrixUseA> x[DOWN];
            [[unroll]] for (int i = 0; i < DOWN; i++)
            {
                coopMatLoad(
                    x[i], tiles, inputTile + i * MATRIX_ROWS * INPUT_ROW + k / 8, INPUT_ROW,
                    gl_CooperativeMatrixLayoutRowMajor);
            }

            [[unroll]] for (int j = 0; j < ACROSS; j++)
            {
                coopmat<float16_t, gl_ScopeSubgroup, MATRIX_DEPTH, MATRIX_COLUMNS, gl_MatrixUseB> w;
                coopMatLoad(
                    w, tiles, weightTile + k * WEIGHT_ROW + j * MATRIX_COLUMNS / 8, WEIGHT_ROW,
                    gl_CooperativeMatrixLayoutRowMajor);
                [[unroll]] for (int i = 0; i < DOWN; i++)
                {
                    sums[i * ACROSS + j] = coopMatMulAdd(x[i], w, sums[i * ACROSS + j]);
                }
            }
        }
    }

    // Which element a lane holds only the driver knows, so the sums go through shared memory.
    const int Eights = MATRIX_COLUMNS / 8;
    int phase = int(gl_WorkGroupID.z);
    barrier();
    [[unroll]] for (int i = 0; i < DOWN; i++)
    {
        [[unroll]] for (int j = 0; j < ACROSS; j++)
        {
            waitForSums();
            coopMatStore(
                sums[i * ACROSS + j], tiles, subgroup * SUM, SUM_ROW, gl_CooperativeMatrixLayoutRowMajor);
            waitForSums();
            [[unroll]] for (int first = 0; first < MATRIX_ROWS * Eights; first += LANES)
            {
                int number = first + lane;
                int row = number / Eights;
                int index = subgroup * SUM + row * SUM_ROW + number % Eights * 2;
                ivec3 at = placeOf(firstPosition + (down + i) * MATRIX_ROWS + row);
                int y = at.x * stride + phase / stride;
                int x = at.y * stride + phase % stride;
                if (part == 0 && row < MATRIX_ROWS && at.z >= 0 && y < outHeight && x < outWidth)
                {
                    store8(
                        (at.z * outHeight + y) * outWidth + x,
                        channelTile * CHANNELS + (across + j) * MATRIX_COLUMNS + number % Eights * 8, outChannels,
                        OUT_ALIGNED, at.z, sumAt(index), sumAt(index + 1));
                }
            }
        }
    }
}
