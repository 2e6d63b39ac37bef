#version 450

// What a device's cooperative matrices can do at most, for benchmarks: products of matrices that stay in registers, enough of
// them to hide the latency.

#extension GL_KHR_cooperative_matrix : require
#extension GL_KHR_memory_scope_semantics : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_EXT_shader_explicit_arithmetic_types_float16 : require

#include "interface.glsl"

layout(constant_id = 5) const int MATRIX_ROWS = 16;
layout(constant_id = 6) const int MATRIX_COLUMNS = 16;
layout(constant_id = 7) const int MATRIX_DEPTH = 16;

layout(set = 0, binding = 1) writeonly buffer Sums { float sums[]; };

layout(push_constant) uniform Sizes
{
    int rounds;
};

const int DOWN = 2;
const int ACROSS = 4;

void main()
{
    coopmat<float16_t, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_DEPTH, gl_MatrixUseA> x[DOWN];
    coopmat<float16_t, gl_ScopeSubgroup, MATRIX_DEPTH, MATRIX_COLUMNS, gl_MatrixUseB> w[ACROSS];
    coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_COLUMNS, gl_MatrixUseAccumulator> products[DOWN * ACROSS];
    [[unroll]] for (int i = 0; i < DOWN; i++)
    {
        coopMatLoad(x[i], inputs, i * MATRIX_ROWS * MATRIX_DEPTH, MATRIX_DEPTH, gl_CooperativeMatrixLayoutRowMajor);
    }

    [[unroll]] for (int j = 0; j < ACROSS; j++)
    {
        coopMatLoad(w[j], inputs, j * MATRIX_DEPTH * MATRIX_COLUMNS, MATRIX_COLUMNS, gl_CooperativeMatrixLayoutRowMajor);
    }

    [[unroll]] for (int i = 0; i < DOWN * ACROSS; i++)
    {
        products[i] = coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_COLUMNS, gl_MatrixUseAccumulator>(0.0);
    }

    for (int round = 0; round < rounds; round++)
    {
        [[unroll]] for (int i = 0; i < DOWN * ACROSS; i++)
        {
            products[i] = coopMatMulAdd(x[i / ACROSS], w[i % ACROSS], products[i]);
        }
    }

    // Stored, so that none of it is left out.
    int number = int(gl_WorkGroupID.x * gl_NumSubgroups + gl_SubgroupID);
    [[unroll]] for (int i = 0; i < DOWN * ACROSS; i++)
    {
        coopMatStore(
            products[i], sums, (number * DOWN * ACROSS + i) * MATRIX_ROWS * MATRIX_COLUMNS, MATRIX_COLUMNS,
            gl_CooperativeMatrixLayoutRowMajor);
    }
}
