#ifndef CCRASH_CALLS_H
#define CCRASH_CALLS_H

// The calls of a thread that a signal has interrupted, the innermost first, by its frame pointers: addresses of what each
// returns to. `context` is what the handler got. Returns how many of at most `maximum`: none where the layout of frames
// is not known. Stops at the first frame that cannot be one, so that what is compiled without frame pointers ends it.
// May be called in the handler of a signal.
int ccrash_calls(const void *context, void **calls, int maximum);

#endif
