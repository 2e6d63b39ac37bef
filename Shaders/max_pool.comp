#version 450

// 2×2 maximum of some of the channels; an odd last row or column is left out.

#include "interface.glsl"
#include "layout.glsl"

layout(push_constant) uniform Sizes
{
    int firstChannel;
    int channels; // of the output
    int inChannels;
    int inHeight;
    int inWidth;
    int count;    // of the output
};

void main()
{
    int i = elementIndex();
    if (i >= count)
    {
        return;
    }

    int outWidth = inWidth / 2;
    int area = inHeight / 2 * outWidth;
    int pixel = pixelOf(i, channels, area);
    int channel = firstChannel + channelOf(i, channels, area);
    int top = indexOf(
        i / (channels * area), channel, 2 * (pixel / outWidth * inWidth + pixel % outWidth), inChannels, inHeight * inWidth);
    int right = CHANNELS_LAST ? inChannels : 1;
    int below = inWidth * right;
    float upper = max(float(inputs[top]), float(inputs[top + right]));
    float lower = max(float(inputs[top + below]), float(inputs[top + below + right]));
    outputs[i] = Stored(max(upper, lower));
}
