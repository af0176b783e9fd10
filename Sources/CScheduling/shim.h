/* sched_setattr(2), which neither glibc 2.36 nor Swift's module of it has. */
#ifndef TRACEVEIL_CSCHEDULING_H
#define TRACEVEIL_CSCHEDULING_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>

/* The first version of `struct sched_attr`; headers that have it and headers that do not cannot be told apart. */
struct cscheduling_attributes {
  uint32_t size, policy;
  uint64_t flags;
  int32_t nice;
  uint32_t priority;
  uint64_t runtime, deadline, period;
};
#endif

/* Asks for slices of so many nanoseconds for the calling thread, if it has an ordinary policy, and for none that it
 * starts. False where that is not possible; a kernel older than 6.12 says yes and does nothing. */
static inline bool cscheduling_set_slice(uint64_t nanoseconds) {
#if defined(__linux__) && defined(SYS_sched_setattr)
  struct cscheduling_attributes attributes = {.size = sizeof attributes};
  if (syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0) != 0) return false;
  enum { ORDINARY = 0 };
  if (attributes.policy != ORDINARY) return false;
  enum { RESET_ON_FORK = 1 };
  attributes.flags |= RESET_ON_FORK;
  attributes.runtime = nanoseconds;
  return syscall(SYS_sched_setattr, 0, &attributes, 0) == 0;
#else
  (void)nanoseconds;
  return false;
#endif
}

/* The same once for each thread, however often it is called. */
static inline void cscheduling_set_slice_once(uint64_t nanoseconds) {
  static _Thread_local bool is_asked;
  if (is_asked) return;
  is_asked = true;
  (void)cscheduling_set_slice(nanoseconds);
}

/* The slice that the calling thread has, asked for or not; 0 before 6.12, and where it is not known. */
static inline uint64_t cscheduling_slice(void) {
#if defined(__linux__) && defined(SYS_sched_setattr)
  struct cscheduling_attributes attributes = {.size = sizeof attributes};
  if (syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0) != 0) return 0;
  return attributes.runtime;
#else
  return 0;
#endif
}

#endif
