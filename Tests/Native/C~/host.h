/* A program of its own that plays the host engine: an instance under the validation layer, a device, a queue. */
#ifndef HOST_H
#define HOST_H

#include <vulkan/vulkan.h>

typedef struct host {
    VkInstance instance;
    VkDebugUtilsMessengerEXT messenger;
    VkPhysicalDevice physical_device;
    VkDevice device;
    uint32_t queue_family;
    VkQueue queue;
    VkCommandPool pool;
} host;

typedef struct host_image {
    VkImage image;
    VkDeviceMemory memory;
    uint32_t width, height;
} host_image;

/* Messages of the validation layer, synchronization validation included. */
extern int validation_messages;

void start_host(host *h);
void stop_host(host *h);
VkCommandBuffer begin_commands(const host *h);
void submit_and_wait(const host *h, VkCommandBuffer commands);
host_image create_image(const host *h, uint32_t width, uint32_t height, VkFormat format);
void destroy_image(const host *h, host_image *image);

/* Reads an image that shaders could sample: RGBA8, to be freed by the caller. */
void *read_image(const host *h, const host_image *image);

#endif
