#version 450

// The convolution of convolution_matrix.comp for layers with few out channels, as the last one mostly is. All phases are one product:
// its columns are the out channels of all of them, [phase, channel], and it sums over the taps of all. A workgroup loads the window
// of pixels that its tile of positions sees into shared memory, DEPTH channels at a time, and there finds it for every tap: the rows
// of a matrix are neighbours in a row of the image, whose pixels lie at equal distances. Where nobody wants the tensor it writes
// pixels of the model's maps instead, as pack_rgba8.comp would make them of it. Grid: tiles, of all images.

#extension GL_KHR_cooperative_matrix : require
#extension GL_KHR_memory_scope_semantics : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_EXT_shader_explicit_arithmetic_types_float16 : require

#include "interface.glsl"
#include "epilogue.glsl"
#include "matrix.glsl"
#include "convolution_matrix.glsl"
#include "rgba8.glsl"

layout(constant_id = 5) const int TILE_DOWN = 8;     // positions
layout(constant_id = 6) const int TILE_ACROSS = 16;  // positions, whole matrices
layout(constant_id = 7) const int DEPTH = 64;
layout(constant_id = 8) const int COLUMNS = 16;      // of the product, whole matrices
layout(constant_id = 14) const int SUBGROUPS = 4;
layout(constant_id = 15) const int OUT_CHANNELS = 3; // also a constant: columns are divided by it
layout(constant_id = 17) const int MAP_STARTS = 0;   // for pixels: the bits of the channels with which maps begin, and of OUT_CHANNELS

layout(set = 0, binding = 1) writeonly buffer Pixels { uint pixels[]; };

const int THREADS = SUBGROUPS * LANES;
const int MATRICES_OF_ROW = TILE_ACROSS / MATRIX_ROWS;
const int DOWN = TILE_DOWN * MATRICES_OF_ROW / SUBGROUPS; // matrices of a subgroup
const int ACROSS = COLUMNS / MATRIX_COLUMNS;

// Shared memory, in eights: the window, then the weights, [tap, in channel, column]. The sums come in their place, [position, column].
const int DEPTH_EIGHTS = DEPTH / 8;
const int PIXEL = DEPTH_EIGHTS + PADDING;
const int WINDOW_DOWN = TILE_DOWN + TAPS - 1;
const int WINDOW_ACROSS = TILE_ACROSS + TAPS - 1;
const int WINDOW = WINDOW_DOWN * WINDOW_ACROSS * PIXEL;
const int WINDOW_EIGHTS = WINDOW_DOWN * WINDOW_ACROSS * DEPTH_EIGHTS;
const int WEIGHT_ROW = COLUMNS / 8;
const int WEIGHTS = TAPS * TAPS * DEPTH * WEIGHT_ROW;
const int SUM_ROW = COLUMNS / 4 + PADDING;
const int SUM = MATRIX_ROWS * SUM_ROW;
const int SUMS = SUBGROUPS * DOWN * SUM;
const int EIGHTS = MATRIX_COLUMNS / 8;

shared uvec4 tiles[WINDOW + WEIGHTS > SUMS ? WINDOW + WEIGHTS : SUMS];

// Of a thread.
const int WINDOW_LOADS = (WINDOW_EIGHTS + THREADS - 1) / THREADS;
const int WEIGHT_LOADS = (WEIGHTS + THREADS - 1) / THREADS;

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

    return isInside && channel < inChannels && number < WINDOW_EIGHTS
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

// All loads are on their way at the same time.
void load(ivec2 first, int image, int firstChannel)
{
    int thread = int(gl_LocalInvocationID.x);
    uvec4 window[WINDOW_LOADS];
    uvec4 w[WEIGHT_LOADS];
    [[unroll]] for (int i = 0; i < WINDOW_LOADS; i++)
    {
        window[i] = loadWindow(i * THREADS + thread, first, image, firstChannel);
    }

    [[unroll]] for (int i = 0; i < WEIGHT_LOADS; i++)
    {
        w[i] = loadWeights(i * THREADS + thread, firstChannel);
    }

    [[unroll]] for (int i = 0; i < WINDOW_LOADS; i++)
    {
        int number = i * THREADS + thread;
        if (number < WINDOW_EIGHTS)
        {
            tiles[number / DEPTH_EIGHTS * PIXEL + number % DEPTH_EIGHTS] = window[i];
        }
    }

    [[unroll]] for (int i = 0; i < WEIGHT_LOADS; i++)
    {
        int number = i * THREADS + thread;
        if (number < WEIGHTS)
        {
            tiles[WINDOW + number] = w[i];
        }
    }
}

// A pixel of an output, given its sums and what they are scaled and shifted by.
void storePixel(int image, int pixel, float x[OUT_CHANNELS], vec2 maps[OUT_CHANNELS])
{
    [[unroll]] for (int c = 0; c < OUT_CHANNELS; c++)
    {
        int index = pixel * OUT_CHANNELS + c;
        x[c] = activate(maps[c].x * x[c] + maps[c].y) + (RESIDUAL ? float(residuals[index]) : 0.0);
        if (MAP_STARTS == 0)
        {
            outputs[index] = Stored(storable(vec4(x[c])).x);
        }
    }

    int area = outHeight * outWidth;
    int target = pixel + image * (bitCount(MAP_STARTS) - 2) * area; // [image, map, pixel]
    [[unroll]] for (int c = 0; c < OUT_CHANNELS; c++)
    {
        if ((MAP_STARTS >> c & 1) != 0)
        {
            int channels = findLSB(MAP_STARTS >> (c + 1)) + 1;
            vec4 y;
            [[unroll]] for (int i = 0; i < 4; i++)
            {
                y[i] = i < channels ? x[min(c + i, OUT_CHANNELS - 1)] : 0.0;
            }

            pixels[target] = rgba8(y, channels);
            target += area;
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

    vec2 maps[OUT_CHANNELS];
    [[unroll]] for (int c = 0; c < OUT_CHANNELS; c++)
    {
        maps[c] = affineOf(image, c, OUT_CHANNELS);
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
    int own = subgroup * DOWN * SUM;
    [[unroll]] for (int i = 0; i < DOWN * ACROSS; i++)
    {
        coopMatStore(
            sums[i], tiles, own + i / ACROSS * SUM + i % ACROSS * MATRIX_COLUMNS / 4, SUM_ROW, gl_CooperativeMatrixLayoutRowMajor);
    }

    // Lanes take pixels that lie side by side, in the rows that the positions of a matrix make.
    subgroupBarrier();
    const int ACROSS_PIXELS = MATRIX_ROWS * STRIDE;
    for (int number = lane; number < DOWN * STRIDE * ACROSS_PIXELS; number += LANES)
    {
        int matrix = number / (STRIDE * ACROSS_PIXELS);
        int row = number % ACROSS_PIXELS / STRIDE;
        int phase = number / ACROSS_PIXELS % STRIDE * STRIDE + number % STRIDE;
        int down = (subgroup * DOWN + matrix) / MATRICES_OF_ROW;
        int across = (subgroup * DOWN + matrix) % MATRICES_OF_ROW * MATRIX_ROWS + row;
        int pixel = pixelOf(ivec3(first + ivec2(down, across), image), phase);
        if (first.x + down < positionsDown && first.y + across < positionsAcross && pixel >= 0)
        {
            float x[OUT_CHANNELS];
            [[unroll]] for (int c = 0; c < OUT_CHANNELS; c++)
            {
                int column = phase * OUT_CHANNELS + c;
                x[c] = uintBitsToFloat(tiles[own + matrix * SUM + row * SUM_ROW + column / 4][column % 4]);
            }

            storePixel(image, pixel, x, maps);
        }
    }
}
