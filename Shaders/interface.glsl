// What every shader sees. One binding layout and one specialization numbering serve them all, so that the host needs
// one descriptor set layout and one pipeline layout. Tensors are [image, channel, row, column], contiguous.

//
// Each shader is compiled twice, with HALF for tensors and weights in half precision. That is how they are stored; every
// sum and product is one of single precision.

#extension GL_EXT_control_flow_attributes : require

#ifdef HALF
#extension GL_EXT_shader_16bit_storage : require
#define Stored float16_t
#define Stored4 f16vec4
#else
#define Stored float
#define Stored4 vec4
#endif

layout(local_size_x_id = 0) in;

layout(set = 0, binding = 0) readonly buffer Input { Stored inputs[]; };
layout(set = 0, binding = 0) readonly buffer Input4 { Stored4 inputs4[]; };
layout(set = 0, binding = 1) writeonly buffer Output { Stored outputs[]; };
layout(set = 0, binding = 1) writeonly buffer Output4 { Stored4 outputs4[]; };
layout(set = 0, binding = 2) readonly buffer Weights { Stored4 weights[]; };

// What a tensor takes: half precision has no numbers beyond ±65504, only infinity.
vec4 storable(vec4 x)
{
#ifdef HALF
    return clamp(x, -65504.0, 65504.0);
#else
    return x;
#endif
}

// i modulo size; what % makes of negative numbers is undefined, and differs between devices.
int modulo(int i, int size)
{
    int rest = i - i / size * size;
    return rest < 0 ? rest + size : rest;
}

// Number of this invocation in a grid that may need two axes, x and y.
int elementIndex()
{
    uint group = gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x;
    return int(group * gl_WorkGroupSize.x + gl_LocalInvocationID.x);
}
