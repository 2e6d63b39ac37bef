#version 450

// The attention of attention.comp with cooperative matrices (tensor cores and their like). A subgroup holds DOWN × MATRIX_ROWS
// queries. It goes over the keys twice: first for each query's largest score, then for the exponentials, which are thus final
// when they are computed, and for the sums of the values. Which element of a matrix a lane holds only the driver knows, so the
// exponentials go through shared memory to become factors of the values; they are all that does. Queries are multiplied by log2 e,
// so that an exponential is exp2() of what the product gives, less the largest score, with which it begins.
//
// The workgroup may consist of SPLIT parts, each with its own share of the keys, where there are few queries. Grid: query tiles,
// value tiles, images.

#extension GL_KHR_cooperative_matrix : require
#extension GL_KHR_memory_scope_semantics : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_EXT_shader_explicit_arithmetic_types_float16 : require

#include "interface.glsl"
#include "epilogue.glsl"
#include "matrix.glsl"
#include "attention_matrix.glsl"

void main()
{
    int invocation = int(gl_LocalInvocationID.x);
    int subgroup = int(gl_SubgroupID);
    int lane = int(gl_SubgroupInvocationID);
    int part = subgroup / SUBGROUPS;
    int thread = (subgroup - part * SUBGROUPS) * LANES + lane;
    int firstQuery = (int(gl_WorkGroupID.x) * SUBGROUPS + subgroup % SUBGROUPS) * QUERIES;
    int image = int(gl_WorkGroupID.z);
    int firstOfTile = int(gl_WorkGroupID.y) * VALUES;
    int own = ALL_OWN + subgroup * OWN;
    for (int number = lane; number < QUERIES * KEY_EIGHTS; number += LANES)
    {
        int query = firstQuery + number / KEY_EIGHTS;
        tiles[own + number / KEY_EIGHTS * SCORE_ROW + number % KEY_EIGHTS] = query < queries
            ? scaled(loadQuery(image * queries + query, number % KEY_EIGHTS * 8))
            : uvec4(0);
    }

    for (int number = invocation; number < MATRIX_ROWS * MATRIX_COLUMNS / 4; number += SPLIT * THREADS)
    {
        ivec4 column = number % (MATRIX_COLUMNS / 4) * 4 + ivec4(0, 1, 2, 3);
        tiles[MASK + number / (MATRIX_COLUMNS / 4) * SUM_ROW + number % (MATRIX_COLUMNS / 4)] =
            floatBitsToUint(mix(vec4(LOWEST), vec4(0.0), lessThan(column, ivec4(keys % MATRIX_COLUMNS))));
    }

    subgroupBarrier();
    Left f[DOWN * KEY_MATRICES];
    [[unroll]] for (int i = 0; i < DOWN * KEY_MATRICES; i++)
    {
        coopMatLoad(
            f[i], tiles, own + i / KEY_MATRICES * MATRIX_ROWS * SCORE_ROW + i % KEY_MATRICES * MATRIX_DEPTH / 8, SCORE_ROW,
            gl_CooperativeMatrixLayoutRowMajor);
    }

    // The largest scores, of a query in each column of a matrix, then in all; then what is added to scores to make these 0.
    Sums offsets[DOWN];
    [[unroll]] for (int i = 0; i < DOWN; i++)
    {
        offsets[i] = Sums(LOWEST);
    }

    const int CHUNK_LOADS = (CHUNK * KEY_EIGHTS + SPLIT * THREADS - 1) / (SPLIT * THREADS);
    for (int first = 0; first < keys; first += CHUNK)
    {
        uvec4 loaded[CHUNK_LOADS];
        [[unroll]] for (int i = 0; i < CHUNK_LOADS; i++)
        {
            int number = i * SPLIT * THREADS + invocation;
            loaded[i] = loadOther(image, first + number / KEY_EIGHTS, firstKey, number % KEY_EIGHTS * 8, KEY_CHANNELS);
        }

        barrier();
        [[unroll]] for (int i = 0; i < CHUNK_LOADS; i++)
        {
            int number = i * SPLIT * THREADS + invocation;
            if (number < CHUNK * KEY_EIGHTS)
            {
                tiles[number / KEY_EIGHTS * KEY_ROW + number % KEY_EIGHTS] = loaded[i];
            }
        }

        barrier();
        for (int start = part * MATRIX_COLUMNS; start < CHUNK && first + start < keys; start += CHUNK_UNIT)
        {
            [[unroll]] for (int n = 0; n < AT_ONCE; n++)
            {
                int k = start + n * SPLIT * MATRIX_COLUMNS;
                Right g[KEY_MATRICES];
                [[unroll]] for (int d = 0; d < KEY_MATRICES; d++)
                {
                    coopMatLoad(
                        g[d], tiles, k * KEY_ROW + d * MATRIX_DEPTH / 8, KEY_ROW, gl_CooperativeMatrixLayoutColumnMajor);
                }

                [[unroll]] for (int i = 0; i < DOWN; i++)
                {
                    Sums scores = masked(first + k);
                    [[unroll]] for (int d = 0; d < KEY_MATRICES; d++)
                    {
                        scores = coopMatMulAdd(f[i * KEY_MATRICES + d], g[d], scores);
                    }

                    [[unroll]] for (int e = 0; e < scores.length(); e++)
                    {
                        offsets[i][e] = max(offsets[i][e], scores[e]);
                    }
                }
            }
        }
    }

    [[unroll]] for (int i = 0; i < DOWN; i++)
    {
        int query = subgroup * QUERIES + i * MATRIX_ROWS + lane;
        coopMatStore(offsets[i], tiles, own, SUM_ROW, gl_CooperativeMatrixLayoutRowMajor);
        subgroupBarrier();
        if (lane < MATRIX_ROWS)
        {
            float maximum = LOWEST;
            for (int c = 0; c < MATRIX_COLUMNS / 4; c++)
            {
                vec4 x = uintBitsToFloat(tiles[own + lane * SUM_ROW + c]);
                maximum = max(maximum, max(max(x.x, x.y), max(x.z, x.w)));
            }

            statistics[query] = maximum;
        }

        waitForParts();
        if (lane < MATRIX_ROWS)
        {
            float maximum = statistics[query];
            [[unroll]] for (int other = 0; other < SPLIT; other++)
            {
                maximum = max(maximum, statistics[query % (SUBGROUPS * QUERIES) + other * SUBGROUPS * QUERIES]);
            }

            for (int c = 0; c < MATRIX_COLUMNS / 4; c++)
            {
                tiles[own + lane * SUM_ROW + c] = floatBitsToUint(vec4(-maximum));
            }
        }

        subgroupBarrier();
        coopMatLoad(offsets[i], tiles, own, SUM_ROW, gl_CooperativeMatrixLayoutRowMajor);
        subgroupBarrier();
    }

    Sums totals[DOWN];
    Sums sums[DOWN * VALUE_MATRICES];
    [[unroll]] for (int i = 0; i < DOWN; i++)
    {
        totals[i] = Sums(0.0);
    }

    [[unroll]] for (int i = 0; i < DOWN * VALUE_MATRICES; i++)
    {
        sums[i] = Sums(0.0);
    }

    // Of a part, a pair each turn: where in shared memory a tile lies is then known to the compiler. The first barrier is for the
    // keys of before.
    int tileCount = (keys + 2 * SPLIT * KEYS - 1) / (2 * SPLIT * KEYS) * 2;
    int firstOfPart = part * KEYS;
    findPlaces(image, firstOfPart, thread, firstOfTile);
    loadTile(image, firstOfPart, 0, thread, firstOfTile);
    barrier();
    storeTile(thread, part * TILE);
    barrier();
    for (int pair = 0; pair < tileCount; pair += 2)
    {
        [[unroll]] for (int second = 0; second < 2; second++)
        {
            int start = (second * SPLIT + part) * TILE;
            int behind = (pair + second) * SPLIT * KEYS;
            loadTile(image, firstOfPart, behind + SPLIT * KEYS, thread, firstOfTile);

            // All scores first, so that nothing waits for them.
            Sums scores[DOWN * KEYS / MATRIX_COLUMNS];
            [[unroll]] for (int k = 0; k < KEYS; k += MATRIX_COLUMNS)
            {
                Right g[KEY_MATRICES];
                [[unroll]] for (int d = 0; d < KEY_MATRICES; d++)
                {
                    coopMatLoad(
                        g[d], tiles, start + k * KEY_ROW + d * MATRIX_DEPTH / 8, KEY_ROW, gl_CooperativeMatrixLayoutColumnMajor);
                }

                [[unroll]] for (int i = 0; i < DOWN; i++)
                {
                    int n = k / MATRIX_COLUMNS * DOWN + i;
                    scores[n] = offsets[i] + masked(firstOfPart + behind + k);
                    [[unroll]] for (int d = 0; d < KEY_MATRICES; d++)
                    {
                        scores[n] = coopMatMulAdd(f[i * KEY_MATRICES + d], g[d], scores[n]);
                    }
                }
            }

            [[unroll]] for (int n = 0; n < DOWN * KEYS / MATRIX_COLUMNS; n++)
            {
                int i = n % DOWN;
                [[unroll]] for (int e = 0; e < scores[n].length(); e++)
                {
                    scores[n][e] = exp2(scores[n][e]);
                }

                totals[i] += scores[n];
                coopMatStore(
                    Halves(scores[n]), tiles, own + i * MATRIX_ROWS * SCORE_ROW + n / DOWN * MATRIX_COLUMNS / 8, SCORE_ROW,
                    gl_CooperativeMatrixLayoutRowMajor);
            }

            subgroupBarrier();
            [[unroll]] for (int k = 0; k < KEYS; k += MATRIX_DEPTH)
            {
                Left e[DOWN];
                [[unroll]] for (int i = 0; i < DOWN; i++)
                {
                    coopMatLoad(
                        e[i], tiles, own + i * MATRIX_ROWS * SCORE_ROW + k / 8, SCORE_ROW, gl_CooperativeMatrixLayoutRowMajor);
                }

                [[unroll]] for (int v = 0; v < VALUE_MATRICES; v++)
                {
                    Right h;
                    coopMatLoad(
                        h, tiles, start + KEYS * KEY_ROW + k * VALUE_ROW + v * MATRIX_COLUMNS / 8, VALUE_ROW,
                        gl_CooperativeMatrixLayoutRowMajor);
                    [[unroll]] for (int i = 0; i < DOWN; i++)
                    {
                        sums[i * VALUE_MATRICES + v] = coopMatMulAdd(e[i], h, sums[i * VALUE_MATRICES + v]);
                    }
                }
            }

            storeTile(thread, ((1 - second) * SPLIT + part) * TILE);
            barrier();
        }
    }

    [[unroll]] for (int i = 0; i < DOWN; i++)
    {
        coopMatStore(totals[i], tiles, own, SUM_ROW, gl_CooperativeMatrixLayoutRowMajor);
        subgroupBarrier();
        if (lane < MATRIX_ROWS)
        {
            float total = 0.0;
            for (int c = 0; c < MATRIX_COLUMNS / 4; c++)
            {
                vec4 x = uintBitsToFloat(tiles[own + lane * SUM_ROW + c]);
                total += (x.x + x.y) + (x.z + x.w);
            }

            statistics[subgroup * QUERIES + i * MATRIX_ROWS + lane] = total;
        }

        subgroupBarrier();
    }

    // A lane takes an eight, in the same columns of all.
    const int Eights = MATRIX_COLUMNS / 8;
    [[unroll]] for (int v = 0; v < VALUE_MATRICES; v++)
    {
        int channel = firstOfTile + v * MATRIX_COLUMNS + lane % Eights * 8;
        Maps maps = mapsOf(image, channel, valueChannels, OUT_ALIGNED);
        [[unroll]] for (int i = 0; i < DOWN; i++)
        {
            waitForParts();
            coopMatStore(sums[i * VALUE_MATRICES + v], tiles, own, SUM_ROW, gl_CooperativeMatrixLayoutRowMajor);
            waitForParts();
            [[unroll]] for (int firstRow = 0; firstRow < MATRIX_ROWS; firstRow += LANES / Eights)
            {
                int row = firstRow + lane / Eights;
                int query = firstQuery + i * MATRIX_ROWS + row;
                if (part == 0 && row < MATRIX_ROWS && query < queries && channel < valueChannels)
                {
                    vec4 a = vec4(0.0), b = vec4(0.0);
                    float total = 0.0;
                    [[unroll]] for (int other = 0; other < SPLIT; other++)
                    {
                        int index = own + other * SUBGROUPS * OWN + row * SUM_ROW + lane % Eights * 2;
                        a += uintBitsToFloat(tiles[index]);
                        b += uintBitsToFloat(tiles[index + 1]);
                        total += statistics[(other * SUBGROUPS + subgroup) * QUERIES + i * MATRIX_ROWS + row];
                    }

                    storeEight(
                        image * queries + query, channel, valueChannels, OUT_ALIGNED, image, a / total, b / total, maps);
                }
            }
        }
    }
}
