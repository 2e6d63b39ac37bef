// What the cooperative-matrix shaders share: eights of half-precision numbers, the unit in which they load and store.
// Tensors are channels-last here, so that a pixel's channels, which are summed, lie side by side.

layout(set = 0, binding = 0) readonly buffer Input8 { uvec4 inputs8[]; };
layout(set = 0, binding = 1) writeonly buffer Output8 { uvec4 outputs8[]; };
layout(set = 0, binding = 2) readonly buffer Weights8 { uvec4 weights8[]; };
layout(set = 0, binding = 4) readonly buffer Residual8 { uvec4 residuals8[]; };

// Rows of a shared tile end with one more eight: in a power of two, all would begin in the same bank.
const int PADDING = 1;

// Row and eight of one of a thread's loads of a tile. Where it can be, most of it is the same for all of them.
ivec2 loadOf(int i, int thread, int threads, int eights)
{
    int number = i * threads + thread;
    return threads % eights == 0
        ? ivec2(i * (threads / eights) + thread / eights, thread % eights)
        : ivec2(number / eights, number % eights);
}

uvec4 packed(vec4 a, vec4 b)
{
    return uvec4(packHalf2x16(a.xy), packHalf2x16(a.zw), packHalf2x16(b.xy), packHalf2x16(b.zw));
}

vec4 lower(uvec4 x)
{
    return vec4(unpackHalf2x16(x.x), unpackHalf2x16(x.y));
}

vec4 upper(uvec4 x)
{
    return vec4(unpackHalf2x16(x.z), unpackHalf2x16(x.w));
}

vec4 activate4(vec4 x)
{
    return vec4(activate(x.x), activate(x.y), activate(x.z), activate(x.w));
}

// Scales and shifts of eight channels.
struct Maps
{
    vec4 scales[2];
    vec4 shifts[2];
};

// Of those from the given channel on; of no use beyond the last one, nor where channels are no whole eights.
Maps mapsOf(int image, int channel, int channels, bool isNeeded)
{
    vec2 map[8];
    [[unroll]] for (int i = 0; i < 8; i++)
    {
        map[i] = vec2(0.0);
        if (isNeeded && channel < channels)
        {
            map[i] = affine[(CONDITIONAL ? classes[image] : 0) * channels + channel + i];
        }
    }

    return Maps(
        vec4[2](vec4(map[0].x, map[1].x, map[2].x, map[3].x), vec4(map[4].x, map[5].x, map[6].x, map[7].x)),
        vec4[2](vec4(map[0].y, map[1].y, map[2].y, map[3].y), vec4(map[4].y, map[5].y, map[6].y, map[7].y)));
}

// Eight channels of one pixel, from the given one on, as the epilogue leaves them.
void storeEight(int pixel, int channel, int channels, bool isAligned, int image, vec4 a, vec4 b, Maps maps)
{
    int index = pixel * channels + channel;
    if (!isAligned)
    {
        [[unroll]] for (int i = 0; i < 8; i++)
        {
            if (channel + i < channels)
            {
                store(index + i, i < 4 ? a[i] : b[i - 4], affineOf(image, channel + i, channels));
            }
        }
    }
    else if (channel < channels)
    {
        if (CONDITIONAL)
        {
            maps = mapsOf(image, channel, channels, true);
        }

        vec4 y = activate4(maps.scales[0] * a + maps.shifts[0]);
        vec4 z = activate4(maps.scales[1] * b + maps.shifts[1]);
        if (RESIDUAL)
        {
            y += lower(residuals8[index >> 3]);
            z += upper(residuals8[index >> 3]);
        }

        outputs8[index >> 3] = packed(storable(y), storable(z));
    }
}
