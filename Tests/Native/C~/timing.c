/* How long a game waits: from the first call of the process to the first texture, and for each one after it. */
#include <time.h>

#include "tests.h"

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int ascending(const void *a, const void *b) { return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b); }

void print_timing(void) {
    enum { RUNS = 101 };
    double start = now(), loaded, first, runs[RUNS];
    size_t size;
    void *pixels;
    int i;
    sagtextures_generator generator = load(vector_model);
    loaded = now();
    pixels = generate(generator, 0, NULL, &size);
    first = now();
    for (i = 0; i < RUNS; i++) {
        double begin = now();
        OK(sagtextures_generate(generator, (uint64_t)i, NULL, pixels, size, NULL));
        runs[i] = now() - begin;
    }
    qsort(runs, RUNS, sizeof *runs, ascending);
    printf("load %.1f ms, first texture %.1f ms, then %.2f ms (median of %d; %.2f at best)\n", loaded - start, first - loaded, runs[RUNS / 2], RUNS, runs[0]);
    free(pixels);
    OK(sagtextures_free(generator));
}
