/* What all groups of tests share. */
#ifndef TESTS_H
#define TESTS_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sagtextures.h"

/* Counts a failure and goes on. */
#define CHECK(condition) \
    do { \
        if (!(condition)) { \
            printf("FAILED %s:%d: %s (last error: %s)\n", __FILE__, __LINE__, #condition, sagtextures_last_error()); \
            failures++; \
        } \
    } while (0)

#define OK(call) CHECK((call) == SAGTEXTURES_OK)

/* The call has to fail with that status and a message that contains the text. */
#define FAILS(call, status, text) \
    do { \
        CHECK((call) == (status)); \
        CHECK(strstr(sagtextures_last_error(), (text)) != NULL); \
    } while (0)

extern int failures;

/* A model with a vector latent, one map and no classes; one with a grid latent and the maps albedo and height, 36×36; one
   with the classes bricks and planks. */
extern const char *vector_model, *grid_model, *class_model;

/* SAGTEXTURES_BACKEND_…, for load below. */
extern int32_t backend;

sagtextures_generator load(const char *path);
void *read_file(const char *path, size_t *length);

/* Makes the texture of a seed into memory of just its size. */
void *generate(sagtextures_generator generator, uint64_t seed, const sagtextures_generate_options *options, size_t *size);

void test_load(void);
void test_generate(void);
void test_errors(void);
void test_handles(void);
void test_async(void);
void test_threads(void);
void test_plugins(void);
void test_record(void);
void print_layout(void);
void print_timing(void);

#endif
