// What the cooperative-matrix shaders share: eights of half-precision numbers, the unit in which they load and store.
// Tensors are channels-last here, so that a pixel's channels, which are summed, lie side by side.

layout(set = 0, binding = 0) readonly buffer Input8 { uvec4 inputs8[]; };
layout(set = 0, binding = 1) writeonly buffer Output8 { uvec4 outputs8[]; };
layout(set = 0, binding = 2) readonly buffer Weights8 { uvec4 weights8[]; };
layout(set = 0, binding = 4) readonly buffer Residual8 { uvec4 residuals8[]; };

// Rows of a shared tile end with one more eight: in a power of two, all would begin in the same bank.
const int PADDING = 1;

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

// Eight channels of one pixel, from the given one on, as the epilogue leaves them.
void store8(int pixel, int channel, int channels, bool isAligned, int image, vec4 a, vec4 b)
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
        int row = (CONDITIONAL ? classes[image] : 0) * channels + channel;
        vec2 map[8];
        [[unroll]] for (int i = 0; i < 8; i++)
        {
            map[i] = affine[row + i];
        }

        vec4 y = activate4(vec4(map[0].x, map[1].x, map[2].x, map[3].x) * a + vec4(map[0].y, map[1].y, map[2].y, map[3].y));
        vec4 z = activate4(vec4(map[4].x, map[5].x, map[6].x, map[7].x) * b + vec4(map[4].y, map[5].y, map[6].y, map[7].y));
        if (RESIDUAL)
        {
            y += lower(residuals8[index / 8]);
            z += upper(residuals8[index / 8]);
        }

        outputs8[index / 8] = packed(storable(y), storable(z));
    }
}
