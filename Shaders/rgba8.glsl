// One pixel of a map of 1 to 4 channels, each in [−1, 1], as RGBA8: byte = round((x + 1)·127.5). A single channel becomes grey, and
// alpha is 255 where the map has none.
uint rgba8(vec4 x, int channels)
{
    x.yz = channels == 1 ? x.xx : x.yz;
    x.z = channels == 2 ? -1.0 : x.z;
    x.w = channels < 4 ? 1.0 : x.w;
    uvec4 bytes = uvec4(clamp(floor((x + 1.0) * 127.5 + 0.5), 0.0, 255.0));
    return bytes.r | bytes.g << 8 | bytes.b << 16 | bytes.a << 24;
}
