// What the attention shaders share: sizes, and how they load and store.

#include "epilogue.glsl"

layout(constant_id = 5) const int KEY_CHANNELS = 16;
layout(constant_id = 6) const int VALUES = 32;       // value channels of a tile
layout(constant_id = 7) const bool QUERIES_ALIGNED = false; // their number is a multiple of 4
layout(constant_id = 8) const bool KEYS_ALIGNED = false;

layout(set = 0, binding = 6) readonly buffer KeysAndValues { Stored others[]; };
layout(set = 0, binding = 6) readonly buffer KeysAndValues4 { Stored4 others4[]; };

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
        ? vec4(inputs4[(start + i) / 4])
        : vec4(float(inputs[start + i]), float(inputs[start + min(i + 1, last)]),
            float(inputs[start + min(i + 2, last)]), float(inputs[start + min(i + 3, last)]));
}

vec4 loadOther4(int start, int i, int count)
{
    int last = count - 1;
    return KEYS_ALIGNED
        ? vec4(others4[(start + i) / 4])
        : vec4(float(others[start + i]), float(others[start + min(i + 1, last)]),
            float(others[start + min(i + 2, last)]), float(others[start + min(i + 3, last)]));
}

// Channels beyond the last one have its sums, and store what it does once more: drivers compile that in less time than a branch
// around each.
void storeQueries(vec4 o, int image, int channel, int query)
{
    channel = min(channel, valueChannels - 1);
    int index = (image * valueChannels + channel) * queries + query;
    vec2 map = affineOf(image, channel, valueChannels);
    if (QUERIES_ALIGNED)
    {
        store4(index, o, map);
        return;
    }

    [[unroll]] for (int q = 0; q < 4; q++)
    {
        if (query + q < queries)
        {
            store(index + q, o[q], map);
        }
    }
}
