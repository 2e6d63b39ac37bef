#version 450

// The streaming attention of attention.comp for drivers that run on a CPU (see convolution_lanes.comp): each lane of a
// subgroup has its own four queries, and loads one of the keys' and values' channels for all of them.

#extension GL_KHR_shader_subgroup_shuffle : require

#include "interface.glsl"
#include "attention.glsl"

layout(constant_id = 9) const int LANES = 8; // of a subgroup, which is a workgroup

const int KEY_LOADS = (KEY_CHANNELS + LANES - 1) / LANES;
const int VALUE_LOADS = (VALUES + LANES - 1) / LANES;

void main()
{
    int lane = int(gl_SubgroupInvocationID);
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
        vec4 g[KEY_LOADS];
        [[unroll]] for (int i = 0; i < KEY_LOADS; i++)
        {
            g[i] = loadOther4(keyStart + min(i * LANES + lane, KEY_CHANNELS - 1) * keys, key, keys);
        }

        vec4 s0 = vec4(0.0), s1 = vec4(0.0), s2 = vec4(0.0), s3 = vec4(0.0);
        [[unroll]] for (int d = 0; d < KEY_CHANNELS; d++)
        {
            vec4 k = subgroupShuffle(g[d / LANES], uint(d % LANES));
            s0 += k.x * f[d];
            s1 += k.y * f[d];
            s2 += k.z * f[d];
            s3 += k.w * f[d];
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
        [[unroll]] for (int i = 0; i < VALUE_LOADS; i++)
        {
            vec4 loaded = loadOther4(valueStart + min(value + i * LANES + lane, valueChannels - 1) * keys, key, keys);
            [[unroll]] for (int j = 0; j < min(LANES, VALUES - i * LANES); j++)
            {
                vec4 h = subgroupShuffle(loaded, uint(j));
                int v = i * LANES + j;
                sums[v] = sums[v] * correction + (h.x * s0 + h.y * s1 + h.z * s2 + h.w * s3);
            }
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
