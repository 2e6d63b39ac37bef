#version 450

// Each pixel becomes scale × scale pixels.

#include "interface.glsl"

layout(push_constant) uniform Sizes
{
    int scale;
    int outHeight;
    int outWidth;
    int count; // of the output
};

void main()
{
    int i = elementIndex();
    if (i < count)
    {
        int x = i % outWidth / scale;
        int y = i / outWidth % outHeight / scale;
        int plane = i / outWidth / outHeight;
        outputs[i] = inputs[(plane * (outHeight / scale) + y) * (outWidth / scale) + x];
    }
}
