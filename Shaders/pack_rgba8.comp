#version 450

// One map of the output, [−1, 1], to RGBA8: byte = round((x + 1)·127.5). A single channel becomes grey, and alpha is 255
// where the map has none.

#include "interface.glsl"
#include "layout.glsl"

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

uint toByte(int image, int channel, int pixel)
{
    float x = float(inputs[indexOf(image, firstChannel + channel, pixel, outChannels, area)]);
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
    uint red = toByte(image, 0, pixel);
    uint green = channels > 1 ? toByte(image, 1, pixel) : red;
    uint blue = channels > 2 ? toByte(image, 2, pixel) : channels == 1 ? red : 0u;
    uint alpha = channels > 3 ? toByte(image, 3, pixel) : 255u;
    pixels[(image * maps + map) * area + pixel] = red | green << 8 | blue << 16 | alpha << 24;
}
