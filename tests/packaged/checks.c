// What a packaged library must do beyond running a model: say what is wrong, survive what is broken, give back all it
// takes, and run in several threads at once. All through the JNI entries, on any model with inputs of a fixed shape.
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "heap.h"
#include "library.h"

/// What all checks work on.
typedef struct {
  const char* path;
  char* model;  // its bytes
  size_t size;
  char* inputs;
  size_t inputs_size;
  char* outputs;  // of the first run
  size_t outputs_size;
} Subject;

static void Say(const char* what) {
  printf("ok: %s\n", what);
  fflush(stdout);
}

/// The next file descriptor and the mappings of the model: equal before and after when nothing leaks.
static int NextDescriptor(void) {
  int fd = open("/dev/null", O_RDONLY);
  close(fd);
  return fd;
}
static int Mappings(const char* path) {
  const char* name = strrchr(path, '/') ? strrchr(path, '/') : path;
  FILE* maps = fopen("/proc/self/maps", "r");
  char line[4096];
  int count = 0;
  while (maps && fgets(line, sizeof(line), maps)) count += strstr(line, name) != NULL;
  if (maps) fclose(maps);
  return count;
}

static Session MustOpen(JNIEnv* env, const Subject* subject, int threads) {
  jlong status;
  Session s = Open(env, subject->model, subject->size, threads, &status);
  if (status != 0) Die("opening failed: %s", Errors(s));
  return s;
}

static void MustRun(Session s, const Subject* subject) {
  if (Call(s, kInvoke, 0, 0, NULL) != 0) Die("running failed: %s", Errors(s));
  size_t size;
  char* outputs = Outputs(s, &size);
  CHECK(size == subject->outputs_size && memcmp(outputs, subject->outputs, size) == 0);
  free(outputs);
}

static void CheckFirstRun(Subject* subject) {
  JNIEnv* env = NewEnv();
  int descriptor = NextDescriptor(), mappings = Mappings(subject->path);
  jlong status;
  Session s = Open(env, subject->path, 0, 1, &status);
  if (status != 0) Die("opening failed: %s", Errors(s));
  SetInputs(s, subject->inputs, subject->inputs_size);
  if (Call(s, kInvoke, 0, 0, NULL) != 0) Die("running failed: %s", Errors(s));
  subject->outputs = Outputs(s, &subject->outputs_size);
  SetInputs(s, subject->inputs, subject->inputs_size);
  int before = Allocations();
  CHECK(Call(s, kInvoke, 0, 0, NULL) == 0);
  CHECK(Allocations() == before);
  MustRun(s, subject);
  CHECK(LiveBlocks() > 0 && Mappings(subject->path) > mappings);  // the counters count
  Close(s);
  CHECK(LiveBlocks() == 0);
  CHECK(NextDescriptor() == descriptor && Mappings(subject->path) == mappings);
  DeleteEnv(env);
  Say("equal results run after run, no allocation in a later run, all memory, files and mappings given back");
}

static void ExpectOpenFails(JNIEnv* env, const char* path_or_bytes, size_t size, const char* message) {
  jlong status;
  Session s = Open(env, path_or_bytes, size, 1, &status);
  CHECK(s.handle && status == -1);
  if (!strstr(Errors(s), message)) Die("expected \"%s\", got \"%s\"", message, Errors(s));
  Close(s);
  CHECK(LiveBlocks() == 0);
}

static void CheckBadModels(const Subject* subject) {
  JNIEnv* env = NewEnv();
  int descriptor = NextDescriptor();
  ExpectOpenFails(env, "/nonexistent.tflite", 0, "Could not open '/nonexistent.tflite'.");
  ExpectOpenFails(env, "/proc/self", 0, "");
  ExpectOpenFails(env, "/dev/null", 0, "");
  const size_t lengths[] = {1, 4, 7, 8, 19, subject->size / 3};
  for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); ++i) {
    char* part = malloc(lengths[i]);
    CHECK(part);
    memcpy(part, subject->model, lengths[i]);
    ExpectOpenFails(env, part, lengths[i], "");
    free(part);
  }
  CHECK(NextDescriptor() == descriptor);
  DeleteEnv(env);
  Say("files and buffers that are no model");
}

/// Bytes changed at places from a fixed seed, where the tables of a model are likely: near its ends. Whatever the
/// library then says, it must live on.
static void CheckBrokenModels(const Subject* subject) {
  enum { kRounds = 300, kWindow = 8192, kMaxRunBytes = 65536 };
  JNIEnv* env = NewEnv();
  char* model = malloc(subject->size);
  CHECK(model);
  memcpy(model, subject->model, subject->size);
  uint32_t random = 1;
  int refused = 0;
  for (int round = 0; round < kRounds; ++round) {
    size_t where[4];
    for (int i = 0; i < 4; ++i) {
      random = random * 1664525 + 1013904223;
      size_t offset = (random >> 8) % (subject->size < kWindow ? subject->size : kWindow);
      where[i] = round % 2 ? subject->size - 1 - offset : offset;
      model[where[i]] = (char)(random >> 24 & 1 ? 0xff : random >> 16);
      if (round % 4 < 2) break;
    }
    jlong status;
    Session s = Open(env, model, subject->size, 1, &status);
    if (status == 0) status = Call(s, kAllocate, 0, 0, NULL);
    if (status == 0 && subject->size < kMaxRunBytes) Call(s, kInvoke, 0, 0, NULL);
    if (status != 0) {
      ++refused;
      CHECK(*Errors(s));
    }
    Close(s);
    CHECK(LiveBlocks() == 0);
    for (int i = 0; i < (round % 4 < 2 ? 1 : 4); ++i) model[where[i]] = subject->model[where[i]];
  }
  CHECK(refused > 0);
  free(model);
  DeleteEnv(env);
  Say("broken models");
}

static void CheckPositions(const Subject* subject) {
  JNIEnv* env = NewEnv();
  Session s = MustOpen(env, subject, 1);
  for (int outputs = 0; outputs < 2; ++outputs) {
    CHECK(TensorAt(s, outputs, Count(s, outputs)) == -1 && TensorAt(s, outputs, -1) == -1);
  }
  const jint shape[] = {1, 2, 3};
  CHECK(Call(s, kResize, 0, Count(s, 0), MakeInts(env, shape, 3)) != 0 && *Errors(s));
  CHECK(Call(s, kResize, 0, -1, MakeInts(env, shape, 3)) != 0);
  for (int i = 0;; ++i) {
    jobject key = Get(s, kKey, 0, i);
    if (!key) break;
    for (int outputs = 0; outputs < 2; ++outputs) {
      CHECK(Call(s, kPosition, i * 2 + outputs, -1, NULL) == -1);
      int p = 0;
      for (; Get(s, kName, i * 2 + outputs, p); ++p) CHECK(Call(s, kPosition, i * 2 + outputs, p, NULL) >= 0);
      CHECK(Call(s, kPosition, i * 2 + outputs, p, NULL) == -1);
    }
  }
  Close(s);
  CHECK(LiveBlocks() == 0);
  DeleteEnv(env);
  Say("positions, names and sizes that are not there");
}

static void CheckResize(const Subject* subject) {
  JNIEnv* env = NewEnv();
  Session s = MustOpen(env, subject, 1);
  SetInputs(s, subject->inputs, subject->inputs_size);
  const jint huge[] = {INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX}, negative[] = {1, -1, 1, 1}, none[] = {0, 0, 0, 0};
  const jint* const bad[] = {huge, negative, none};
  for (int i = 0; i < Count(s, 0); ++i) {
    jsize rank;
    const jint* shape = Ints(env, Get(s, kShape, TensorAt(s, 0, i), 0), &rank);
    for (int b = 0; b < 3; ++b) {
      for (jsize r = 1; r <= 4; ++r) {
        if (Call(s, kResize, 0, i, MakeInts(env, bad[b], r)) == 0) Call(s, kAllocate, 0, 0, NULL);
      }
    }
    CHECK(Call(s, kResize, 0, i, MakeInts(env, shape, rank)) == 0);
  }
  SetInputs(s, subject->inputs, subject->inputs_size);
  MustRun(s, subject);
  CHECK(Call(s, kReset, 0, 0, NULL) == 0);
  Close(s);
  CHECK(LiveBlocks() == 0);
  DeleteEnv(env);
  Say("shapes that no model can have, then the right ones again");
}

static void CheckCancel(const Subject* subject) {
  JNIEnv* env = NewEnv();
  Session s = MustOpen(env, subject, 1);
  SetInputs(s, subject->inputs, subject->inputs_size);
  Call(s, kCancel, 0, 1, NULL);
  CHECK(Call(s, kInvoke, 0, 0, NULL) != 0);
  CHECK(strstr(Errors(s), "Client requested cancel during Invoke()"));
  Call(s, kCancel, 0, 0, NULL);
  SetInputs(s, subject->inputs, subject->inputs_size);
  MustRun(s, subject);
  Close(s);
  CHECK(LiveBlocks() == 0);
  DeleteEnv(env);
  Say("cancelling");
}

/// Each allocation fails once, with all that follow it. What runs out of memory says so and gives back the rest.
static void CheckOutOfMemory(const Subject* subject) {
  JNIEnv* env = NewEnv();
  int failures = 0;
  for (int good = 0; !good; ++failures) {
    CHECK(failures < 10000);
    int before = Allocations();
    FailAllocation(failures);
    jlong status;
    Session s = Open(env, subject->path, 0, 1, &status);
    if (status == 0) status = Call(s, kAllocate, 0, 0, NULL);
    good = status == 0 && Allocations() - before <= failures;
    FailAllocation(-1);
    if (good) {
      SetInputs(s, subject->inputs, subject->inputs_size);
      MustRun(s, subject);
    }
    Close(s);
    CHECK(LiveBlocks() == 0);
  }
  CHECK(failures > 1);
  DeleteEnv(env);
  Say("running out of memory at every allocation of loading");
}

static void* RunInThread(void* argument) {
  const Subject* subject = argument;
  JNIEnv* env = NewEnv();
  Session s = MustOpen(env, subject, 2);
  SetInputs(s, subject->inputs, subject->inputs_size);
  for (int i = 0; i < 2; ++i) MustRun(s, subject);
  Close(s);
  DeleteEnv(env);
  return NULL;
}

static void CheckThreads(const Subject* subject) {
  pthread_t threads[3];
  for (int i = 0; i < 3; ++i) CHECK(pthread_create(&threads[i], NULL, RunInThread, (void*)(uintptr_t)subject) == 0);
  for (int i = 0; i < 3; ++i) CHECK(pthread_join(threads[i], NULL) == 0);
  CHECK(LiveBlocks() == 0);
  Say("three interpreters of two threads each at once, over one copy of the model");
}

void CheckAll(const char* model_path, const char* inputs_path) {
  Subject subject = {.path = model_path};
  subject.model = ReadFile(model_path, &subject.size);
  subject.inputs = ReadFile(inputs_path, &subject.inputs_size);
  CheckFirstRun(&subject);
  CheckBadModels(&subject);
  CheckPositions(&subject);
  CheckResize(&subject);
  CheckCancel(&subject);
  CheckOutOfMemory(&subject);
  CheckThreads(&subject);
  CheckBrokenModels(&subject);
  free(subject.model);
  free(subject.inputs);
  free(subject.outputs);
}
