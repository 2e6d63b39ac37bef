#version 450

// o = softmax over keys of (fᵀg) · h (SAGAN, section 3), streamed: keys come in blocks of four, and running maximum and sum
// (online softmax, Milakov and Gimelshein 2018) make the N×N matrix unnecessary, so memory grows with N only.
//
// One invocation makes VALUES value channels of four neighbouring queries. Grid: query tiles, value tiles, images.

#include "interface.glsl"
#include "attention.glsl"

void main()
{
    int query = 4 * int(gl_GlobalInvocationID.x);
    bool inside = query < queries;
    query = inside ? query : 0;
    int image = int(gl_WorkGroupID.z);
    int value = int(gl_WorkGroupID.y) * VALUES;

    vec4 f[KEY_CHANNELS];
    [[unroll]] for (int d = 0; d < KEY_CHANNELS; d++)
    {
        f[d] = load4(image * queryStride + d * queries, query, queries);
    }

    // Each vec4 holds the four queries.
    vec4 maximum = vec4(LOWEST);
    vec4 total = vec4(0.0);
    vec4 sums[VALUES];
    [[unroll]] for (int v = 0; v < VALUES; v++)
    {
        sums[v] = vec4(0.0);
    }

    int keyStart = image * keyStride + firstKey;
    int valueStart = image * keyStride + firstValue;
    for (int key = 0; key < keys; key += 4)
    {
        vec4 s0 = vec4(0.0), s1 = vec4(0.0), s2 = vec4(0.0), s3 = vec4(0.0);
        [[unroll]] for (int d = 0; d < KEY_CHANNELS; d++)
        {
            vec4 g = loadOther4(keyStart + d * keys, key, keys);
            s0 += g.x * f[d];
            s1 += g.y * f[d];
            s2 += g.z * f[d];
            s3 += g.w * f[d];
        }

        s1 = key + 1 < keys ? s1 : vec4(LOWEST);
        s2 = key + 2 < keys ? s2 : vec4(LOWEST);
        s3 = key + 3 < keys ? s3 : vec4(LOWEST);
        vec4 raised = max(max(maximum, max(s0, s1)), max(s2, s3));
        vec4 correction = exp(maximum - raised);
        maximum = raised;
        s0 = exp(s0 - raised);
        s1 = exp(s1 - raised);
        s2 = exp(s2 - raised);
        s3 = exp(s3 - raised);
        total = total * correction + ((s0 + s1) + (s2 + s3));
        [[unroll]] for (int v = 0; v < VALUES; v++)
        {
            vec4 h = loadOther4(valueStart + min(value + v, valueChannels - 1) * keys, key, keys);
            sums[v] = sums[v] * correction + (h.x * s0 + h.y * s1 + h.z * s2 + h.w * s3);
        }
    }

    if (!inside)
    {
        return;
    }

    [[unroll]] for (int v = 0; v < VALUES; v++)
    {
        storeQueries(sums[v] / total, image, value + v, query);
    }
}
