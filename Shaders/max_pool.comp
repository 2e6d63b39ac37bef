#version 450

// 2×2 maximum of some of the channels; an odd last row or column is left out.

#include "interface.glsl"

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
    int outHeight = inHeight / 2;
    int x = i % outWidth;
    int y = i / outWidth % outHeight;
    int channel = i / outWidth / outHeight % channels;
    int image = i / outWidth / outHeight / channels;
    int top = ((image * inChannels + firstChannel + channel) * inHeight + 2 * y) * inWidth + 2 * x;
    float upper = max(float(inputs[top]), float(inputs[top + 1]));
    float lower = max(float(inputs[top + inWidth]), float(inputs[top + inWidth + 1]));
    outputs[i] = Stored(max(upper, lower));
}
