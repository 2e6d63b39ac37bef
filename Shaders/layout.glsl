// Where a tensor's elements lie: [image, channel, pixel], or [image, pixel, channel] where the matrix shaders run.

layout(constant_id = 5) const bool CHANNELS_LAST = false;

int indexOf(int image, int channel, int pixel, int channels, int area)
{
    return CHANNELS_LAST ? (image * area + pixel) * channels + channel : (image * channels + channel) * area + pixel;
}

int channelOf(int index, int channels, int area)
{
    return CHANNELS_LAST ? index % channels : index / area % channels;
}

int pixelOf(int index, int channels, int area)
{
    return CHANNELS_LAST ? index / channels % area : index % area;
}
