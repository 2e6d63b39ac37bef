/* A library with memory of its own for each thread, as drivers and plugins have. */
int *plugin_counter(void);

static _Thread_local int counter = 1;

int *plugin_counter(void) { return &counter; }
