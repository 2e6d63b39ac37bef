/* Textures recorded into the host's command buffer, under the validation layer. */
#include <pthread.h>

#include "host.h"
#include "tests.h"

static pthread_mutex_t queue_lock = PTHREAD_MUTEX_INITIALIZER;
static int times_locked = 0;

static void lock_queue(void *user) {
    CHECK(user == &queue_lock);
    pthread_mutex_lock(user);
    times_locked++;
}

static void unlock_queue(void *user) { pthread_mutex_unlock(user); }

static sagtextures_vulkan handles(const host *h) {
    sagtextures_vulkan vulkan = SAGTEXTURES_VULKAN_INIT;
    vulkan.get_instance_proc_addr = vkGetInstanceProcAddr;
    vulkan.instance = h->instance;
    vulkan.physical_device = h->physical_device;
    vulkan.device = h->device;
    vulkan.queue = h->queue;
    vulkan.queue_family = h->queue_family;
    vulkan.lock_queue = lock_queue;
    vulkan.unlock_queue = unlock_queue;
    vulkan.user = &queue_lock;
    return vulkan;
}

static sagtextures_generator load_on(const host *h, const char *model) {
    sagtextures_load_options options = SAGTEXTURES_LOAD_OPTIONS_INIT;
    sagtextures_vulkan vulkan = handles(h);
    sagtextures_generator generator = 0;
    options.backend = SAGTEXTURES_BACKEND_CPU; /* The device goes before it. */
    options.vulkan = &vulkan;
    OK(sagtextures_load_file(model, &options, &generator));
    return generator;
}

static void image_gets_what_generate_gives(const host *h, const char *model, const char *map, VkFormat format) {
    sagtextures_generator generator = load_on(h, model);
    sagtextures_info info = SAGTEXTURES_INFO_INIT;
    sagtextures_generate_options options = SAGTEXTURES_GENERATE_OPTIONS_INIT;
    sagtextures_vulkan_target target = SAGTEXTURES_VULKAN_TARGET_INIT;
    sagtextures_recording recording = 0;
    VkCommandBuffer commands;
    host_image image;
    void *expected, *pixels;
    size_t size;
    OK(sagtextures_get_info(generator, &info));
    CHECK(info.backend == SAGTEXTURES_BACKEND_VULKAN);
    times_locked = 0;
    options.map = map;
    expected = generate(generator, 11, &options, &size);
    CHECK(times_locked > 0);

    image = create_image(h, info.resolution, info.resolution, format);
    target.image = (uint64_t)image.image;
    target.width = image.width;
    target.height = image.height;
    commands = begin_commands(h);
    times_locked = 0;
    OK(sagtextures_record(generator, commands, 11, &target, &options, &recording));
    CHECK(times_locked == 0);
    CHECK(vkEndCommandBuffer(commands) == VK_SUCCESS);
    submit_and_wait(h, commands);
    pixels = read_image(h, &image);
    CHECK(size == (size_t)image.width * image.height * 4);
    CHECK(memcmp(expected, pixels, size) == 0);
    free(pixels);

    options.mipmaps = 1;
    FAILS(sagtextures_record(generator, commands, 11, &target, &options, &recording), SAGTEXTURES_ERROR_ARGUMENT, "mipmaps");
    OK(sagtextures_free_recording(recording));
    FAILS(sagtextures_free_recording(recording), SAGTEXTURES_ERROR_HANDLE, "recording");
    OK(sagtextures_free(generator));
    destroy_image(h, &image);
    free(expected);
}

static void recordings_outlive_their_generator(const host *h) {
    sagtextures_generator generator = load_on(h, vector_model);
    sagtextures_vulkan_target target = SAGTEXTURES_VULKAN_TARGET_INIT;
    sagtextures_recording recording = 0;
    host_image image = create_image(h, 64, 64, VK_FORMAT_R8G8B8A8_UNORM);
    VkCommandBuffer commands = begin_commands(h);
    size_t size;
    void *expected = generate(generator, 2, NULL, &size), *pixels;
    target.image = (uint64_t)image.image;
    target.width = target.height = 64;
    OK(sagtextures_record(generator, commands, 2, &target, NULL, &recording));
    OK(sagtextures_free(generator));
    CHECK(vkEndCommandBuffer(commands) == VK_SUCCESS);
    submit_and_wait(h, commands);
    submit_and_wait(h, commands);
    pixels = read_image(h, &image);
    CHECK(memcmp(expected, pixels, size) == 0);
    OK(sagtextures_free_recording(recording));
    destroy_image(h, &image);
    free(expected);
    free(pixels);
}

static void half_a_lock_is_refused(const host *h) {
    sagtextures_load_options options = SAGTEXTURES_LOAD_OPTIONS_INIT;
    sagtextures_vulkan vulkan = handles(h);
    sagtextures_generator generator = 0;
    options.vulkan = &vulkan;
    vulkan.unlock_queue = NULL;
    FAILS(sagtextures_load_file(vector_model, &options, &generator), SAGTEXTURES_ERROR_ARGUMENT, "only one of");
    vulkan.lock_queue = NULL;
    OK(sagtextures_load_file(vector_model, &options, &generator));
    OK(sagtextures_free(generator));
}

void test_record(void) {
    host h;
    start_host(&h);
    image_gets_what_generate_gives(&h, vector_model, NULL, VK_FORMAT_R8G8B8A8_UNORM);
    image_gets_what_generate_gives(&h, grid_model, "height", VK_FORMAT_R8G8B8A8_SRGB);
    recordings_outlive_their_generator(&h);
    half_a_lock_is_refused(&h);
    stop_host(&h);
    CHECK(validation_messages == 0);
}
