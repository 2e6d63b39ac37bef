/* Prints "struct size field:offset …" for every struct of the header. */
#include "tests.h"

#define STRUCT(name) printf("\n" #name " %zu", sizeof(struct_type))
#define FIELD(name) printf(" " #name ":%zu", offsetof(struct_type, name))

void print_layout(void) {
#define struct_type sagtextures_load_options
    STRUCT(load_options), FIELD(size), FIELD(backend), FIELD(device), FIELD(vulkan);
#undef struct_type
#define struct_type sagtextures_vulkan
    STRUCT(vulkan), FIELD(size), FIELD(queue_family), FIELD(get_instance_proc_addr), FIELD(instance), FIELD(physical_device),
        FIELD(device), FIELD(queue), FIELD(lock_queue), FIELD(unlock_queue), FIELD(user);
#undef struct_type
#define struct_type sagtextures_info
    STRUCT(info), FIELD(size), FIELD(backend), FIELD(resolution), FIELD(stride), FIELD(latent_kind), FIELD(latent_size),
        FIELD(map_count), FIELD(class_count), FIELD(parameter_count), FIELD(name), FIELD(device_name), FIELD(fallback_note);
#undef struct_type
#define struct_type sagtextures_map
    STRUCT(map), FIELD(size), FIELD(channels), FIELD(encoding), FIELD(name);
#undef struct_type
#define struct_type sagtextures_generate_options
    STRUCT(generate_options), FIELD(size), FIELD(width), FIELD(height), FIELD(truncation), FIELD(class_name), FIELD(map),
        FIELD(mipmaps);
#undef struct_type
#define struct_type sagtextures_vulkan_target
    STRUCT(vulkan_target), FIELD(size), FIELD(width), FIELD(height), FIELD(image), FIELD(layout_before), FIELD(layout_after),
        FIELD(stage), FIELD(access);
#undef struct_type
    printf("\n");
}
