#ifndef CCRASH_H
#define CCRASH_H

#include <stdbool.h>

// What the process does at a signal that ends it because of a fault. Not safe to call from several threads at once.

// The process's own handlers, in the place of those that are there: they print the signal, and with `shows_symbols` the
// addresses and symbols of the thread's calls, nothing of memory. Then the process ends as by the signal. Calling it
// again changes only what is printed.
void ccrash_install(bool shows_symbols);

// The handlers that were there before.
void ccrash_remove(void);

#endif
