#version 450

// o = softmax over keys of (fᵀg) · h (SAGAN, section 3), streamed: keys come in blocks of four, and running maximum and sum
// (online softmax, Milakov and Gimelshein 2018) make the N×N matrix unnecessary, so memory grows with N only.
//
// One invocation makes VALUES value channels of four neighbouring queries. Grid: query tiles, value tiles, images.

#include "interface.glsl"
#include "epilogue.glsl"

layout(constant_id = 5) const int KEY_CHANNELS = 16;
layout(constant_id = 6) const int VALUES = 32;       // value channels of a tile
layout(constant_id = 7) const bool QUERIES_ALIGNED = false; // their number is a multiple of 4
layout(constant_id = 8) const bool KEYS_ALIGNED = false;

layout(set = 0, binding = 6) readonly buffer KeysAndValues { float others[]; };
layout(set = 0, binding = 6) readonly buffer KeysAndValues4 { vec4 others4[]; };

layout(push_constant) uniform Sizes
{
    int queries;
    int queryStride;   // elements of one image's input
    int keys;
    int keyStride;     // elements of one image's keys and values
    int firstKey;      // element where an image's keys begin
    int firstValue;
    int valueChannels;
};

const float LOWEST = -3.0e38;

vec4 load4(int start, int i, int count)
{
    int last = count - 1;
    return QUERIES_ALIGNED
        ? inputs4[(start + i) / 4]
        : vec4(inputs[start + i], inputs[start + min(i + 1, last)],
            inputs[start + min(i + 2, last)], inputs[start + min(i + 3, last)]);
}

vec4 loadOther4(int start, int i, int count)
{
    int last = count - 1;
    return KEYS_ALIGNED
        ? others4[(start + i) / 4]
        : vec4(others[start + i], others[start + min(i + 1, last)],
            others[start + min(i + 2, last)], others[start + min(i + 3, last)]);
}

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
        int channel = value + v;
        vec4 o = sums[v] / total;
        [[unroll]] for (int q = 0; q < 4; q++)
        {
            if (channel < valueChannels && query + q < queries)
            {
                int index = (image * valueChannels + channel) * queries + query + q;
                store(index, o[q], image, channel, valueChannels);
            }
        }
    }
}
