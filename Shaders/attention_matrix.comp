#version 450

// The streaming attention of attention.comp with cooperative matrices (tensor cores and their like). A subgroup holds MATRIX_ROWS
// queries against KEYS keys at a time, which its part of the workgroup loads once, into shared memory. Which element of a matrix
// a lane holds only the driver knows, so the scores go through shared memory, where LANES_OF_ROW lanes share a query's row.
//
// The workgroup may consist of SPLIT parts, each with its own share of the keys, where there are few queries. Grid: query tiles,
// value tiles, images.

#extension GL_KHR_cooperative_matrix : require
#extension GL_KHR_memory_scope_semantics : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_vote : require
#extension GL_KHR_shader_subgroup_shuffle : require
#extension GL_EXT_shader_explicit_arithmetic_types_float16 : require

#include "interface.glsl"
#include "epilogue.glsl"
#include "matrix.glsl"

layout(constant_id = 5) const int KEY_CHANNELS = 16;
layout(constant_id = 6) const int VALUES = 32;           // value channels of a tile
layout(constant_id = 7) const int KEYS = 32;             // of a tile
layout(constant_id = 8) const int SPLIT = 1;
layout(constant_id = 9) const bool IN_ALIGNED = false;   // queries, keys and values begin with, and are, whole eights
layout(constant_id = 10) const bool OUT_ALIGNED = false; // value channels are
layout(constant_id = 11) const int MATRIX_ROWS = 16;
layout(constant_id = 12) const int MATRIX_COLUMNS = 16;
layout(constant_id = 13) const int MATRIX_DEPTH = 16;
layout(constant_id = 14) const int SUBGROUPS = 4;        // of a part
layout(constant_id = 15) const int LANES = 32;           // of a subgroup

layout(set = 0, binding = 6) readonly buffer KeysAndValues { Stored others[]; };
layout(set = 0, binding = 6) readonly buffer KeysAndValues8 { uvec4 others8[]; };

layout(push_constant) uniform Sizes
{
    int queries;
    int queryChannels; // of the tensor that the queries are the first channels of
    int keys;
    int keyChannels;   // of the tensor that has keys and values
    int firstKey;      // channel where the keys begin
    int firstValue;
    int valueChannels;
};

const float LOWEST = -3.0e38;
const int THREADS = SUBGROUPS * LANES; // of a part
const int LANES_OF_ROW = LANES / MATRIX_ROWS;
const int KEY_DEPTH = (KEY_CHANNELS + MATRIX_DEPTH - 1) / MATRIX_DEPTH * MATRIX_DEPTH;
const int KEY_EIGHTS = KEY_DEPTH / 8;
const int VALUE_EIGHTS = VALUES / 8;
const int KEY_LOADS = (KEYS * KEY_EIGHTS + THREADS - 1) / THREADS;
const int VALUE_LOADS = (KEYS * VALUE_EIGHTS + THREADS - 1) / THREADS;

// Shared memory, in eights of halves or fours of single precision: each part's keys and values, then of each subgroup its
// scores, in whose place their exponentials come, and a matrix.
const int KEY_ROW = KEY_EIGHTS + PADDING;
const int VALUE_ROW = VALUE_EIGHTS + PADDING;
const int PART = KEYS * (KEY_ROW + VALUE_ROW);
const int SCORE_ROW = (KEYS / 4 > KEY_EIGHTS ? KEYS / 4 : KEY_EIGHTS) + PADDING; // The queries come by the same place.
const int SCORES = MATRIX_ROWS * SCORE_ROW;
const int SUM_ROW = MATRIX_COLUMNS / 4 + PADDING;
const int SUM = MATRIX_ROWS * SUM_ROW;
const int ALL_SCORES = SPLIT * PART;
const int ALL_SUMS = ALL_SCORES + SPLIT * SUBGROUPS * SCORES;

shared uvec4 tiles[ALL_SUMS + SPLIT * SUBGROUPS * SUM];
shared vec2 statistics[SPLIT * SUBGROUPS * MATRIX_ROWS]; // (maximum, total) of a row

uvec4 loadedKeys[KEY_LOADS];
uvec4 loadedValues[VALUE_LOADS];

// Eight channels of those that end before the last one, of a query ...
uvec4 loadQuery(int index, int channel)
{
    if (IN_ALIGNED)
    {
        return channel < KEY_CHANNELS ? inputs8[(index + channel) / 8] : uvec4(0);
    }

    vec4 a, b;
    [[unroll]] for (int i = 0; i < 4; i++)
    {
        a[i] = channel + i < KEY_CHANNELS ? float(inputs[index + channel + i]) : 0.0;
        b[i] = channel + 4 + i < KEY_CHANNELS ? float(inputs[index + channel + 4 + i]) : 0.0;
    }

    return packed(a, b);
}

// ... and of a key or value.
uvec4 loadOther(int index, int channel, int last)
{
    if (IN_ALIGNED)
    {
        return channel < last ? others8[(index + channel) / 8] : uvec4(0);
    }

    vec4 a, b;
    [[unroll]] for (int i = 0; i < 4; i++)
    {
        a[i] = channel + i < last ? float(others[index + channel + i]) : 0.0;
        b[i] = channel + 4 + i < last ? float(others[index + channel + 4 + i]) : 0.0;
    }

    return packed(a, b);
}

void loadTile(int image, int first, int thread, int value)
{
    [[unroll]] for (int i = 0; i < KEY_LOADS; i++)
    {
        int number = i * THREADS + thread;
        int key = first + number / KEY_EIGHTS;
        loadedKeys[i] = uvec4(0);
        if (key < keys)
        {
            loadedKeys[i] = loadOther(
                (image * keys + key) * keyChannels + firstKey, number % KEY_EIGHTS * 8, KEY_CHANNELS);
        }
    }

    [[unroll]] for (int i = 0; i < VALUE_LOADS; i++)
    {
        int number = i * THREADS + thread;
        int key = first + number / VALUE_EIGHTS;
        loadedValues[i] = uvec4(0);
        if (key < keys)
        {
            loadedValues[i] = loadOther(
                (image * keys + key) * keyChannels + firstValue, value + number % VALUE_EIGHTS * 8, valueChannels);
        }
    }
}

void storeTile(int thread, int keyTile, int valueTile)
{
    [[unroll]] for (int i = 0; i < KEY_LOADS; i++)
    {
        int number = i * THREADS + thread;
        if (number < KEYS * KEY_EIGHTS)
        {
            tiles[keyTile + number / KEY_EIGHTS * KEY_ROW + number % KEY_EIGHTS] = loadedKeys[i];
        }
    }

    [[unroll]] for (int i = 0; i < VALUE_LOADS; i++)
    {
        int number = i * THREADS + thread;
        if (number < KEYS * VALUE_EIGHTS)
        {
            tiles[valueTile + number / VALUE_EIGHTS * VALUE_ROW + number % VALUE_EIGHTS] = loadedValues[i];
        }
    }
}

void main()
{
    int subgroup = int(gl_SubgroupID);
    int lane = int(gl_SubgroupInvocationID);
    int part = subgroup / SUBGROUPS;
    int thread = (subgroup - part * SUBGROUPS) * LANES + lane;
    int firstQuery = (int(gl_WorkGroupID.x) * SUBGROUPS + subgroup % SUBGROUPS) * MATRIX_ROWS;
    int image = int(gl_WorkGroupID.z);
    int value = int(gl_WorkGroupID.y) * VALUES;
    int keyTile = part * PART;
    int valueTile = keyTile + KEYS * KEY_ROW;
    int scoreTile = ALL_SCORES + subgroup * SCORES;
    int sumTile = ALL_SUMS + subgroup * SUM;

    // A lane's share of the scores: some of the keys of one query.
    const int Fours = KEYS / LANES_OF_ROW / 4;
    int row = lane / LANES_OF_ROW;
    int column = lane % LANES_OF_ROW;

    for (int number = lane; number < MATRIX_ROWS * KEY_EIGHTS; number += LANES)
    {
        int query = firstQuery + number / KEY_EIGHTS;
        tiles[scoreTile + number / KEY_EIGHTS * SCORE_ROW + number % KEY_EIGHTS] = query < queries
            ? loadQuery((image * queries + query) * queryChannels, number % KEY_EIGHTS * 8)
            : uvec4(0);
    }

    subgroupBarrier();
    coopmat<float16_t, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_DEPTH, gl_MatrixUseA> f[KEY_DEPTH / MATRIX_DEPTH];
    [[unroll]] for (int d = 0; d < KEY_DEPTH / MATRIX_DEPTH; d++)
    {
        coopMatLoad(f[d], tiles, scoreTile + d * MATRIX_DEPTH / 8, SCORE_ROW, gl_CooperativeMatrixLayoutRowMajor);
    }

    float maximum = LOWEST;
    float total = 0.0;
    coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_COLUMNS, gl_MatrixUseAccumulator> sums[VALUES / MATRIX_COLUMNS];
    [[unroll]] for (int v = 0; v < VALUES / MATRIX_COLUMNS; v++)
    {
        sums[v] = coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_COLUMNS, gl_MatrixUseAccumulator>(0.0);
    }

    loadTile(image, part * KEYS, thread, value);
    for (int firstOfAll = 0; firstOfAll < keys; firstOfAll += SPLIT * KEYS)
    {
        int first = firstOfAll + part * KEYS;
        barrier();
        storeTile(thread, keyTile, valueTile);
        barrier();
        if (firstOfAll + SPLIT * KEYS < keys)
        {
            loadTile(image, first + SPLIT * KEYS, thread, value);
        }

        [[unroll]] for (int k = 0; k < KEYS; k += MATRIX_COLUMNS)
        {
            coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_COLUMNS, gl_MatrixUseAccumulator> scores =
                coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_COLUMNS, gl_MatrixUseAccumulator>(0.0);
            [[unroll]] for (int d = 0; d < KEY_DEPTH / MATRIX_DEPTH; d++)
            {
                coopmat<float16_t, gl_ScopeSubgroup, MATRIX_DEPTH, MATRIX_COLUMNS, gl_MatrixUseB> g;
                coopMatLoad(
                    g, tiles, keyTile + k * KEY_ROW + d * MATRIX_DEPTH / 8, KEY_ROW, gl_CooperativeMatrixLayoutColumnMajor);
                scores = coopMatMulAdd(f[d], g, scores);
            }

            coopMatStore(scores, tiles, scoreTile + k / 4, SCORE_ROW, gl_CooperativeMatrixLayoutRowMajor);
        }

        subgroupBarrier();
        vec4 s[Fours];
        float raised = maximum;
        [[unroll]] for (int i = 0; i < Fours; i++)
        {
            ivec4 key = first + (column * Fours + i) * 4 + ivec4(0, 1, 2, 3);
            s[i] = uintBitsToFloat(tiles[scoreTile + row * SCORE_ROW + column * Fours + i]);
            s[i] = mix(vec4(LOWEST), s[i], lessThan(key, ivec4(keys)));
            raised = max(raised, max(max(s[i].x, s[i].y), max(s[i].z, s[i].w)));
        }

        [[unroll]] for (int other = 1; other < LANES_OF_ROW; other *= 2)
        {
            raised = max(raised, subgroupShuffleXor(raised, other));
        }

        float correction = exp(maximum - raised);
        float sum = 0.0;
        [[unroll]] for (int i = 0; i < Fours; i++)
        {
            ivec4 key = first + (column * Fours + i) * 4 + ivec4(0, 1, 2, 3);
            s[i] = mix(vec4(0.0), exp(s[i] - raised), lessThan(key, ivec4(keys)));
            sum += (s[i].x + s[i].y) + (s[i].z + s[i].w);
        }

        maximum = raised;
        total = total * correction + sum; // Of this lane's keys.

        // A row's exponentials overwrite scores of its other lanes.
        subgroupBarrier();
        [[unroll]] for (int i = 0; i < Fours / 2; i++)
        {
            tiles[scoreTile + row * SCORE_ROW + column * (Fours / 2) + i] = packed(s[2 * i], s[2 * i + 1]);
        }

        for (int i = column; i < MATRIX_COLUMNS / 4; i += LANES_OF_ROW)
        {
            tiles[sumTile + row * SUM_ROW + i] = floatBitsToUint(vec4(correction));
        }

        subgroupBarrier();

        // Maxima rise often only at first.
        if (subgroupAny(correction < 1.0))
        {
            coopmat<float, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_COLUMNS, gl_MatrixUseAccumulator> corrections;
            coopMatLoad(corrections, tiles, sumTile, SUM_ROW, gl_CooperativeMatrixLayoutRowMajor);
            [[unroll]] for (int v = 0; v < VALUES / MATRIX_COLUMNS; v++)
            {
                sums[v] = sums[v] * corrections;
            }
        }

        [[unroll]] for (int k = 0; k < KEYS; k += MATRIX_DEPTH)
        {
            coopmat<float16_t, gl_ScopeSubgroup, MATRIX_ROWS, MATRIX_DEPTH, gl_MatrixUseA> e;
            coopMatLoad(e, tiles, scoreTile + k / 8, SCORE_ROW, gl_CooperativeMatrixLayoutRowMajor);
            [[unroll]] for (int v = 0; v < VALUES / MATRIX_COLUMNS; v++)
            {
                coopmat<float16_t, gl_ScopeSubgroup, MATRIX_DEPTH, MATRIX_COLUMNS, gl_MatrixUseB> h;
                coopMatLoad(
                    h, tiles, valueTile + k * VALUE_ROW + v * MATRIX_COLUMNS / 8, VALUE_ROW,
                    gl_CooperativeMatrixLayoutRowMajor);
                sums[v] = coopMatMulAdd(e, h, sums[v]);
            }
        }
    }

    [[unroll]] for (int other = 1; other < LANES_OF_ROW; other *= 2)
    {
        total += subgroupShuffleXor(total, other);
    }

    statistics[subgroup * MATRIX_ROWS + row] = vec2(maximum, total);
    const int Eights = MATRIX_COLUMNS / 8;
    [[unroll]] for (int v = 0; v < VALUES / MATRIX_COLUMNS; v++)
    {
        barrier();
        coopMatStore(sums[v], tiles, sumTile, SUM_ROW, gl_CooperativeMatrixLayoutRowMajor);
        barrier();
        [[unroll]] for (int first = 0; first < MATRIX_ROWS * Eights; first += LANES)
        {
            int number = first + lane;
            int row = number / Eights;
            int query = firstQuery + row;
            if (part == 0 && row < MATRIX_ROWS && query < queries)
            {
                float highest = LOWEST;
                [[unroll]] for (int other = 0; other < SPLIT; other++)
                {
                    highest = max(highest, statistics[(other * SUBGROUPS + subgroup) * MATRIX_ROWS + row].x);
                }

                vec4 a = vec4(0.0), b = vec4(0.0);
                float all = 0.0;
                [[unroll]] for (int other = 0; other < SPLIT; other++)
                {
                    vec2 statistic = statistics[(other * SUBGROUPS + subgroup) * MATRIX_ROWS + row];
                    float weight = exp(statistic.x - highest);
                    int index = sumTile + other * SUBGROUPS * SUM + row * SUM_ROW + number % Eights * 2;
                    a += weight * uintBitsToFloat(tiles[index]);
                    b += weight * uintBitsToFloat(tiles[index + 1]);
                    all += weight * statistic.y;
                }

                store8(
                    image * queries + query, value + v * MATRIX_COLUMNS + number % Eights * 8, valueChannels, OUT_ALIGNED, image,
                    a / all, b / all);
            }
        }
    }
}
