// What every shader sees. One binding layout and one specialization numbering serve them all, so that the host needs
// one descriptor set layout and one pipeline layout. Tensors are [image, channel, row, column], contiguous.

#extension GL_EXT_control_flow_attributes : require

layout(local_size_x_id = 0) in;

layout(set = 0, binding = 0) readonly buffer Input { float inputs[]; };
layout(set = 0, binding = 0) readonly buffer Input4 { vec4 inputs4[]; };
layout(set = 0, binding = 1) writeonly buffer Output { float outputs[]; };
layout(set = 0, binding = 1) writeonly buffer Output4 { vec4 outputs4[]; };
layout(set = 0, binding = 2) readonly buffer Weights { vec4 weights[]; };

// Number of this invocation in a grid that may need two axes, x and y.
int elementIndex()
{
    uint group = gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x;
    return int(group * gl_WorkGroupSize.x + gl_LocalInvocationID.x);
}
