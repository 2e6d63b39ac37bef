/* Loading from file and memory, and what a model is like. */
#include "tests.h"

static void model_tells_what_it_is_like(void) {
    sagtextures_generator generator = load(grid_model);
    sagtextures_info info = SAGTEXTURES_INFO_INIT;
    sagtextures_map map = SAGTEXTURES_MAP_INIT;
    OK(sagtextures_get_info(generator, &info));
    CHECK(info.size == sizeof info);
    CHECK(info.backend == backend);
    CHECK(info.resolution == 36);
    CHECK(info.stride == 12);
    CHECK(info.latent_kind == SAGTEXTURES_LATENT_GRID);
    CHECK(info.latent_size == 6);
    CHECK(info.map_count == 2);
    CHECK(info.class_count == 0);
    CHECK(info.parameter_count > 1000);
    CHECK(strcmp(info.name, "grid") == 0);
    CHECK(strlen(info.device_name) > 0);
    CHECK(info.fallback_note == NULL);

    OK(sagtextures_get_map(generator, 0, &map));
    CHECK(strcmp(map.name, "albedo") == 0 && map.channels == 3 && map.encoding == SAGTEXTURES_ENCODING_SRGB);
    OK(sagtextures_get_map(generator, 1, &map));
    CHECK(strcmp(map.name, "height") == 0 && map.channels == 1 && map.encoding == SAGTEXTURES_ENCODING_LINEAR);
    FAILS(sagtextures_get_map(generator, 2, &map), SAGTEXTURES_ERROR_ARGUMENT, "the model has 2");
    OK(sagtextures_free(generator));
}

static void model_names_its_classes(void) {
    sagtextures_generator generator = load(class_model);
    const char *name = NULL;
    OK(sagtextures_get_class(generator, 1, &name));
    CHECK(strcmp(name, "planks") == 0);
    FAILS(sagtextures_get_class(generator, 2, &name), SAGTEXTURES_ERROR_ARGUMENT, "no class number 2");
    FAILS(sagtextures_get_class(generator, 0, NULL), SAGTEXTURES_ERROR_ARGUMENT, "name is NULL");
    OK(sagtextures_free(generator));
}

static void memory_gives_what_the_file_gives(void) {
    sagtextures_load_options options = SAGTEXTURES_LOAD_OPTIONS_INIT;
    sagtextures_generator from_file = load(vector_model), from_memory = 0;
    size_t length, size = 0, size_from_memory = 0;
    void *model = read_file(vector_model, &length), *expected, *pixels;
    options.backend = backend;
    OK(sagtextures_load_memory(model, length, &options, &from_memory));
    memset(model, 0, length);
    free(model);
    expected = generate(from_file, 9, NULL, &size);
    pixels = generate(from_memory, 9, NULL, &size_from_memory);
    CHECK(size == size_from_memory && memcmp(expected, pixels, size) == 0);
    free(expected);
    free(pixels);
    OK(sagtextures_free(from_file));
    OK(sagtextures_free(from_memory));
}

static void damaged_models_are_refused(void) {
    sagtextures_load_options options = SAGTEXTURES_LOAD_OPTIONS_INIT;
    sagtextures_generator generator = 77;
    size_t length, cut;
    char *model = read_file(vector_model, &length);
    options.backend = SAGTEXTURES_BACKEND_CPU;
    for (cut = 0; cut < length; cut = cut * 2 + 1) {
        /* Memory of just that length, so that a memory checker sees a read beyond it. */
        char *part = malloc(cut + 1);
        memcpy(part, model, cut);
        FAILS(sagtextures_load_memory(part, cut, &options, &generator), SAGTEXTURES_ERROR_MODEL, "not a usable model");
        free(part);
    }
    FAILS(sagtextures_load_memory(model, length - 1, &options, &generator), SAGTEXTURES_ERROR_MODEL, "not a usable model");
    memset(model, 0xFF, 8);
    FAILS(sagtextures_load_memory(model, length, &options, &generator), SAGTEXTURES_ERROR_MODEL, "not a usable model");
    free(model);
    FAILS(sagtextures_load_file("/nowhere/ü.safetensors", &options, &generator), SAGTEXTURES_ERROR_MODEL, "/nowhere/ü.safetensors");
    CHECK(generator == 77);
}

static void options_are_checked(void) {
    sagtextures_load_options options = SAGTEXTURES_LOAD_OPTIONS_INIT;
    sagtextures_vulkan vulkan = SAGTEXTURES_VULKAN_INIT;
    sagtextures_generator generator = 0;
    struct {
        sagtextures_load_options known;
        uint64_t later;
    } newer;
    FAILS(sagtextures_load_file(NULL, NULL, &generator), SAGTEXTURES_ERROR_ARGUMENT, "path is NULL");
    FAILS(sagtextures_load_file(vector_model, NULL, NULL), SAGTEXTURES_ERROR_ARGUMENT, "generator is NULL");
    FAILS(sagtextures_load_memory(NULL, 8, NULL, &generator), SAGTEXTURES_ERROR_ARGUMENT, "data is NULL");
    options.backend = 3;
    FAILS(sagtextures_load_file(vector_model, &options, &generator), SAGTEXTURES_ERROR_ARGUMENT, "backend is 3");
    if (backend == SAGTEXTURES_BACKEND_VULKAN) {
        options.backend = backend;
        options.device = 99;
        FAILS(sagtextures_load_file(vector_model, &options, &generator), SAGTEXTURES_ERROR_DEVICE, "99");
    }
    options.size = 0;
    FAILS(sagtextures_load_file(vector_model, &options, &generator), SAGTEXTURES_ERROR_ARGUMENT, "_INIT");
    options.size = 0xFFFFFFFF;
    FAILS(sagtextures_load_file(vector_model, &options, &generator), SAGTEXTURES_ERROR_ARGUMENT, "_INIT");

    /* A program built with a later header works until it uses what this library lacks. */
    memset(&newer, 0, sizeof newer);
    newer.known.size = sizeof newer;
    newer.known.backend = SAGTEXTURES_BACKEND_CPU;
    OK(sagtextures_load_file(vector_model, &newer.known, &generator));
    OK(sagtextures_free(generator));
    newer.later = 1;
    FAILS(sagtextures_load_file(vector_model, &newer.known, &generator), SAGTEXTURES_ERROR_ARGUMENT, "update the library");

    options = (sagtextures_load_options)SAGTEXTURES_LOAD_OPTIONS_INIT;
    options.vulkan = &vulkan;
    FAILS(sagtextures_load_file(vector_model, &options, &generator), SAGTEXTURES_ERROR_ARGUMENT, "is zero");
}

void test_load(void) {
    CHECK(sagtextures_version() == SAGTEXTURES_VERSION);
    CHECK(strcmp(sagtextures_last_error(), "") == 0);
    model_tells_what_it_is_like();
    model_names_its_classes();
    memory_gives_what_the_file_gives();
    damaged_models_are_refused();
    options_are_checked();
}
