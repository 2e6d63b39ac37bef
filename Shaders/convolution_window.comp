#version 450

// The convolution of convolution_matrix.comp for layers with few out channels, as the last one mostly is. All phases are one product:
// its columns are the out channels of all of them, [phase, channel], and it sums over the taps of all. A workgroup loads the window
// of pixels that its tile of positions sees into shared memory, DEPTH channels at a time, and there finds it for every tap: the rows
// of a matrix are neighbours in a row of the image, whose pixels lie at equal distances. Grid: tiles, of all images.

#extension GL_KHR_cooperative_matrix : require
#extension GL_KHR_memory_scope_semantics : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_EXT_shader_explicit_arithmetic_types_float16 : require

#include "interface.glsl"
#include "epilogue.glsl"
#include "matrix.glsl"
#include "convolution_matrix.glsl"

layout(constant_id = 5) const int TILE_DOWN = 8;     // positions
layout(constant_id = 6) const int TILE_ACROSS = 16;  // positions, whole matrices
layout(constant_id = 7) const int DEPTH = 64;
layout(constant_id = 8) const int COLUMNS = 16;      // of the product, whole matrices
layout(constant_id = 14) const int SUBGROUPS = 4;
layout(constant_id = 15) const int OUT_CHANNELS = 3; // also a constant: columns are divided by it

const int THREADS = SUBGROUPS * LANES;
const int MATRICES_OF_ROW = TILE_ACROSS / MATRIX_ROWS;
const int DOWN = TILE_DOWN * MATRICES_OF_ROW / SUBGROUPS; // matrices of a subgroup
const int ACROSS = COLUMNS / MATRIX_COLUMNS;

// Shared memory, in eights: the window, then the weights, [tap, in channel, column]. The sums come in their place.
const int DEPTH_EIGHTS = DEPTH / 8;
const int PIXEL = DEPTH_EIGHTS + PADDING;
const int WINDOW_DOWN = TILE_DOWN + TAPS - 1;
const int WINDOW_ACROSS = TILE_ACROSS + TAPS - 1;
const int WINDOW = WINDOW_DOWN * WINDOW_ACROSS * PIXEL;
const int WEIGHT_ROW = COLUMNS / 8;
const int WEIGHTS = TAPS * TAPS * DEPTH * WEIGHT_ROW;
const int SUM_ROW = MATRIX_COLUMNS / 4 + PADDING;
const int SUM = MATRIX_ROWS * SUM_ROW;
const int SUMS = SUBGROUPS * SUM;
const int EIGHTS = MATRIX_COLUMNS / 8;

shared uvec4 tiles[WINDOW + WEIGHTS > SUMS ? WINDOW + WEIGHTS : SUMS];

// Loads that are on their way at the same time.
const int BATCH = 8;

// An eight of the window, which begins at a pixel (y, x) of the image and may reach beyond it.
uvec4 loadWindow(int number, ivec2 first, int image, int firstChannel)
{
    int pixel = number / DEPTH_EIGHTS;
    int channel = firstChannel + number % DEPTH_EIGHTS * 8;
    int y = first.x + pixel / WINDOW_ACROSS;
    int x = first.y + pixel % WINDOW_ACROSS;
    bool isInside = uint(y) < uint(inHeight) && uint(x) < uint(inWidth);
    if (CIRCULAR && !isInside)
    {
        y = modulo(y, inHeight);
        x = modulo(x, inWidth);
        isInside = true;
    }

    return isInside && channel < inChannels && number < WINDOW_DOWN * WINDOW_ACROSS * DEPTH_EIGHTS
        ? loadInputs(indexOf((image * inHeight + y) * inWidth + x, channel))
        : uvec4(0);
}

// An eight of the weights, which are sorted [tap, in channel, column], columns padded to whole eights.
uvec4 loadWeights(int number, int firstChannel)
{
    int eights = (STRIDE * STRIDE * OUT_CHANNELS + 7) >> 3;
    int row = number / WEIGHT_ROW;
    int channel = firstChannel + row % DEPTH;
    return channel < inChannels && number % WEIGHT_ROW < eights && number < WEIGHTS
        ? weights8[(row / DEPTH * inChannels + channel) * eights + number % WEIGHT_ROW]
        : uvec4(0);
}

void load(ivec2 first, int image, int firstChannel)
{
    int thread = int(gl_LocalInvocationID.x);
    uvec4 loaded[BATCH];
    for (int start = thread; start < WINDOW_DOWN * WINDOW_ACROSS * DEPTH_EIGHTS; start += BATCH * THREADS)
    {
        [[unroll]] for (int i = 0; i < BATCH; i++)
        {
            loaded[i] = loadWindow(start + i * THREADS, first, image, firstChannel);
        }

        [[unroll]] for (int i = 0; i < BATCH; i++)
        {
            int number = start + i * THREADS;
            if (number < WINDOW_DOWN * WINDOW_ACROSS * DEPTH_EIGHTS)
            {
                tiles[number / DEPTH_EIGHTS * PIXEL + number % DEPTH_EIGHTS] = loaded[i];
            }
        }
    }

    for (int start = thread; start < WEIGHTS; start += BATCH * THREADS)
    {
        [[unroll]] for (int i = 0; i < BATCH; i++)
        {
            loaded[i] = loadWeights(start + i * THREADS, firstChannel);
        }

        [[unroll]] for (int i = 0; i < BATCH; i++)
        {
            if (start + i * THREADS < WEIGHTS)
            {
                tiles[WINDOW + start + i * THREADS] = loaded[i];
            }
        }
    }
}

// Eight columns of a position.
void storeColumns(ivec3 place, int column, vec4 a, vec4 b, vec2 maps[8])
{
    [[unroll]] for (int i = 0; i < 8; i++)
    {
        int phase = (column + i) / OUT_CHANNELS;
        int channel = (column + i) % OUT_CHANNELS;
        int pixel = phase < STRIDE * STRIDE ? pixelOf(place, phase) : -1;
        if (pixel >= 0)
        {
            vec2 map = CONDITIONAL ? affineOf(place.z, channel, OUT_CHANNELS) : maps[i];
            store(pixel * OUT_CHANNELS + channel, i < 4 ? a[i] : b[i - 4], map);
        }
    }
}

void main()
{
    int group = int(gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x);
    if (group >= positionTiles)
    {
        return;
    }

    int tilesDown = (positionsDown + TILE_DOWN - 1) / TILE_DOWN;
    int tilesAcross = (positionsAcross + TILE_ACROSS - 1) / TILE_ACROSS;
    int tileRow = group / tilesAcross;
    int image = tileRow / tilesDown;
    ivec2 first = ivec2((tileRow - image * tilesDown) * TILE_DOWN, (group - tileRow * tilesAcross) * TILE_ACROSS);
    int subgroup = int(gl_SubgroupID);
    int lane = int(gl_SubgroupInvocationID);

    coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_COLUMNS, gl_MatrixUseAccumulator> sums[DOWN * ACROSS];
    [[unroll]] for (int i = 0; i < DOWN * ACROSS; i++)
    {
        sums[i] = coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_COLUMNS, gl_MatrixUseAccumulator>(0.0);
    }

    // A lane stores the same columns of every position.
    vec2 maps[ACROSS * 8];
    [[unroll]] for (int i = 0; i < ACROSS * 8; i++)
    {
        int column = i / 8 * MATRIX_COLUMNS + lane % EIGHTS * 8 + i % 8;
        maps[i] = CONDITIONAL ? vec2(0.0) : affine[column % OUT_CHANNELS];
    }

    for (int channel = 0; channel < inChannels; channel += DEPTH)
    {
        barrier();
        load(first + FIRST_OFFSET, image, channel);
        barrier();
        for (int tap = 0; tap < TAPS * TAPS; tap++)
        {
            [[unroll]] for (int k = 0; k < DEPTH; k += MATRIX_DEPTH)
            {
                coopmat<float16_t, gl_ScopeSubgroup, MATRIX_DEPTH, MATRIX_COLUMNS, gl_MatrixUseB> w[ACROSS];
                [[unroll]] for (int j = 0; j < ACROSS; j++)
                {
                    coopMatLoad(
                        w[j], tiles, WINDOW + (tap * DEPTH + k) * WEIGHT_ROW + j * EIGHTS, WEIGHT_ROW,
                        gl_CooperativeMatrixLayoutRowMajor);
                }

                [[unroll]] for (int i = 0; i < DOWN; i++)
                {
                    int number = subgroup * DOWN + i;
                    int y = number / MATRICES_OF_ROW + tap / TAPS;
                    int x = number % MATRICES_OF_ROW * MATRIX_ROWS + tap % TAPS;
                    coopmat<float16_t, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_DEPTH, gl_MatrixUseA> pixels;
                    coopMatLoad(
                        pixels, tiles, (y * WINDOW_ACROSS + x) * PIXEL + k / 8, PIXEL, gl_CooperativeMatrixLayoutRowMajor);
                    [[unroll]] for (int j = 0; j < ACROSS; j++)
                    {
                        sums[i * ACROSS + j] = coopMatMulAdd(pixels, w[j], sums[i * ACROSS + j]);
                    }
                }
            }
        }
    }

    // Which element a lane holds only the driver knows, so the sums go through shared memory.
    barrier();
    [[unroll]] for (int i = 0; i < DOWN; i++)
    {
        int number = subgroup * DOWN + i;
        ivec2 corner = first + ivec2(number / MATRICES_OF_ROW, number % MATRICES_OF_ROW * MATRIX_ROWS);
        [[unroll]] for (int j = 0; j < ACROSS; j++)
        {
            vec2 eight[8];
            [[unroll]] for (int k = 0; k < 8; k++)
            {
                eight[k] = maps[j * 8 + k];
            }

            subgroupBarrier();
            coopMatStore(
                sums[i * ACROSS + j], tiles, subgroup * SUM, SUM_ROW, gl_CooperativeMatrixLayoutRowMajor);
            subgroupBarrier();
            for (int row = lane / EIGHTS; row < MATRIX_ROWS; row += LANES / EIGHTS)
            {
                int index = subgroup * SUM + row * SUM_ROW + lane % EIGHTS * 2;
                if (corner.x < positionsDown && corner.y + row < positionsAcross)
                {
                    storeColumns(
                        ivec3(corner.x, corner.y + row, image), j * MATRIX_COLUMNS + lane % EIGHTS * 8,
                        uintBitsToFloat(tiles[index]), uintBitsToFloat(tiles[index + 1]), eight);
                }
            }
        }
    }
}
