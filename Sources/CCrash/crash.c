// Swift's runtime prints the memory that registers point to: texts of telemetry, before they are redacted.
#ifdef __linux__
#define _GNU_SOURCE
#endif
#include "ccrash.h"

#include "calls.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if __has_include(<execinfo.h>)
#include <execinfo.h>
#define HAS_BACKTRACE 1
#else
#define HAS_BACKTRACE 0
#endif

enum { maximum_frames = 64, alternative_stack_bytes = 64 << 10, seconds_to_print = 2 };

static const struct {
  int number;
  const char *name;
} faults[] = {{SIGQUIT, "SIGQUIT"}, {SIGABRT, "SIGABRT"}, {SIGBUS, "SIGBUS"}, {SIGFPE, "SIGFPE"},
              {SIGILL, "SIGILL"},   {SIGSEGV, "SIGSEGV"}, {SIGTRAP, "SIGTRAP"}};
enum { fault_count = sizeof faults / sizeof *faults };

static struct sigaction earlier[fault_count];
static bool is_installed;
static atomic_bool shows_symbols_of_calls;
static atomic_flag has_crashed = ATOMIC_FLAG_INIT;

static void print(const char *text) {
  // There is nobody to tell of a failure.
  if (write(STDERR_FILENO, text, strlen(text)) < 0) return;
}

static volatile sig_atomic_t fault;

// By the signal that came, as if there were no handler.
static void end(int unused) {
  (void)unused;
  signal(fault, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  raise(fault);
}

// Only what may be called in the handler of a signal. `backtrace` may, once it has been called before; where the fault
// is in what it needs itself, it never returns.
static void crash(int number, siginfo_t *unused, void *context) {
  (void)unused;
  if (atomic_flag_test_and_set(&has_crashed)) {
    // Another thread prints, and the process ends with it.
    for (;;) pause();
  }
  fault = number;
  // Neither that nor a reader of standard error that has stalled may keep the process.
  signal(SIGALRM, end);
  sigset_t alarms;
  sigemptyset(&alarms);
  sigaddset(&alarms, SIGALRM);
  sigprocmask(SIG_UNBLOCK, &alarms, NULL);
  alarm(seconds_to_print);
  print("traceveil: crashed: ");
  for (int index = 0; index < fault_count; index++) {
    if (faults[index].number == number) print(faults[index].name);
  }
  print("\n");
#if HAS_BACKTRACE
  if (atomic_load(&shows_symbols_of_calls)) {
    void *frames[maximum_frames];
    // What has no tables for unwinding, as the program of the package, has frame pointers.
    int count = ccrash_calls(context, frames, maximum_frames);
    void *unwound[maximum_frames];
    int unwound_count = backtrace(unwound, maximum_frames);
    bool has_tables = unwound_count > count;
    backtrace_symbols_fd(has_tables ? unwound : frames, has_tables ? unwound_count : count, STDERR_FILENO);
  }
#endif
  end(0);
}

void ccrash_install(bool shows_symbols) {
  atomic_store(&shows_symbols_of_calls, shows_symbols);
  if (is_installed) return;
  is_installed = true;
#if HAS_BACKTRACE
  // Loads what it needs, which a handler could not.
  void *frame;
  backtrace(&frame, 1);
#endif
  // A stack that has overflown holds no handler. Of this thread only; others have none of their own.
  static char alternative_stack[alternative_stack_bytes];
  stack_t stack = {.ss_sp = alternative_stack, .ss_size = sizeof alternative_stack};
  sigaltstack(&stack, NULL);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = crash;
  action.sa_flags = SA_ONSTACK | SA_SIGINFO;
  sigemptyset(&action.sa_mask);
  for (int index = 0; index < fault_count; index++) sigaction(faults[index].number, &action, &earlier[index]);
}

void ccrash_remove(void) {
  if (!is_installed) return;
  is_installed = false;
  for (int index = 0; index < fault_count; index++) sigaction(faults[index].number, &earlier[index], NULL);
}
