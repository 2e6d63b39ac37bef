#version 450

// The streaming attention of attention.comp for GPUs: a workgroup loads a tile of keys and values once, into shared memory,
// and each invocation holds it against one query. Grid: query tiles, value tiles, images.

#include "interface.glsl"
#include "attention.glsl"

layout(constant_id = 9) const int THREADS = 64;     // of a workgroup
layout(constant_id = 10) const int KEY_VECTORS = 8; // of a tile: quarters of its keys

shared vec4 keyTile[KEY_CHANNELS * KEY_VECTORS];
shared vec4 valueTile[VALUES * KEY_VECTORS];

void main()
{
    int thread = int(gl_LocalInvocationID.x);
    int query = int(gl_WorkGroupID.x) * THREADS + thread;
    int image = int(gl_WorkGroupID.z);
    int value = int(gl_WorkGroupID.y) * VALUES;
    int keyStart = image * keyStride + firstKey;
    int valueStart = image * keyStride + firstValue;

    float f[KEY_CHANNELS];
    [[unroll]] for (int d = 0; d < KEY_CHANNELS; d++)
    {
        f[d] = float(inputs[image * queryStride + d * queries + min(query, queries - 1)]);
    }

    float maximum = LOWEST;
    float total = 0.0;
    float sums[VALUES];
    [[unroll]] for (int v = 0; v < VALUES; v++)
    {
        sums[v] = 0.0;
    }

    for (int first = 0; first < keys; first += 4 * KEY_VECTORS)
    {
        barrier();
        for (int i = thread; i < KEY_CHANNELS * KEY_VECTORS; i += THREADS)
        {
            int key = min(first + i % KEY_VECTORS * 4, (keys - 1) / 4 * 4);
            keyTile[i] = loadOther4(keyStart + i / KEY_VECTORS * keys, key, keys);
        }

        for (int i = thread; i < VALUES * KEY_VECTORS; i += THREADS)
        {
            int key = min(first + i % KEY_VECTORS * 4, (keys - 1) / 4 * 4);
            valueTile[i] = loadOther4(valueStart + min(value + i / KEY_VECTORS, valueChannels - 1) * keys, key, keys);
        }

        barrier();
        for (int k = 0; k < KEY_VECTORS && first + 4 * k < keys; k++)
        {
            // Four keys at a time.
            vec4 s = vec4(0.0);
            [[unroll]] for (int d = 0; d < KEY_CHANNELS; d++)
            {
                s += f[d] * keyTile[d * KEY_VECTORS + k];
            }

            ivec4 key = first + 4 * k + ivec4(0, 1, 2, 3);
            s = mix(vec4(LOWEST), s, lessThan(key, ivec4(keys)));
            float raised = max(maximum, max(max(s.x, s.y), max(s.z, s.w)));
            float correction = exp(maximum - raised);
            maximum = raised;
            s = exp(s - raised);
            total = total * correction + ((s.x + s.y) + (s.z + s.w));
            [[unroll]] for (int v = 0; v < VALUES; v++)
            {
                sums[v] = sums[v] * correction + dot(valueTile[v * KEY_VECTORS + k], s);
            }
        }
    }

    if (query >= queries)
    {
        return;
    }

    [[unroll]] for (int v = 0; v < VALUES; v++)
    {
        int channel = value + v;
        if (channel < valueChannels)
        {
            int index = (image * valueChannels + channel) * queries + query;
            store(index, sums[v] / total, affineOf(image, channel, valueChannels));
        }
    }
}
