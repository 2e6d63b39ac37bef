/* Textures in the background: callbacks, order, cancelling, freeing while jobs wait. */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include "tests.h"

enum { JOBS = 24 };

typedef struct job_log {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int callbacks;
    int order[JOBS];
    sagtextures_status statuses[JOBS];
} job_log;

typedef struct job_user {
    job_log *log;
    int number;
    sagtextures_generator generator; /* To be freed by the callback, or 0. */
    pthread_mutex_t *gate;           /* To wait for in the callback, or NULL. */
} job_user;

static void on_done(void *data, sagtextures_status status) {
    job_user *user = data;
    if (user->gate != NULL) {
        pthread_mutex_lock(user->gate);
        pthread_mutex_unlock(user->gate);
    }
    if (status != SAGTEXTURES_OK) CHECK(strlen(sagtextures_last_error()) > 0);
    if (user->generator != 0) OK(sagtextures_free(user->generator));
    pthread_mutex_lock(&user->log->lock);
    user->log->statuses[user->number] = status;
    user->log->order[user->log->callbacks++] = user->number;
    pthread_cond_broadcast(&user->log->changed);
    pthread_mutex_unlock(&user->log->lock);
}

static void start_log(job_log *log) {
    memset(log, 0, sizeof *log);
    pthread_mutex_init(&log->lock, NULL);
    pthread_cond_init(&log->changed, NULL);
}

static void wait_for(job_log *log, int callbacks) {
    pthread_mutex_lock(&log->lock);
    while (log->callbacks < callbacks) pthread_cond_wait(&log->changed, &log->lock);
    pthread_mutex_unlock(&log->lock);
}

static void jobs_come_in_order_with_the_right_pixels(void) {
    sagtextures_generator generator = load(class_model);
    sagtextures_generate_options options = SAGTEXTURES_GENERATE_OPTIONS_INIT;
    char class_name[] = "planks";
    job_log log;
    job_user users[JOBS];
    char *pixels[JOBS];
    size_t size;
    int i;
    start_log(&log);
    options.class_name = class_name;
    OK(sagtextures_generate(generator, 0, &options, NULL, 0, &size));
    for (i = 0; i < JOBS; i++) {
        sagtextures_job job = 0;
        users[i] = (job_user){&log, i, 0, NULL};
        pixels[i] = malloc(size);
        OK(sagtextures_generate_async(generator, (uint64_t)i, &options, pixels[i], size, on_done, &users[i], &job));
        CHECK(job != 0);
    }
    /* The options were read when the calls were made. */
    memset(class_name, 'x', strlen(class_name));
    wait_for(&log, JOBS);
    options.class_name = "planks";
    for (i = 0; i < JOBS; i++) {
        char *expected = generate(generator, (uint64_t)i, &options, &size);
        CHECK(log.statuses[i] == SAGTEXTURES_OK);
        CHECK(log.order[i] == i);
        CHECK(memcmp(expected, pixels[i], size) == 0);
        free(expected);
        free(pixels[i]);
    }
    OK(sagtextures_free(generator));
}

static void jobs_that_wait_can_be_cancelled(void) {
    sagtextures_generator generator = load(class_model);
    pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
    sagtextures_job jobs[JOBS];
    job_log log;
    job_user users[JOBS];
    char *pixels;
    size_t size;
    int i;
    start_log(&log);
    OK(sagtextures_generate(generator, 0, NULL, NULL, 0, &size));
    pixels = malloc(size * JOBS);
    pthread_mutex_lock(&gate);
    for (i = 0; i < JOBS; i++) {
        users[i] = (job_user){&log, i, 0, i == 0 ? &gate : NULL};
        OK(sagtextures_generate_async(
            generator, (uint64_t)i, NULL, pixels + (size_t)i * size, size, on_done, &users[i], &jobs[i]));
    }
    for (i = 1; i < JOBS; i += 2) OK(sagtextures_cancel(jobs[i]));
    OK(sagtextures_cancel(jobs[1])); /* Again does no harm. */
    pthread_mutex_unlock(&gate);
    wait_for(&log, JOBS);
    for (i = 0; i < JOBS; i++)
        CHECK(log.statuses[i] == (i % 2 == 0 ? SAGTEXTURES_OK : SAGTEXTURES_ERROR_CANCELLED));
    FAILS(sagtextures_cancel(jobs[2]), SAGTEXTURES_ERROR_HANDLE, "job");
    free(pixels);
    OK(sagtextures_free(generator));
}

static void free_waits_for_callbacks(void) {
    sagtextures_generator generator = load(class_model);
    job_log log;
    job_user users[JOBS];
    char *pixels;
    size_t size;
    int i;
    start_log(&log);
    OK(sagtextures_generate(generator, 0, NULL, NULL, 0, &size));
    pixels = malloc(size);
    for (i = 0; i < JOBS; i++) {
        users[i] = (job_user){&log, i, 0, NULL};
        OK(sagtextures_generate_async(generator, 1, NULL, pixels, size, on_done, &users[i], NULL));
    }
    OK(sagtextures_free(generator));
    CHECK(log.callbacks == JOBS);
    CHECK(log.statuses[JOBS - 1] == SAGTEXTURES_OK || log.statuses[JOBS - 1] == SAGTEXTURES_ERROR_CANCELLED);
    free(pixels);
}

static void callbacks_may_free_their_generator(void) {
    sagtextures_generator generator = load(class_model);
    job_log log;
    job_user first = {&log, 0, generator, NULL}, second = {&log, 1, 0, NULL};
    char *pixels;
    size_t size;
    start_log(&log);
    OK(sagtextures_generate(generator, 0, NULL, NULL, 0, &size));
    pixels = malloc(size * 2);
    OK(sagtextures_generate_async(generator, 1, NULL, pixels, size, on_done, &first, NULL));
    if (sagtextures_generate_async(generator, 2, NULL, pixels + size, size, on_done, &second, NULL) == SAGTEXTURES_OK) {
        wait_for(&log, 2);
        CHECK(log.statuses[1] == SAGTEXTURES_ERROR_CANCELLED);
    }
    wait_for(&log, 1);
    CHECK(log.statuses[0] == SAGTEXTURES_OK);
    CHECK(sagtextures_free(generator) == SAGTEXTURES_ERROR_HANDLE);
    free(pixels);
}

void test_async(void) {
    jobs_come_in_order_with_the_right_pixels();
    jobs_that_wait_can_be_cancelled();
    free_waits_for_callbacks();
    callbacks_may_free_their_generator();
}

/* ---- Many threads ---- */

enum { THREADS = 6 };

static sagtextures_generator shared;
static atomic_int generated;

static void *generate_until_freed(void *unused) {
    size_t size = 0;
    char *first = NULL, *pixels;
    sagtextures_status status = sagtextures_generate(shared, 7, NULL, NULL, 0, &size);
    (void)unused;
    pixels = malloc(size + 1);
    while (status == SAGTEXTURES_OK) {
        status = sagtextures_generate(shared, 7, NULL, pixels, size, NULL);
        if (status == SAGTEXTURES_OK) {
            if (first == NULL) {
                first = malloc(size);
                memcpy(first, pixels, size);
            }
            CHECK(memcmp(first, pixels, size) == 0);
            atomic_fetch_add(&generated, 1);
        }
    }
    CHECK(status == SAGTEXTURES_ERROR_HANDLE);
    CHECK(strlen(sagtextures_last_error()) > 0);
    free(first);
    free(pixels);
    return NULL;
}

static void *errors_stay_on_their_thread(void *text) {
    int i;
    sagtextures_generate_options options = SAGTEXTURES_GENERATE_OPTIONS_INIT;
    size_t size;
    options.class_name = text;
    for (i = 0; i < 50; i++)
        FAILS(sagtextures_generate(shared, 1, &options, NULL, 0, &size), SAGTEXTURES_ERROR_ARGUMENT, options.class_name);
    return NULL;
}

void test_threads(void) {
    pthread_t threads[THREADS];
    char names[THREADS][16];
    int round, i;
    shared = load(class_model);
    for (i = 0; i < THREADS; i++) {
        snprintf(names[i], sizeof names[i], "class-%d", i);
        pthread_create(&threads[i], NULL, errors_stay_on_their_thread, names[i]);
    }
    for (i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    CHECK(strcmp(sagtextures_last_error(), "") == 0);
    OK(sagtextures_free(shared));

    for (round = 0; round < 5; round++) {
        shared = load(class_model);
        atomic_store(&generated, 0);
        for (i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, generate_until_freed, NULL);
        while (atomic_load(&generated) < THREADS * (round + 1)) sched_yield();
        OK(sagtextures_free(shared));
        for (i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    }
}
