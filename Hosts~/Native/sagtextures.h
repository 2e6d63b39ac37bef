/*
 * SagTextures: makes textures from seeds with a trained model, on Vulkan or on the CPU.
 *
 *     sagtextures_generator generator;
 *     if (sagtextures_load_file("bricks.safetensors", NULL, &generator) != SAGTEXTURES_OK)
 *         fprintf(stderr, "%s\n", sagtextures_last_error());
 *     size_t size;
 *     sagtextures_generate(generator, 42, NULL, NULL, 0, &size);        (asks for the size only)
 *     void *pixels = malloc(size);
 *     sagtextures_generate(generator, 42, NULL, pixels, size, NULL);    (RGBA8, row-major, top row first)
 *     sagtextures_free(generator);
 *
 * Status    Every call that can fail returns one, and sagtextures_last_error() says what went wrong and what to do.
 *           Out parameters are written only where the call returns SAGTEXTURES_OK, unless their description says otherwise.
 * Threads   Every function may be called from any thread at any time. On Vulkan up to three calls on one generator are in
 *           work at once, on the CPU one; further ones wait.
 * Handles   They are numbers, never reused: 0, a freed handle or garbage is refused with SAGTEXTURES_ERROR_HANDLE.
 * Structs   Begin with their size. Initialize them with their ..._INIT macro, which also sets the defaults, so that later
 *           versions can add fields. NULL options mean all defaults.
 * Strings   UTF-8, ending with a zero byte. Nothing that is passed in is kept after the call, unless its description says so.
 *
 * 64-bit systems only. Later versions add functions, fields and numbers, and never change the meaning of those here.
 */
#ifndef SAGTEXTURES_H
#define SAGTEXTURES_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define SAGTEXTURES_API __declspec(dllimport)
#else
#define SAGTEXTURES_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Errors --------------------------------------------------------------------------------------------------------- */

typedef int32_t sagtextures_status;

enum {
    SAGTEXTURES_OK = 0,
    SAGTEXTURES_ERROR_ARGUMENT = 1,         /* A null pointer, a struct without its size, an unknown class, map or size, … */
    SAGTEXTURES_ERROR_HANDLE = 2,           /* The handle was freed, is of another kind, or never was one. */
    SAGTEXTURES_ERROR_BUFFER_TOO_SMALL = 3, /* Nothing was generated; the size that is needed was written. */
    SAGTEXTURES_ERROR_MODEL = 4,            /* The model is missing, damaged, or of a kind that this version does not know. */
    SAGTEXTURES_ERROR_DEVICE = 5,           /* There is no such device, or it refused a call. */
    SAGTEXTURES_ERROR_DEVICE_LOST = 6,      /* The GPU was reset: free the generator and load the model again. */
    SAGTEXTURES_ERROR_OUT_OF_MEMORY = 7,    /* Too large for the device or the process. */
    SAGTEXTURES_ERROR_CANCELLED = 8,        /* Only callbacks get this one. */
    SAGTEXTURES_ERROR_INTERNAL = 9          /* A defect of the library; please report its message. */
};

/** What the last failed call on this thread had to say, in one line; "" when none has failed. Valid until the next one fails. */
SAGTEXTURES_API const char *sagtextures_last_error(void);

/** The library's version as one number that grows: 0x00MMmmpp. */
SAGTEXTURES_API uint32_t sagtextures_version(void);

/** The version of this header, to compare with. */
#define SAGTEXTURES_VERSION 0x00000100u

/* ---- Loading -------------------------------------------------------------------------------------------------------- */

/** A loaded model with the device that it runs on. */
typedef uint64_t sagtextures_generator;

enum {
    SAGTEXTURES_BACKEND_AUTO = 0,   /* Vulkan where a GPU has it, else the CPU. */
    SAGTEXTURES_BACKEND_VULKAN = 1, /* Loading fails where there is no device. */
    SAGTEXTURES_BACKEND_CPU = 2
};

/* Vulkan's own handles, declared here so that this header needs no other. */
struct VkInstance_T;
struct VkPhysicalDevice_T;
struct VkDevice_T;
struct VkQueue_T;
struct VkCommandBuffer_T;

typedef void (*sagtextures_function)(void);

/**
 * The host's own Vulkan device. It has to stay alive until the generator, and every recording of it, is freed. No feature
 * and no extension has to be enabled; the instance has to be made for Vulkan 1.1 or newer.
 */
typedef struct sagtextures_vulkan {
    uint32_t size;
    uint32_t queue_family;             /* Of the queue. */
    sagtextures_function (*get_instance_proc_addr)(struct VkInstance_T *, const char *); /* vkGetInstanceProcAddr */
    struct VkInstance_T *instance;
    struct VkPhysicalDevice_T *physical_device;
    struct VkDevice_T *device;
    struct VkQueue_T *queue;           /* With compute. */
    void (*lock_queue)(void *user);    /* Called before every submission to the queue (do not hold the lock yourself) … */
    void (*unlock_queue)(void *user);  /* … and after it, on the same thread. Both NULL: nobody else uses the queue. */
    void *user;                        /* Handed to both. */
} sagtextures_vulkan;

#define SAGTEXTURES_VULKAN_INIT \
    { sizeof(sagtextures_vulkan), 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL }

typedef struct sagtextures_load_options {
    uint32_t size;
    int32_t backend;                   /* SAGTEXTURES_BACKEND_… */
    int32_t device;                    /* Number of the Vulkan device in the driver's order; -1: the fastest kind there is. */
    const sagtextures_vulkan *vulkan;  /* The host's device, which goes before the two above; NULL: a device of its own. */
} sagtextures_load_options;

#define SAGTEXTURES_LOAD_OPTIONS_INIT \
    { sizeof(sagtextures_load_options), SAGTEXTURES_BACKEND_AUTO, -1, NULL }

/** Loads a model file and sets up a device for it. */
SAGTEXTURES_API sagtextures_status sagtextures_load_file(
    const char *path, const sagtextures_load_options *options, sagtextures_generator *generator);

/** Loads a model from memory, e.g. out of a game's package; the memory may be freed afterwards. */
SAGTEXTURES_API sagtextures_status sagtextures_load_memory(
    const void *data, size_t length, const sagtextures_load_options *options, sagtextures_generator *generator);

/**
 * Refuses further calls, cancels jobs that have not begun, waits for those that have and for their callbacks, and frees the
 * generator and every string that it gave. 0 is ignored. From inside a callback of the same generator it does not wait for
 * callbacks that are still to come.
 */
SAGTEXTURES_API sagtextures_status sagtextures_free(sagtextures_generator generator);

/* ---- What a model is like ------------------------------------------------------------------------------------------- */

enum {
    SAGTEXTURES_LATENT_VECTOR = 0,     /* Makes textures of its resolution only. */
    SAGTEXTURES_LATENT_GRID = 1        /* Makes textures whose width and height are multiples of its stride. */
};

/** Strings live as long as the generator. */
typedef struct sagtextures_info {
    uint32_t size;
    int32_t backend;                   /* SAGTEXTURES_BACKEND_VULKAN or _CPU: what it runs on. */
    uint32_t resolution;               /* Width and height, in pixels, that it was trained at, and the default. */
    uint32_t stride;                   /* Pixels that one cell of the latent becomes. */
    int32_t latent_kind;               /* SAGTEXTURES_LATENT_… */
    uint32_t latent_size;              /* Elements of the latent vector, or of each cell's. */
    uint32_t map_count;                /* At least 1. */
    uint32_t class_count;              /* 0 when it knows no classes. */
    uint64_t parameter_count;
    const char *name;                  /* What its textures show. */
    const char *device_name;           /* What it runs on, for people. */
    const char *fallback_note;         /* Why the CPU has to stand in for Vulkan: a line for the host's log. Else NULL. */
} sagtextures_info;

#define SAGTEXTURES_INFO_INIT { sizeof(sagtextures_info), 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL }

SAGTEXTURES_API sagtextures_status sagtextures_get_info(sagtextures_generator generator, sagtextures_info *info);

enum {
    SAGTEXTURES_ENCODING_SRGB = 0,     /* Colour with the sRGB transfer curve. */
    SAGTEXTURES_ENCODING_LINEAR = 1    /* Plain numbers: normals, roughness, height. */
};

/** One of the images that a model makes for each seed. */
typedef struct sagtextures_map {
    uint32_t size;
    uint32_t channels;                 /* That mean something: 1 (grey), 2, 3 (RGB) or 4 (RGBA). Pixels have four all the same. */
    int32_t encoding;                  /* SAGTEXTURES_ENCODING_… */
    const char *name;                  /* albedo, normal, …; lives as long as the generator. */
} sagtextures_map;

#define SAGTEXTURES_MAP_INIT { sizeof(sagtextures_map), 0, 0, NULL }

/** @param index From 0, below map_count. */
SAGTEXTURES_API sagtextures_status sagtextures_get_map(
    sagtextures_generator generator, uint32_t index, sagtextures_map *map);

/** @param index From 0, below class_count. @param name Lives as long as the generator. */
SAGTEXTURES_API sagtextures_status sagtextures_get_class(
    sagtextures_generator generator, uint32_t index, const char **name);

/* ---- Textures in memory --------------------------------------------------------------------------------------------- */

typedef struct sagtextures_generate_options {
    uint32_t size;
    uint32_t width;                    /* In pixels; 0: the model's resolution. */
    uint32_t height;
    float truncation;                  /* 1: the whole range of textures; less: closer to the typical one; 0: always that one. */
    const char *class_name;            /* NULL: the model's first. */
    const char *map;                   /* NULL: all maps, one after the other in the model's order. */
    uint32_t mipmaps;                  /* 1: each map is followed by all its smaller levels down to 1×1. Else 0. */
} sagtextures_generate_options;

#define SAGTEXTURES_GENERATE_OPTIONS_INIT \
    { sizeof(sagtextures_generate_options), 0, 0, 1.0f, NULL, NULL, 0 }

/**
 * Makes the texture of a seed and waits for it. The same seed gives the same texture, always.
 *
 * @param pixels    Written: RGBA8, row-major, top row first, no padding. A grey map fills all three colours; alpha is 255
 *                  where the map has none of its own. NULL with a capacity of 0 only asks for the size.
 * @param capacity  Bytes at pixels.
 * @param size      Written, also where the capacity is too small: bytes that are needed. May be NULL.
 */
SAGTEXTURES_API sagtextures_status sagtextures_generate(
    sagtextures_generator generator, uint64_t seed, const sagtextures_generate_options *options,
    void *pixels, size_t capacity, size_t *size);

/* ---- Textures in the background ------------------------------------------------------------------------------------- */

/** A texture that is being made. Ends by itself with the callback. */
typedef uint64_t sagtextures_job;

/**
 * Called once for each job, from a thread of the library; the generator's next job waits for its return. With SAGTEXTURES_OK
 * the pixels are there. Otherwise sagtextures_last_error() says more, and the pixels' content is undefined. From the moment
 * of this call the library does not touch the pixels any more.
 */
typedef void (*sagtextures_callback)(void *user, sagtextures_status status);

/**
 * As sagtextures_generate, but returns at once. Jobs of one generator run in the order of the calls. Where this does not
 * return SAGTEXTURES_OK there is no job, and no callback comes.
 *
 * @param pixels    Has to stay valid until the callback.
 * @param user      Handed to the callback.
 * @param job       Written, before the callback can come. NULL where nobody wants to cancel it.
 */
SAGTEXTURES_API sagtextures_status sagtextures_generate_async(
    sagtextures_generator generator, uint64_t seed, const sagtextures_generate_options *options,
    void *pixels, size_t capacity, sagtextures_callback callback, void *user, sagtextures_job *job);

/**
 * Asks a job to end early; its callback still comes, with SAGTEXTURES_ERROR_CANCELLED where the texture was not on its way
 * yet. SAGTEXTURES_ERROR_HANDLE: it has ended already, which does no harm.
 */
SAGTEXTURES_API sagtextures_status sagtextures_cancel(sagtextures_job job);

/* ---- Textures that never leave the host's GPU ----------------------------------------------------------------------- */

/** What recorded commands need while the GPU runs them. */
typedef uint64_t sagtextures_recording;

/**
 * The host's image: R8G8B8A8, UNORM or SRGB (the bytes are the same), usage TRANSFER_DST, of just the texture's size. Mip
 * level 0 of layer 0 is written. Layouts, stages and accesses are Vulkan's own numbers.
 */
typedef struct sagtextures_vulkan_target {
    uint32_t size;
    uint32_t width;
    uint32_t height;
    uint64_t image;                    /* VkImage. */
    int32_t layout_before;             /* VkImageLayout that the image is in. */
    int32_t layout_after;              /* VkImageLayout to leave it in. */
    uint32_t stage;                    /* VkPipelineStageFlags in which the host uses it, before and after. */
    uint32_t access;                   /* VkAccessFlags with which it does. */
} sagtextures_vulkan_target;

/** UNDEFINED before, SHADER_READ_ONLY_OPTIMAL after, read by fragment shaders. */
#define SAGTEXTURES_VULKAN_TARGET_INIT { sizeof(sagtextures_vulkan_target), 0, 0, 0, 0, 5, 0x80, 0x20 }

/**
 * Records the making of a texture into the host's command buffer; nothing is submitted, waited for or read back. For
 * generators that were loaded with the host's device. Recordings of one generator share memory: submit them, in order, to
 * its queue. Memory that the generator needs is taken, and its weights are uploaded, by the first call for a size.
 *
 * @param commands   VkCommandBuffer in recording state, outside any render pass.
 * @param options    Without mipmaps. A map of NULL is the model's first.
 * @param recording  Written: to be freed when the GPU is done with the commands, which may be submitted many times.
 */
SAGTEXTURES_API sagtextures_status sagtextures_record(
    sagtextures_generator generator, struct VkCommandBuffer_T *commands, uint64_t seed,
    const sagtextures_vulkan_target *target, const sagtextures_generate_options *options,
    sagtextures_recording *recording);

/** Frees what the commands needed. May be done after the generator is freed; 0 is ignored. */
SAGTEXTURES_API sagtextures_status sagtextures_free_recording(sagtextures_recording recording);

#ifdef __cplusplus
}
#endif

#endif
