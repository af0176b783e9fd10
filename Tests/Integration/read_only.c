// Preloaded: the folder READ_ONLY_FOLDER is read-only for as long as the file READ_ONLY_FLAG is there, which is made before the
// n-th call that changes a file, as READ_ONLY_AT says. As after a system has remounted its disk: what is open stays open.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_int calls;

typedef int opening(const char *path, int flags, ...);

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static int is_read_only(void) {
  const char *flag = getenv("READ_ONLY_FLAG"), *at = getenv("READ_ONLY_AT");
  if (flag == NULL || at == NULL) return 0;
  if (atomic_fetch_add(&calls, 1) + 1 == atoi(at)) {
    int file = ((opening *)real("open"))(flag, O_CREAT | O_WRONLY, 0600);
    if (file >= 0) close(file);
  }
  return access(flag, F_OK) == 0;
}

static int is_inside(const char *path) {
  const char *folder = getenv("READ_ONLY_FOLDER");
  return folder != NULL && strncmp(path, folder, strlen(folder)) == 0;
}

#define CHANGING(result, name, parameters, arguments)                       \
  result name parameters {                                                  \
    if (is_read_only()) {                                                   \
      errno = EROFS;                                                        \
      return -1;                                                            \
    }                                                                       \
    return ((result(*) parameters)real(#name)) arguments;                   \
  }

CHANGING(ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t offset), (file, bytes, count, offset))
CHANGING(ssize_t, pwrite64, (int file, const void *bytes, size_t count, off64_t offset), (file, bytes, count, offset))
CHANGING(int, fdatasync, (int file), (file))
CHANGING(int, fsync, (int file), (file))
CHANGING(int, ftruncate, (int file, off_t size), (file, size))
CHANGING(int, ftruncate64, (int file, off64_t size), (file, size))
CHANGING(int, rename, (const char *path, const char *new_path), (path, new_path))
CHANGING(int, unlink, (const char *path), (path))

#define OPENING(name)                                                       \
  int name(const char *path, int flags, ...) {                              \
    int mode = 0;                                                           \
    if (flags & O_CREAT) {                                                  \
      va_list list;                                                         \
      va_start(list, flags);                                                \
      mode = va_arg(list, int);                                             \
      va_end(list);                                                         \
    }                                                                       \
    if ((flags & O_ACCMODE) != O_RDONLY && is_inside(path) && is_read_only()) { \
      errno = EROFS;                                                        \
      return -1;                                                            \
    }                                                                       \
    return ((opening *)real(#name))(path, flags, mode);                     \
  }

OPENING(open)
OPENING(open64)
