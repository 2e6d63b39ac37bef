#version 450

// One map of the output to RGBA8.

#include "interface.glsl"
#include "layout.glsl"
#include "rgba8.glsl"

layout(set = 0, binding = 1) writeonly buffer Pixels { uint pixels[]; };

layout(push_constant) uniform Sizes
{
    int firstChannel;
    int channels;    // of the map
    int outChannels; // of all maps
    int area;
    int map;
    int maps;
    int count;       // pixels of this map in all images
};

void main()
{
    int i = elementIndex();
    if (i >= count)
    {
        return;
    }

    int image = i / area;
    int pixel = i % area;
    vec4 x = vec4(0.0);
    [[unroll]] for (int c = 0; c < 4; c++)
    {
        if (c < channels)
        {
            x[c] = float(inputs[indexOf(image, firstChannel + c, pixel, outChannels, area)]);
        }
    }

    pixels[(image * maps + map) * area + pixel] = rgba8(x, channels);
}
