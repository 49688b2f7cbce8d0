/* Preloaded into a process, adds the nanoseconds in the file $STEPPED_CLOCK to every wall clock that it reads. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { CANNOT_STEP = 97 };
static const int64_t SECOND = 1000000000;
static const volatile int64_t none = 0;
static const volatile int64_t *step = &none;
static int (*true_clock)(clockid_t, struct timespec *);

__attribute__((constructor)) static void begin(void) {
  const char *name = getenv("STEPPED_CLOCK");
  int file = name == NULL ? -1 : open(name, O_RDONLY);
  void *mapped = file < 0 ? MAP_FAILED : mmap(NULL, sizeof *step, PROT_READ, MAP_SHARED, file, 0);
  if (mapped == MAP_FAILED) {
    _exit(CANNOT_STEP);
  }
  step = mapped;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  if (true_clock == NULL) {
    true_clock = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  }
  int result = true_clock(clock, time);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    int64_t now = time->tv_sec * SECOND + time->tv_nsec + *step;
    time->tv_sec = now / SECOND;
    time->tv_nsec = now % SECOND;
  }
  return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  (void)zone;
  struct timespec now;
  int result = clock_gettime(CLOCK_REALTIME, &now);
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;
  return result;
}

time_t time(time_t *where) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (where != NULL) {
    *where = now.tv_sec;
  }
  return now.tv_sec;
}
