#version 450

// The convolution of convolution.comp with cooperative matrices (tensor cores and their like): half-precision factors,
// single-precision sums. An implicit matrix product: rows are the positions of one phase in all images, columns are out
// channels; summed are in channels × taps, a block of DEPTH in channels of one tap at a time, the taps of the same channels in a
// row: most of their pixels are then in the nearest cache.
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
#include "convolution_matrix.glsl"
#include "convolution_blocks.glsl"

layout(constant_id = 10) const bool OUT_ALIGNED = false;    // out channels are

// A lane takes eights of the sums that lie in the same columns.
const int EIGHTS = MATRIX_COLUMNS / 8;
const int EIGHTS_OF_LANE = (MATRIX_ROWS * EIGHTS + LANES - 1) / LANES;

shared vec2 columnMaps[CHANNELS]; // scales and shifts, where they are the same for all images

// Four of a subgroup's sums, those of all parts added up, always in the same order.
vec4 sumAt(int index)
{
    vec4 sum = uintBitsToFloat(tiles[index]);
    [[unroll]] for (int other = 1; other < SPLIT; other++)
    {
        sum += uintBitsToFloat(tiles[index + other * SUBGROUPS * AT_ONCE * SUM]);
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

    int firstPosition = group % positionTiles * POSITIONS;
    int firstEight = group / positionTiles * CHANNEL_EIGHTS;
    int subgroup = int(gl_SubgroupID);
    int lane = int(gl_SubgroupInvocationID);
    int part = subgroup / SUBGROUPS;
    int thread = subgroup % SUBGROUPS * LANES + lane;
    int down = subgroup % SUBGROUPS / SUBGROUPS_ACROSS * DOWN;
    int across = subgroup % SUBGROUPS_ACROSS * ACROSS;
    int inputTile = part * BLOCK + down * MATRIX_ROWS * INPUT_ROW;
    int weightTile = part * BLOCK + INPUTS + across * MATRIX_COLUMNS / 8;

    coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_COLUMNS, gl_MatrixUseAccumulator> sums[DOWN * ACROSS];
    [[unroll]] for (int i = 0; i < DOWN * ACROSS; i++)
    {
        sums[i] = coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_COLUMNS, gl_MatrixUseAccumulator>(0.0);
    }

    const int Many = 16;
    if (positionTiles >= Many) // that read the same weights
    {
        prefetchWeights();
    }

    if (!CONDITIONAL)
    {
        for (int i = int(gl_LocalInvocationID.x); i < CHANNELS; i += int(gl_WorkGroupSize.x))
        {
            columnMaps[i] = firstEight * 8 + i < outChannels ? affine[firstEight * 8 + i] : vec2(0.0);
        }
    }

    int blocks = (TAPS * TAPS * ((inChannels + DEPTH - 1) / DEPTH) + SPLIT - 1) / SPLIT; // of a part
    firstChannel = part / (TAPS * TAPS) * DEPTH;
    tap = part % (TAPS * TAPS);
    findPlaces(firstPosition, thread);
    findBlock(thread, firstEight);

    // Each block is loaded and stored while the one before is multiplied.
    for (int block = -1; block < blocks; block++)
    {
        loadBlock();
        findBlock(thread, firstEight);
        int turn = (block + 1) % 2 * BUFFER;
        if (block >= 0)
        {
            [[unroll]] for (int k = 0; k < DEPTH; k += MATRIX_DEPTH)
            {
                coopmat<float16_t, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_DEPTH, gl_MatrixUseA> x[DOWN];
                [[unroll]] for (int i = 0; i < DOWN; i++)
                {
                    coopMatLoad(
                        x[i], tiles, turn + inputTile + i * MATRIX_ROWS * INPUT_ROW + k / 8, INPUT_ROW,
                        gl_CooperativeMatrixLayoutRowMajor);
                }

                [[unroll]] for (int j = 0; j < ACROSS; j++)
                {
                    coopmat<float16_t, gl_ScopeSubgroup, MATRIX_DEPTH, MATRIX_COLUMNS, gl_MatrixUseB> w;
                    coopMatLoad(
                        w, tiles, turn + weightTile + k * WEIGHT_ROW + j * MATRIX_COLUMNS / 8, WEIGHT_ROW,
                        gl_CooperativeMatrixLayoutRowMajor);
                    [[unroll]] for (int i = 0; i < DOWN; i++)
                    {
                        sums[i * ACROSS + j] = coopMatMulAdd(x[i], w, sums[i * ACROSS + j]);
                    }
                }
            }
        }

        storeBlock(thread, BUFFER - turn + part * BLOCK);
        barrier();
    }

    // Which element a lane holds only the driver knows, so the sums go through shared memory.
    ivec2 ends[DOWN * EIGHTS_OF_LANE]; // (pixel, image)
    [[unroll]] for (int i = 0; i < DOWN * EIGHTS_OF_LANE; i++)
    {
        int row = (i % EIGHTS_OF_LANE * LANES + lane) / EIGHTS;
        ivec3 place = placeOf(firstPosition + (down + i / EIGHTS_OF_LANE) * MATRIX_ROWS + row);
        ends[i] = ivec2(row < MATRIX_ROWS && part == 0 ? pixelOf(place, int(gl_WorkGroupID.z)) : -1, place.z);
    }

    [[unroll]] for (int j = 0; j < ACROSS; j++)
    {
        int column = (firstEight + lane % EIGHTS) * 8 + (across + j) * MATRIX_COLUMNS;
        Maps maps;
        [[unroll]] for (int i = 0; i < 8; i++)
        {
            vec2 map = columnMaps[column - firstEight * 8 + i];
            maps.scales[i / 4][i % 4] = map.x;
            maps.shifts[i / 4][i % 4] = map.y;
        }

        [[unroll]] for (int first = 0; first < DOWN; first += AT_ONCE)
        {
            waitForSums();
            [[unroll]] for (int i = 0; i < AT_ONCE; i++)
            {
                coopMatStore(
                    sums[(first + i) * ACROSS + j], tiles, (subgroup * AT_ONCE + i) * SUM, SUM_ROW,
                    gl_CooperativeMatrixLayoutRowMajor);
            }

            waitForSums();
            [[unroll]] for (int i = 0; i < AT_ONCE * EIGHTS_OF_LANE; i++)
            {
                int row = (i % EIGHTS_OF_LANE * LANES + lane) / EIGHTS;
                int index = (subgroup * AT_ONCE + i / EIGHTS_OF_LANE) * SUM + row * SUM_ROW + lane % EIGHTS * 2;
                ivec2 end = ends[first * EIGHTS_OF_LANE + i];
                if (end.x >= 0)
                {
                    storeEight(end.x, column, outChannels, OUT_ALIGNED, end.y, sumAt(index), sumAt(index + 1), maps);
                }
            }
        }
    }
}
