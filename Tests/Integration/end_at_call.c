// Preloaded: ends the process before or after the n-th call that changes a file, as ENDS_AT says ("12" before the twelfth,
// "12+" after it). Sockets and logs are not written with these calls.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_int calls;

static void end_if(int is_after, int call) {
  const char *at = getenv("ENDS_AT");
  if (at == NULL || call != atoi(at) || is_after != (strchr(at, '+') != NULL)) return;
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

#define ENDING(result, name, parameters, arguments)                        \
  result name parameters {                                                 \
    static result(*real) parameters;                                       \
    if (real == NULL) *(void **)&real = dlsym(RTLD_NEXT, #name);           \
    int call = atomic_fetch_add(&calls, 1) + 1;                            \
    end_if(0, call);                                                       \
    result answer = real arguments;                                        \
    end_if(1, call);                                                       \
    return answer;                                                         \
  }

ENDING(ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t offset), (file, bytes, count, offset))
ENDING(ssize_t, pwrite64, (int file, const void *bytes, size_t count, off64_t offset), (file, bytes, count, offset))
ENDING(int, fdatasync, (int file), (file))
ENDING(int, fsync, (int file), (file))
ENDING(int, ftruncate, (int file, off_t size), (file, size))
ENDING(int, ftruncate64, (int file, off64_t size), (file, size))
ENDING(int, rename, (const char *path, const char *new_path), (path, new_path))
ENDING(int, unlink, (const char *path), (path))
