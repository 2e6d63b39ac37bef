#version 450

// The convolution of convolution_tiles.comp with cooperative matrices (tensor cores and their like): half-precision factors,
// single-precision sums. A part of the workgroup is SUBGROUPS_DOWN × SUBGROUPS_ACROSS subgroups, each with its share of the
// tile; shapes are what the device reports (KernelChoice.cs).

#extension GL_KHR_cooperative_matrix : require
#extension GL_KHR_memory_scope_semantics : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_EXT_shader_explicit_arithmetic_types_float16 : require

#include "interface.glsl"
#include "convolution_tiles.glsl"

layout(constant_id = 12) const int MATRIX_ROWS = 16;
layout(constant_id = 13) const int MATRIX_COLUMNS = 16;
layout(constant_id = 14) const int MATRIX_DEPTH = 16;
layout(constant_id = 15) const int SUBGROUPS_DOWN = 2;
layout(constant_id = 16) const int SUBGROUPS_ACROSS = 2;
layout(constant_id = 17) const int LANES = 32; // of a subgroup

const int SUBGROUPS = SUBGROUPS_DOWN * SUBGROUPS_ACROSS; // of a part
const int DOWN = ROWS / MATRIX_ROWS / SUBGROUPS_DOWN;    // matrices of a subgroup
const int ACROSS = COLUMNS / MATRIX_COLUMNS / SUBGROUPS_ACROSS;

// Rows a little longer than they need be: in a power of two, all would begin in the same bank.
const int WEIGHT_ROW = ROW_VECTORS + 2;
const int INPUT_ROW = COLUMN_VECTORS + 2;
const int MATRIX = MATRIX_ROWS * MATRIX_COLUMNS;

shared f16vec4 weightTile[SPLIT * DEPTH * WEIGHT_ROW];
shared f16vec4 inputTile[SPLIT * DEPTH * INPUT_ROW];
shared vec4 sumTile[SPLIT * SUBGROUPS * MATRIX / 4];

void main()
{
    int group = int(gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x);
    if (group >= columnTiles * channelTiles)
    {
        return;
    }

    int channelTile = group / columnTiles;
    int firstColumn = group % columnTiles * COLUMNS;
    int subgroup = int(gl_SubgroupID);
    int lane = int(gl_SubgroupInvocationID);
    int part = subgroup / SUBGROUPS;
    int thread = (subgroup - part * SUBGROUPS) * LANES + lane;
    int down = subgroup % SUBGROUPS / SUBGROUPS_ACROSS * DOWN;
    int across = subgroup % SUBGROUPS_ACROSS * ACROSS;
    Columns at = columnsFrom(firstColumn + thread % COLUMN_VECTORS * 4);

    coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_COLUMNS, gl_MatrixUseAccumulator> sums[DOWN * ACROSS];
    [[unroll]] for (int i = 0; i < DOWN * ACROSS; i++)
    {
        sums[i] = coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_COLUMNS, gl_MatrixUseAccumulator>(0.0);
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
                int k = number / COLUMN_VECTORS;
                if (k < DEPTH)
                {
                    inputTile[(part * DEPTH + k) * INPUT_ROW + number % COLUMN_VECTORS] = f16vec4(loadedInputs[i]);
                }
            }

            [[unroll]] for (int i = 0; i < WEIGHT_LOADS; i++)
            {
                int number = i * THREADS + thread;
                int k = number / ROW_VECTORS;
                if (k < DEPTH)
                {
                    weightTile[(part * DEPTH + k) * WEIGHT_ROW + number % ROW_VECTORS] = f16vec4(loadedWeights[i]);
                }
            }

            barrier();
        }

        loadBlock(first + SPLIT + part, thread, channelTile, at);
        if (first >= 0)
        {
            [[unroll]] for (int k = 0; k < DEPTH; k += MATRIX_DEPTH)
            {
                coopmat<float16_t, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_DEPTH, gl_MatrixUseA> w[DOWN];
                [[unroll]] for (int i = 0; i < DOWN; i++)
                {
                    coopMatLoad(
                        w[i], weightTile, (part * DEPTH + k) * WEIGHT_ROW + (down + i) * MATRIX_ROWS / 4, WEIGHT_ROW,
                        gl_CooperativeMatrixLayoutColumnMajor);
                }

                [[unroll]] for (int j = 0; j < ACROSS; j++)
                {
                    coopmat<float16_t, gl_ScopeSubgroup, MATRIX_DEPTH, MATRIX_COLUMNS, gl_MatrixUseB> x;
                    coopMatLoad(
                        x, inputTile, (part * DEPTH + k) * INPUT_ROW + (across + j) * MATRIX_COLUMNS / 4, INPUT_ROW,
                        gl_CooperativeMatrixLayoutRowMajor);
                    [[unroll]] for (int i = 0; i < DOWN; i++)
                    {
                        sums[i * ACROSS + j] = coopMatMulAdd(w[i], x, sums[i * ACROSS + j]);
                    }
                }
            }
        }
    }

    // Which element a lane holds only the driver knows, so the sums go through shared memory, a matrix at a time. Those of the
    // parts are added up there, always in the same order.
    [[unroll]] for (int i = 0; i < DOWN; i++)
    {
        [[unroll]] for (int j = 0; j < ACROSS; j++)
        {
            barrier();
            coopMatStore(
                sums[i * ACROSS + j], sumTile, subgroup * MATRIX / 4, MATRIX_COLUMNS / 4,
                gl_CooperativeMatrixLayoutRowMajor);
            barrier();
            for (int number = lane; part == 0 && number < MATRIX / 4; number += LANES)
            {
                vec4 sum = sumTile[subgroup * MATRIX / 4 + number];
                [[unroll]] for (int other = 1; other < SPLIT; other++)
                {
                    sum += sumTile[(other * SUBGROUPS + subgroup) * MATRIX / 4 + number];
                }

                int row = (down + i) * MATRIX_ROWS + number / (MATRIX_COLUMNS / 4);
                int column = (across + j) * MATRIX_COLUMNS + number % (MATRIX_COLUMNS / 4) * 4;
                storeColumns(sum, channelTile * ROWS + row, columnsFrom(firstColumn + column));
            }
        }
    }
}
