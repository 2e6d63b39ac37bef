/*
 * tests GROUP BACKEND VECTOR_MODEL GRID_MODEL CLASS_MODEL    runs a group of tests; exit code 1 where one fails
 * tests pixels BACKEND MODEL SEED OUT                        writes a texture's bytes
 * tests layout                                               prints how the structs are laid out
 * tests timing BACKEND MODEL                                 prints how long loading and generating take
 * tests overrun BACKEND MODEL                                makes the library write beyond a buffer, for the memory checker
 */
#include "tests.h"

int failures = 0;
const char *vector_model, *grid_model, *class_model;
int32_t backend;

sagtextures_generator load(const char *path) {
    sagtextures_load_options options = SAGTEXTURES_LOAD_OPTIONS_INIT;
    sagtextures_generator generator = 0;
    options.backend = backend;
    OK(sagtextures_load_file(path, &options, &generator));
    return generator;
}

void *read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    void *data;
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(1);
    }
    *length = (size_t)ftell(file);
    rewind(file);
    data = malloc(*length);
    if (fread(data, 1, *length, file) != *length) {
        perror(path);
        exit(1);
    }
    fclose(file);
    return data;
}

void *generate(sagtextures_generator generator, uint64_t seed, const sagtextures_generate_options *options, size_t *size) {
    void *pixels;
    OK(sagtextures_generate(generator, seed, options, NULL, 0, size));
    pixels = malloc(*size);
    OK(sagtextures_generate(generator, seed, options, pixels, *size, NULL));
    return pixels;
}

static void write_pixels(const char *model, const char *seed, const char *out) {
    size_t size;
    sagtextures_generator generator = load(model);
    void *pixels = generate(generator, strtoull(seed, NULL, 10), NULL, &size);
    FILE *file = fopen(out, "wb");
    CHECK(file != NULL && fwrite(pixels, 1, size, file) == size && fclose(file) == 0);
    free(pixels);
    OK(sagtextures_free(generator));
}

/* Tells the library of 8 bytes more than there are. */
static void overrun(void) {
    sagtextures_generator generator = load(vector_model);
    size_t size;
    void *pixels;
    OK(sagtextures_generate(generator, 1, NULL, NULL, 0, &size));
    pixels = malloc(size - 8);
    OK(sagtextures_generate(generator, 1, NULL, pixels, size, NULL));
    free(pixels);
    OK(sagtextures_free(generator));
}

static int is(const char *argument, const char *name) { return strcmp(argument, name) == 0; }

int main(int count, char **arguments) {
    const char *group = count > 1 ? arguments[1] : "";
    if (is(group, "layout")) {
        print_layout();
        return 0;
    }
    if (count < 4) {
        fprintf(stderr, "usage: see main.c\n");
        return 2;
    }
    backend = is(arguments[2], "cpu") ? SAGTEXTURES_BACKEND_CPU : SAGTEXTURES_BACKEND_VULKAN;
    vector_model = arguments[3];
    if (is(group, "timing")) {
        print_timing();
        return failures != 0;
    }
    if (is(group, "overrun")) {
        overrun();
        return failures != 0;
    }
    if (count < 6) {
        fprintf(stderr, "usage: see main.c\n");
        return 2;
    }
    if (is(group, "pixels")) {
        write_pixels(arguments[3], arguments[4], arguments[5]);
        return failures != 0;
    }
    grid_model = arguments[4];
    class_model = arguments[5];
    if (is(group, "load")) test_load();
    else if (is(group, "generate")) test_generate();
    else if (is(group, "errors")) test_errors();
    else if (is(group, "handles")) test_handles();
    else if (is(group, "async")) test_async();
    else if (is(group, "threads")) test_threads();
    else if (is(group, "plugins")) test_plugins();
    else if (is(group, "record")) test_record();
    else {
        fprintf(stderr, "no group named %s\n", group);
        return 2;
    }
    printf("%s: %d failures\n", group, failures);
    return failures != 0;
}
