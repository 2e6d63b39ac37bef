/* A program that opens and closes other libraries, as engines do with drivers and plugins, while models are loaded. */
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "tests.h"

enum { LOADERS = 2, SECONDS = 5 };

static atomic_int stopping, loaded, refused, opened;

static void *open_and_close(void *unused) {
    (void)unused;
    while (!atomic_load(&stopping)) {
        void *plugin = dlopen("libplugin.so", RTLD_NOW | RTLD_LOCAL);
        if (plugin == NULL) break;
        dlclose(plugin);
        atomic_fetch_add(&opened, 1);
    }
    return NULL;
}

static void *load_again_and_again(void *unused) {
    sagtextures_load_options options = SAGTEXTURES_LOAD_OPTIONS_INIT;
    (void)unused;
    options.backend = SAGTEXTURES_BACKEND_CPU;
    while (!atomic_load(&stopping)) {
        sagtextures_generator generator = 0;
        if (sagtextures_load_file(vector_model, &options, &generator) == SAGTEXTURES_OK) {
            atomic_fetch_add(&loaded, 1);
            sagtextures_free(generator);
        } else if (atomic_fetch_add(&refused, 1) == 0) {
            printf("refused: %s\n", sagtextures_last_error());
        }
    }
    return NULL;
}

void test_plugins(void) {
    pthread_t opener, loaders[LOADERS];
    struct timespec duration = {SECONDS, 0};
    int i;
    pthread_create(&opener, NULL, open_and_close, NULL);
    for (i = 0; i < LOADERS; i++) pthread_create(&loaders[i], NULL, load_again_and_again, NULL);
    nanosleep(&duration, NULL);
    atomic_store(&stopping, 1);
    pthread_join(opener, NULL);
    for (i = 0; i < LOADERS; i++) pthread_join(loaders[i], NULL);
    printf("%d times loaded, %d refused, plugin opened %d times\n", loaded, refused, opened);
    CHECK(opened > 0 && loaded > 0);
    CHECK(refused == 0);
}
