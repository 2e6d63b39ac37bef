#version 450

// An epilogue of its own: batch norm, activation or a residual block's sum that no operation before it could take in.

#include "interface.glsl"
#include "epilogue.glsl"
#include "layout.glsl"

layout(push_constant) uniform Sizes
{
    int channels;
    int area;
    int count;
};

void main()
{
    int i = elementIndex();
    if (i < count)
    {
        store(i, float(inputs[i]), affineOf(i / area / channels, channelOf(i, channels, area), channels));
    }
}
