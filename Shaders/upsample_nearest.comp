#version 450

// Each pixel becomes scale × scale pixels.

#include "interface.glsl"
#include "layout.glsl"

layout(push_constant) uniform Sizes
{
    int scale;
    int channels;
    int outHeight;
    int outWidth;
    int count; // of the output
};

void main()
{
    int i = elementIndex();
    if (i >= count)
    {
        return;
    }

    int area = outHeight * outWidth;
    int pixel = pixelOf(i, channels, area);
    int inWidth = outWidth / scale;
    int inPixel = pixel / outWidth / scale * inWidth + pixel % outWidth / scale;
    int channel = channelOf(i, channels, area);
    outputs[i] = inputs[indexOf(i / (channels * area), channel, inPixel, channels, outHeight / scale * inWidth)];
}
