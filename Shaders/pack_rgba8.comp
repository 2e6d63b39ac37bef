#version 450

// One map of the output, [−1, 1], to RGBA8: byte = round((x + 1)·127.5). A single channel becomes grey, and alpha is 255
// where the map has none.

#include "interface.glsl"

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

uint toByte(float x)
{
    return uint(clamp(floor((x + 1.0) * 127.5 + 0.5), 0.0, 255.0));
}

void main()
{
    int i = elementIndex();
    if (i >= count)
    {
        return;
    }

    int image = i / area;
    int pixel = i % area;
    int plane = (image * outChannels + firstChannel) * area + pixel;
    uint red = toByte(float(inputs[plane]));
    uint green = channels > 1 ? toByte(float(inputs[plane + area])) : red;
    uint blue = channels > 2 ? toByte(float(inputs[plane + 2 * area])) : channels == 1 ? red : 0u;
    uint alpha = channels > 3 ? toByte(float(inputs[plane + 3 * area])) : 255u;
    pixels[(image * maps + map) * area + pixel] = red | green << 8 | blue << 16 | alpha << 24;
}
