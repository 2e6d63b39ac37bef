/* Wrong arguments and handles: refused, with a message, every time. */
#include <math.h>

#include "tests.h"

void test_errors(void) {
    sagtextures_generator generator = load(class_model);
    sagtextures_generate_options options = SAGTEXTURES_GENERATE_OPTIONS_INIT;
    sagtextures_vulkan_target target = SAGTEXTURES_VULKAN_TARGET_INIT;
    sagtextures_info info = SAGTEXTURES_INFO_INIT;
    sagtextures_recording recording = 0;
    sagtextures_job job = 0;
    char pixels[4];
    size_t size = 0;
    char nothing = 0;
    struct VkCommandBuffer_T *commands = (struct VkCommandBuffer_T *)&nothing;

    FAILS(sagtextures_get_info(generator, NULL), SAGTEXTURES_ERROR_ARGUMENT, "info is NULL");
    info.size = 8;
    FAILS(sagtextures_get_info(generator, &info), SAGTEXTURES_ERROR_ARGUMENT, "_INIT");
    FAILS(sagtextures_get_map(generator, 0, NULL), SAGTEXTURES_ERROR_ARGUMENT, "map is NULL");

    FAILS(sagtextures_generate(generator, 1, NULL, NULL, 0, NULL), SAGTEXTURES_ERROR_ARGUMENT, "size is NULL");
    FAILS(sagtextures_generate(generator, 1, NULL, NULL, 1 << 20, &size), SAGTEXTURES_ERROR_ARGUMENT, "pixels is NULL");
    FAILS(sagtextures_generate(generator, 1, NULL, pixels, 4, &size), SAGTEXTURES_ERROR_BUFFER_TOO_SMALL, "has 4 bytes");
    CHECK(size == 16 * 16 * 4);
    options.class_name = "Ziegel ✓";
    FAILS(sagtextures_generate(generator, 1, &options, NULL, 0, &size), SAGTEXTURES_ERROR_ARGUMENT, "Ziegel ✓");
    CHECK(strstr(sagtextures_last_error(), "bricks, planks") != NULL);
    options.class_name = "\xFF\xC3";
    FAILS(sagtextures_generate(generator, 1, &options, NULL, 0, &size), SAGTEXTURES_ERROR_ARGUMENT, "no class");
    options.class_name = NULL;
    options.map = "normal";
    FAILS(sagtextures_generate(generator, 1, &options, NULL, 0, &size), SAGTEXTURES_ERROR_ARGUMENT, "no map \"normal\"");
    options.map = NULL;
    options.truncation = 1.5f;
    FAILS(sagtextures_generate(generator, 1, &options, NULL, 0, &size), SAGTEXTURES_ERROR_ARGUMENT, "Truncation");
    options.truncation = (float)NAN;
    FAILS(sagtextures_generate(generator, 1, &options, NULL, 0, &size), SAGTEXTURES_ERROR_ARGUMENT, "Truncation");
    options.truncation = 1.0f;
    options.mipmaps = 2;
    FAILS(sagtextures_generate(generator, 1, &options, NULL, 0, &size), SAGTEXTURES_ERROR_ARGUMENT, "mipmaps is 2");
    options.mipmaps = 0;
    options.width = 17;
    FAILS(sagtextures_generate(generator, 1, &options, NULL, 0, &size), SAGTEXTURES_ERROR_ARGUMENT, "17");
    options.width = 0;
    options.size = sizeof options - 8;
    FAILS(sagtextures_generate(generator, 1, &options, NULL, 0, &size), SAGTEXTURES_ERROR_ARGUMENT, "_INIT");

    FAILS(sagtextures_generate_async(generator, 1, NULL, pixels, 4, NULL, NULL, &job), SAGTEXTURES_ERROR_ARGUMENT, "callback is NULL");
    CHECK(job == 0);

    target.width = target.height = 16;
    FAILS(sagtextures_record(generator, NULL, 1, &target, NULL, &recording), SAGTEXTURES_ERROR_ARGUMENT, "commands is NULL");
    FAILS(sagtextures_record(generator, commands, 1, NULL, NULL, &recording), SAGTEXTURES_ERROR_ARGUMENT, "target is NULL");
    FAILS(sagtextures_record(generator, commands, 1, &target, NULL, NULL), SAGTEXTURES_ERROR_ARGUMENT, "recording is NULL");
    FAILS(sagtextures_record(generator, commands, 1, &target, NULL, &recording), SAGTEXTURES_ERROR_ARGUMENT, "VK_NULL_HANDLE");
    target.image = 1;
    target.width = 8;
    FAILS(sagtextures_record(generator, commands, 1, &target, NULL, &recording), SAGTEXTURES_ERROR_ARGUMENT, "8×16");
    target.width = 16;
    if (backend == SAGTEXTURES_BACKEND_CPU)
        FAILS(sagtextures_record(generator, commands, 1, &target, NULL, &recording), SAGTEXTURES_ERROR_DEVICE, "CPU");
    CHECK(recording == 0);

    /* None of this did the generator any harm. */
    free(generate(generator, 1, NULL, &size));
    OK(sagtextures_free(generator));
}

static void ignore(void *user, sagtextures_status status) { (void)user, (void)status; }

static void is_refused_everywhere(uint64_t handle) {
    sagtextures_info info = SAGTEXTURES_INFO_INIT;
    sagtextures_map map = SAGTEXTURES_MAP_INIT;
    sagtextures_vulkan_target target = SAGTEXTURES_VULKAN_TARGET_INIT;
    sagtextures_recording recording;
    const char *name;
    char pixels[4];
    size_t size;
    char nothing = 0;
    const sagtextures_status refused = SAGTEXTURES_ERROR_HANDLE;
    FAILS(sagtextures_get_info(handle, &info), refused, "not the handle of a generator");
    FAILS(sagtextures_get_map(handle, 0, &map), refused, "not the handle of a generator");
    FAILS(sagtextures_get_class(handle, 0, &name), refused, "not the handle of a generator");
    FAILS(sagtextures_generate(handle, 1, NULL, NULL, 0, &size), refused, "not the handle of a generator");
    FAILS(sagtextures_generate_async(handle, 1, NULL, pixels, 4, ignore, NULL, NULL), refused, "not the handle of a generator");
    FAILS(sagtextures_record(handle, (struct VkCommandBuffer_T *)&nothing, 1, &target, NULL, &recording), refused, "not the handle of a generator");
    FAILS(sagtextures_cancel(handle), refused, "not the handle of a job");
    if (handle != 0) {
        FAILS(sagtextures_free(handle), refused, "not the handle of a generator");
        FAILS(sagtextures_free_recording(handle), refused, "not the handle of a recording");
    }
}

void test_handles(void) {
    sagtextures_generator generator = load(class_model), next;
    OK(sagtextures_free(generator));
    is_refused_everywhere(generator);
    next = load(class_model);
    CHECK(next != generator);
    is_refused_everywhere(generator);
    is_refused_everywhere(0);
    is_refused_everywhere(1);
    is_refused_everywhere(UINT64_MAX);
    is_refused_everywhere((uint64_t)(uintptr_t)&generator);
    FAILS(sagtextures_cancel(next), SAGTEXTURES_ERROR_HANDLE, "not the handle of a job");
    FAILS(sagtextures_free_recording(next), SAGTEXTURES_ERROR_HANDLE, "not the handle of a recording");
    OK(sagtextures_free(0));
    OK(sagtextures_free_recording(0));
    OK(sagtextures_free(next));
    is_refused_everywhere(next);
}
