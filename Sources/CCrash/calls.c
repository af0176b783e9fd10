#ifdef __linux__
#define _GNU_SOURCE
#endif
#include "calls.h"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))
#include <dlfcn.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <ucontext.h>
#include <unistd.h>

// The frame of the caller, and where this one returns to.
typedef struct {
  uintptr_t caller;
  uintptr_t returns_to;
} frame;

enum { largest_frame = 1 << 20, searched_bytes = 8 << 10, shortest_chain = 3 };

// The kernel refuses to read what is not mapped, where a load would be a second fault.
static bool read_frame(const int ends[2], uintptr_t at, frame *read_here) {
  ssize_t size = sizeof *read_here;
  return write(ends[1], (const void *)at, size) == size && read(ends[0], read_here, size) == size;
}

// Whether it is in the program or a library: anything else could be a piece of a text.
static bool is_in_program(uintptr_t address) {
  Dl_info found;
  return dladdr((const void *)address, &found) != 0;
}

// What the frame at `at` and those of its callers return to. A caller's frame is further up, and not by far.
static int follow(const int ends[2], uintptr_t at, uintptr_t stack, void **calls, int maximum) {
  int count = 0;
  frame here;
  while (count < maximum && at % sizeof(uintptr_t) == 0 && at >= stack && at - stack < largest_frame &&
         read_frame(ends, at, &here) && is_in_program(here.returns_to)) {
    calls[count++] = (void *)here.returns_to;
    stack = at + sizeof here;
    at = here.caller;
  }
  return count;
}

int ccrash_calls(const void *context, void **calls, int maximum) {
  const mcontext_t *machine = &((const ucontext_t *)context)->uc_mcontext;
#ifdef __x86_64__
  uintptr_t at = machine->gregs[REG_RBP], stack = machine->gregs[REG_RSP], counter = machine->gregs[REG_RIP];
#else
  uintptr_t at = machine->regs[29], stack = machine->sp, counter = machine->pc;
#endif
  int ends[2];
  if (maximum < 1 || pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return 0;
  // Whoever calls what is no function is not there.
  int first = is_in_program(counter);
  if (first) calls[0] = (void *)counter;
  int count = follow(ends, at, stack, calls + first, maximum - first);
  // `abort` uses the register for something else: the frame of its caller is the first that has several above it.
  uintptr_t end = stack + searched_bytes;
  while (count < shortest_chain && stack < end) {
    count = follow(ends, stack, stack, calls + first, maximum - first);
    stack += sizeof stack;
  }
  close(ends[0]);
  close(ends[1]);
  return first + count;
}
#else
int ccrash_calls(const void *context, void **calls, int maximum) {
  (void)context;
  (void)calls;
  (void)maximum;
  return 0;
}
#endif
