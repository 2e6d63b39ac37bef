/* Textures in memory: options, sizes, and that nothing beyond the buffer is touched. */
#include "tests.h"

static void maps_follow_one_another(void) {
    sagtextures_generator generator = load(grid_model);
    sagtextures_generate_options options = SAGTEXTURES_GENERATE_OPTIONS_INIT;
    size_t all_size, albedo_size, height_size;
    char *all = generate(generator, 5, NULL, &all_size), *albedo, *height;
    options.map = "albedo";
    albedo = generate(generator, 5, &options, &albedo_size);
    options.map = "height";
    height = generate(generator, 5, &options, &height_size);
    CHECK(albedo_size == 36 * 36 * 4 && height_size == albedo_size && all_size == 2 * albedo_size);
    CHECK(memcmp(all, albedo, albedo_size) == 0);
    CHECK(memcmp(all + albedo_size, height, height_size) == 0);
    CHECK(memcmp(albedo, height, albedo_size) != 0);
    free(all);
    free(albedo);
    free(height);
    OK(sagtextures_free(generator));
}

static void sizes_are_multiples_of_the_stride(void) {
    sagtextures_generator generator = load(grid_model);
    sagtextures_generate_options options = SAGTEXTURES_GENERATE_OPTIONS_INIT;
    size_t size = 0;
    options.width = 24;
    options.height = 48;
    options.map = "albedo";
    free(generate(generator, 1, &options, &size));
    CHECK(size == 24 * 48 * 4);
    options.mipmaps = 1;
    free(generate(generator, 1, &options, &size));
    CHECK(size == 4 * (24 * 48 + 12 * 24 + 6 * 12 + 3 * 6 + 1 * 3 + 1 * 1));
    options.width = 25;
    FAILS(sagtextures_generate(generator, 1, &options, NULL, 0, &size), SAGTEXTURES_ERROR_ARGUMENT, "multiples of 12");
    options.width = 0xFFFFFFFC;
    FAILS(sagtextures_generate(generator, 1, &options, NULL, 0, &size), SAGTEXTURES_ERROR_ARGUMENT, "4294967292");
    OK(sagtextures_free(generator));
}

static void options_choose_class_and_variety(void) {
    sagtextures_generator generator = load(class_model);
    sagtextures_generate_options options = SAGTEXTURES_GENERATE_OPTIONS_INIT;
    size_t size;
    char *first = generate(generator, 3, NULL, &size), *bricks, *planks, *typical, *other;
    options.class_name = "bricks";
    bricks = generate(generator, 3, &options, &size);
    options.class_name = "planks";
    planks = generate(generator, 3, &options, &size);
    CHECK(memcmp(first, bricks, size) == 0);
    CHECK(memcmp(first, planks, size) != 0);
    options.truncation = 0.0f;
    typical = generate(generator, 3, &options, &size);
    other = generate(generator, 4, &options, &size);
    CHECK(memcmp(typical, other, size) == 0);
    CHECK(memcmp(typical, planks, size) != 0);
    free(first);
    free(bricks);
    free(planks);
    free(typical);
    free(other);
    OK(sagtextures_free(generator));
}

static void nothing_beyond_the_texture_is_written(void) {
    sagtextures_generator generator = load(vector_model);
    size_t size = 0, i;
    unsigned char *pixels;
    OK(sagtextures_generate(generator, 1, NULL, NULL, 0, &size));
    pixels = malloc(size + 64);
    memset(pixels, 0xA5, size + 64);
    OK(sagtextures_generate(generator, 1, NULL, pixels + 32, size, NULL));
    for (i = 0; i < 32; i++) CHECK(pixels[i] == 0xA5 && pixels[size + 32 + i] == 0xA5);
    for (i = 0; i < size; i += 4) CHECK(pixels[32 + i + 3] == 255);

    memset(pixels, 0xA5, size);
    i = 0;
    FAILS(sagtextures_generate(generator, 1, NULL, pixels, size - 1, &i), SAGTEXTURES_ERROR_BUFFER_TOO_SMALL, "needs");
    CHECK(i == size);
    for (i = 0; i < size; i++) CHECK(pixels[i] == 0xA5);
    free(pixels);
    OK(sagtextures_free(generator));
}

static void seeds_differ_and_repeat(void) {
    sagtextures_generator generator = load(vector_model);
    size_t size;
    char *a = generate(generator, UINT64_MAX, NULL, &size), *b = generate(generator, UINT64_MAX, NULL, &size);
    char *c = generate(generator, 0, NULL, &size);
    CHECK(memcmp(a, b, size) == 0);
    CHECK(memcmp(a, c, size) != 0);
    free(a);
    free(b);
    free(c);
    OK(sagtextures_free(generator));
}

void test_generate(void) {
    maps_follow_one_another();
    sizes_are_multiples_of_the_stride();
    options_choose_class_and_variety();
    nothing_beyond_the_texture_is_written();
    seeds_differ_and_repeat();
}
