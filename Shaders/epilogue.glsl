// y = activation(scale[class, c]·x + shift[class, c]) + residual: what happens to a result before it is stored.

layout(constant_id = 1) const int ACTIVATION = 0; // 0 none, 1 leaky ReLU, 2 tanh
layout(constant_id = 2) const float SLOPE = 0.0;
layout(constant_id = 3) const bool CONDITIONAL = false; // one row of affine[] for each class
layout(constant_id = 4) const bool RESIDUAL = false;

layout(set = 0, binding = 3) readonly buffer Affine { vec2 affine[]; }; // (scale, shift) of [class, channel]
layout(set = 0, binding = 4) readonly buffer Residual { Stored residuals[]; };
layout(set = 0, binding = 4) readonly buffer Residual4 { Stored4 residuals4[]; };
layout(set = 0, binding = 5) readonly buffer Classes { int classes[]; }; // one for each image

// Own formula: a driver's tanh may overflow to NaN for large |x|.
float hyperbolicTangent(float x)
{
    float e = exp(-2.0 * abs(x));
    return sign(x) * (1.0 - e) / (1.0 + e);
}

float activate(float x)
{
    if (ACTIVATION == 1)
    {
        return x > 0.0 ? x : SLOPE * x;
    }

    return ACTIVATION == 2 ? hyperbolicTangent(x) : x;
}

vec2 affineOf(int image, int channel, int channels)
{
    int row = CONDITIONAL ? classes[image] : 0;
    return affine[row * channels + channel];
}

void store(int index, float x, vec2 map)
{
    float y = activate(map.x * x + map.y);
    outputs[index] = Stored(storable(vec4(RESIDUAL ? y + float(residuals[index]) : y)).x);
}

// Four neighbours; the index is a multiple of 4.
void store4(int index, vec4 x, vec2 map)
{
    vec4 y = map.x * x + map.y;
    y = vec4(activate(y.x), activate(y.y), activate(y.z), activate(y.w));
    outputs4[index / 4] = Stored4(storable(RESIDUAL ? y + vec4(residuals4[index / 4]) : y));
}
