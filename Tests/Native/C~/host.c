#include "host.h"

#include "tests.h"

#define VK(call) \
    do { \
        VkResult result = (call); \
        if (result != VK_SUCCESS) { \
            printf("FAILED %s:%d: %s gave %d\n", __FILE__, __LINE__, #call, result); \
            exit(1); \
        } \
    } while (0)

int validation_messages = 0;

static VKAPI_ATTR VkBool32 VKAPI_CALL on_message(
    VkDebugUtilsMessageSeverityFlagBitsEXT severity, VkDebugUtilsMessageTypeFlagsEXT types,
    const VkDebugUtilsMessengerCallbackDataEXT *data, void *user) {
    (void)severity, (void)types, (void)user;
    printf("validation: %s\n", data->pMessage);
    validation_messages++;
    return VK_FALSE;
}

static void create_instance(host *h) {
    const char *layer = "VK_LAYER_KHRONOS_validation";
    const char *extensions[] = {VK_EXT_DEBUG_UTILS_EXTENSION_NAME, VK_EXT_VALIDATION_FEATURES_EXTENSION_NAME};
    VkValidationFeatureEnableEXT synchronization = VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT;
    VkDebugUtilsMessengerCreateInfoEXT messenger = {
        .sType = VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT,
        .messageSeverity =
            VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT,
        .messageType = VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_TYPE_PERFORMANCE_BIT_EXT,
        .pfnUserCallback = on_message};
    VkValidationFeaturesEXT features = {
        .sType = VK_STRUCTURE_TYPE_VALIDATION_FEATURES_EXT,
        .pNext = &messenger,
        .enabledValidationFeatureCount = 1,
        .pEnabledValidationFeatures = &synchronization};
    VkApplicationInfo application = {.sType = VK_STRUCTURE_TYPE_APPLICATION_INFO, .apiVersion = VK_API_VERSION_1_1};
    VkInstanceCreateInfo info = {
        .sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO,
        .pNext = &features,
        .pApplicationInfo = &application,
        .enabledLayerCount = 1,
        .ppEnabledLayerNames = &layer,
        .enabledExtensionCount = 2,
        .ppEnabledExtensionNames = extensions};
    PFN_vkCreateDebugUtilsMessengerEXT create_messenger;
    VK(vkCreateInstance(&info, NULL, &h->instance));
    create_messenger =
        (PFN_vkCreateDebugUtilsMessengerEXT)vkGetInstanceProcAddr(h->instance, "vkCreateDebugUtilsMessengerEXT");
    VK(create_messenger(h->instance, &messenger, NULL, &h->messenger));
}

static void create_device(host *h) {
    VkQueueFamilyProperties families[16];
    uint32_t devices = 1, count = 16;
    float priority = 1.0f;
    VkDeviceQueueCreateInfo queue = {
        .sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO, .queueCount = 1, .pQueuePriorities = &priority};
    VkDeviceCreateInfo info = {
        .sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO, .queueCreateInfoCount = 1, .pQueueCreateInfos = &queue};
    VkResult result = vkEnumeratePhysicalDevices(h->instance, &devices, &h->physical_device);
    CHECK(result == VK_SUCCESS || result == VK_INCOMPLETE);
    vkGetPhysicalDeviceQueueFamilyProperties(h->physical_device, &count, families);
    while (h->queue_family < count && !(families[h->queue_family].queueFlags & VK_QUEUE_COMPUTE_BIT)) h->queue_family++;
    queue.queueFamilyIndex = h->queue_family;
    VK(vkCreateDevice(h->physical_device, &info, NULL, &h->device));
    vkGetDeviceQueue(h->device, h->queue_family, 0, &h->queue);
}

void start_host(host *h) {
    memset(h, 0, sizeof *h);
    create_instance(h);
    create_device(h);
    VkCommandPoolCreateInfo pool = {
        .sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO, .queueFamilyIndex = h->queue_family};
    VK(vkCreateCommandPool(h->device, &pool, NULL, &h->pool));
}

void stop_host(host *h) {
    PFN_vkDestroyDebugUtilsMessengerEXT destroy_messenger =
        (PFN_vkDestroyDebugUtilsMessengerEXT)vkGetInstanceProcAddr(h->instance, "vkDestroyDebugUtilsMessengerEXT");
    vkDestroyCommandPool(h->device, h->pool, NULL);
    vkDestroyDevice(h->device, NULL);
    destroy_messenger(h->instance, h->messenger, NULL);
    vkDestroyInstance(h->instance, NULL);
}

VkCommandBuffer begin_commands(const host *h) {
    VkCommandBuffer commands;
    VkCommandBufferAllocateInfo info = {
        .sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO,
        .commandPool = h->pool,
        .level = VK_COMMAND_BUFFER_LEVEL_PRIMARY,
        .commandBufferCount = 1};
    VkCommandBufferBeginInfo begin = {.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    VK(vkAllocateCommandBuffers(h->device, &info, &commands));
    VK(vkBeginCommandBuffer(commands, &begin));
    return commands;
}

void submit_and_wait(const host *h, VkCommandBuffer commands) {
    VkSubmitInfo submit = {
        .sType = VK_STRUCTURE_TYPE_SUBMIT_INFO, .commandBufferCount = 1, .pCommandBuffers = &commands};
    VK(vkQueueSubmit(h->queue, 1, &submit, VK_NULL_HANDLE));
    VK(vkQueueWaitIdle(h->queue));
}

static VkDeviceMemory allocate(const host *h, VkMemoryRequirements needs, VkMemoryPropertyFlags wanted) {
    VkPhysicalDeviceMemoryProperties memory;
    VkMemoryAllocateInfo info = {.sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO, .allocationSize = needs.size};
    VkDeviceMemory allocated;
    vkGetPhysicalDeviceMemoryProperties(h->physical_device, &memory);
    while (!(needs.memoryTypeBits >> info.memoryTypeIndex & 1) ||
           (memory.memoryTypes[info.memoryTypeIndex].propertyFlags & wanted) != wanted)
        info.memoryTypeIndex++;
    VK(vkAllocateMemory(h->device, &info, NULL, &allocated));
    return allocated;
}

host_image create_image(const host *h, uint32_t width, uint32_t height, VkFormat format) {
    host_image image = {.width = width, .height = height};
    VkMemoryRequirements needs;
    VkImageCreateInfo info = {
        .sType = VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO,
        .imageType = VK_IMAGE_TYPE_2D,
        .format = format,
        .extent = {width, height, 1},
        .mipLevels = 1,
        .arrayLayers = 1,
        .samples = VK_SAMPLE_COUNT_1_BIT,
        .tiling = VK_IMAGE_TILING_OPTIMAL,
        .usage = VK_IMAGE_USAGE_TRANSFER_DST_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT | VK_IMAGE_USAGE_SAMPLED_BIT};
    VK(vkCreateImage(h->device, &info, NULL, &image.image));
    vkGetImageMemoryRequirements(h->device, image.image, &needs);
    image.memory = allocate(h, needs, VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT);
    VK(vkBindImageMemory(h->device, image.image, image.memory, 0));
    return image;
}

void destroy_image(const host *h, host_image *image) {
    vkDestroyImage(h->device, image->image, NULL);
    vkFreeMemory(h->device, image->memory, NULL);
}

void *read_image(const host *h, const host_image *image) {
    size_t size = (size_t)image->width * image->height * 4;
    VkBufferCreateInfo info = {
        .sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO, .size = size, .usage = VK_BUFFER_USAGE_TRANSFER_DST_BIT};
    VkImageMemoryBarrier barrier = {
        .sType = VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER,
        .srcAccessMask = VK_ACCESS_SHADER_READ_BIT,
        .dstAccessMask = VK_ACCESS_TRANSFER_READ_BIT,
        .oldLayout = VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL,
        .newLayout = VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL,
        .srcQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
        .dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
        .image = image->image,
        .subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1}};
    VkMemoryBarrier to_host = {
        .sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER,
        .srcAccessMask = VK_ACCESS_TRANSFER_WRITE_BIT,
        .dstAccessMask = VK_ACCESS_HOST_READ_BIT};
    VkBufferImageCopy region = {
        .imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1}, .imageExtent = {image->width, image->height, 1}};
    VkMemoryRequirements needs;
    VkDeviceMemory memory;
    VkBuffer buffer;
    void *mapped, *pixels = malloc(size);
    VkCommandBuffer commands = begin_commands(h);
    VK(vkCreateBuffer(h->device, &info, NULL, &buffer));
    vkGetBufferMemoryRequirements(h->device, buffer, &needs);
    memory = allocate(h, needs, VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT);
    VK(vkBindBufferMemory(h->device, buffer, memory, 0));
    vkCmdPipelineBarrier(
        commands, VK_PIPELINE_STAGE_FRAGMENT_SHADER_BIT, VK_PIPELINE_STAGE_TRANSFER_BIT, 0, 0, NULL, 0, NULL, 1, &barrier);
    vkCmdCopyImageToBuffer(commands, image->image, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, buffer, 1, &region);
    vkCmdPipelineBarrier(
        commands, VK_PIPELINE_STAGE_TRANSFER_BIT, VK_PIPELINE_STAGE_HOST_BIT, 0, 1, &to_host, 0, NULL, 0, NULL);
    VK(vkEndCommandBuffer(commands));
    submit_and_wait(h, commands);
    VK(vkMapMemory(h->device, memory, 0, size, 0, &mapped));
    memcpy(pixels, mapped, size);
    vkDestroyBuffer(h->device, buffer, NULL);
    vkFreeMemory(h->device, memory, NULL);
    return pixels;
}
