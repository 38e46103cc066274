// Runs a model in a packaged library through the library's own JNI entries:
//   driver LIBRARY MODEL INPUTS OUTPUTS    reads and writes tensor files (builder/cli/verify.cc)
//   driver --check LIBRARY MODEL INPUTS    errors, resizing, cancelling, threads and memory instead (checks.c)
// After `--`, another run follows in the same process, with the first libraries still loaded.
// With `--select_tf LIBRARY` in front, interpreters get that library's delegate; with `--package PACKAGE` before that,
// the native methods are those of classes in another package (as in their names: org_tensorflow_lite_foo).
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entry.h"
#include "heap.h"
#include "library.h"

static CallFunction call;
static GetFunction get;
static jlong delegate;  // of the Select TF library; 0 = there is none
static const char* package = "org_tensorflow_lite";

/// A native method by the name that follows its package.
static void* Native(void* library, const char* path, const char* method) {
  char name[256];
  snprintf(name, sizeof(name), "Java_%s_%s", package, method);
  void* function = dlsym(library, name);
  if (!function) Die("%s: lacks the native method %s", path, name);
  return function;
}

void LoadLibrary(const char* path) {
  void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) Die("%s", dlerror());
  *(void**)&call = Native(library, path, "Interpreter_call");
  *(void**)&get = Native(library, path, "Interpreter_get");
  WatchLibrary(*(void**)&call);
}

/// Loads the Select TF library beside the other and takes its delegate.
static void LoadSelectTf(const char* path) {
  void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) Die("%s", dlerror());
  jlong (*create)(JNIEnv*, jclass);
  *(void**)&create = Native(library, path, "flex_FlexDelegate_nativeCreateDelegate");
  delegate = create(NULL, NULL);
  CHECK(delegate != 0);
}

jlong Call(Session s, int op, jlong id, jint i, jobject o) {
  return EnterCall(call, s.env, NULL, op, s.handle, id, i, o);
}
jobject Get(Session s, int op, jlong id, jint i) { return EnterGet(get, s.env, NULL, op, s.handle, id, i); }

Session Open(JNIEnv* env, const char* path_or_bytes, size_t size, int threads, jlong* status) {
  Session s = {env, 0};
  jobject source = size ? MakeBuffer(env, path_or_bytes, (jlong)size) : MakeString(env, path_or_bytes);
  s.handle = Call(s, size ? kOpenBuffer : kOpenFile, 0, 0, source);
  jobject delegates = delegate ? MakeLongs(env, &delegate, 1) : NULL;
  *status = s.handle ? Call(s, kBuild, 0, threads, delegates) : -1;
  return s;
}

void Close(Session s) {
  if (s.handle) Call(s, kDelete, 0, 0, NULL);
  FreeObjects(s.env);
}

const char* Errors(Session s) { return Utf8(s.env, Get(s, kErrors, 0, 0)); }

char* Data(Session s, jlong tensor) {
  jobject buffer = Get(s, kBuffer, tensor, 0);
  return buffer ? (*s.env)->GetDirectBufferAddress(s.env, buffer) : NULL;
}

int Count(Session s, int outputs) { return (int)Call(s, kCount, outputs, 0, NULL); }
jlong TensorAt(Session s, int outputs, int position) { return Call(s, kTensor, outputs, position, NULL); }

char* ReadFile(const char* path, size_t* size) {
  FILE* file = fopen(path, "rb");
  if (!file) Die("%s: cannot be opened", path);
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  char* bytes = malloc(*size + 1);
  if (!bytes || fread(bytes, 1, *size, file) != *size) Die("%s: cannot be read", path);
  bytes[*size] = 0;
  fclose(file);
  return bytes;
}

static uint32_t Word(const char** at) {
  uint32_t word;
  memcpy(&word, *at, sizeof(word));
  *at += sizeof(word);
  return word;
}

void SetInputs(Session s, const char* inputs, size_t size) {
  int count = Count(s, 0);
  CHECK(size >= 4);
  // Twice over the file: shapes first, because allocating moves data.
  for (int fill = 0; fill < 2; ++fill) {
    const char* at = inputs;
    CHECK((int)Word(&at) == count);
    for (int i = 0; i < count; ++i) {
      jlong tensor = TensorAt(s, 0, i);
      CHECK(Call(s, kType, tensor, 0, NULL) == Word(&at));
      jint shape[8];
      uint32_t rank = Word(&at);
      CHECK(rank <= 8);
      for (uint32_t d = 0; d < rank; ++d) shape[d] = (jint)Word(&at);
      uint32_t bytes = Word(&at);
      if (!fill) {
        jsize now_rank;
        const jint* now = Ints(s.env, Get(s, kShape, tensor, 0), &now_rank);
        if (now_rank != (jsize)rank || memcmp(now, shape, rank * sizeof(jint)) != 0) {
          CHECK(Call(s, kResize, 0, i, MakeInts(s.env, shape, (jsize)rank)) == 0);
        }
      } else if (Call(s, kType, tensor, 0, NULL) == kTypeString) {
        jobject strings = MakeByteArrays(s.env, at);
        CHECK(Call(s, kWriteBytes, tensor, 0, strings) == (*s.env)->GetArrayLength(s.env, strings));
      } else {
        CHECK(Call(s, kBytes, tensor, 0, NULL) == bytes);
        CHECK(bytes == 0 || Call(s, kPut, tensor, 0, MakeBuffer(s.env, at, bytes)) == 0);
      }
      at += bytes;
    }
    CHECK(at == inputs + size);
    if (!fill && Call(s, kAllocate, 0, 0, NULL) != 0) Die("allocating failed: %s", Errors(s));
  }
}

char* Outputs(Session s, size_t* size) {
  int count = Count(s, 1);
  char* file = NULL;
  size_t at = 0;
  // Twice: sizes, then content.
  for (int fill = 0; fill < 2; ++fill) {
    at = 0;
#define PUT(from, bytes)                                     \
  do {                                                       \
    if (fill && (bytes) > 0) memcpy(file + at, from, bytes); \
    at += (bytes);                                           \
  } while (0)
    PUT(&count, sizeof(count));
    for (int i = 0; i < count; ++i) {
      jlong tensor = TensorAt(s, 1, i);
      uint32_t type = (uint32_t)Call(s, kType, tensor, 0, NULL), bytes = (uint32_t)Call(s, kBytes, tensor, 0, NULL);
      jsize rank;
      const jint* shape = Ints(s.env, Get(s, kShape, tensor, 0), &rank);
      PUT(&type, sizeof(type));
      PUT(&rank, sizeof(rank));
      PUT(shape, (size_t)rank * sizeof(jint));
      PUT(&bytes, sizeof(bytes));
      PUT(Data(s, tensor), bytes);
    }
#undef PUT
    if (!fill) file = malloc(at + 1);
    CHECK(file);
  }
  *size = at;
  return file;
}

static void RunModel(const char* model, const char* inputs_path, const char* outputs_path) {
  JNIEnv* env = NewEnv();
  jlong status;
  Session s = Open(env, model, 0, 1, &status);
  if (status != 0) Die("opening failed: %s", s.handle ? Errors(s) : "out of memory");
  size_t size;
  char* inputs = ReadFile(inputs_path, &size);
  SetInputs(s, inputs, size);
  if (Call(s, kInvoke, 0, 0, NULL) != 0) Die("running failed: %s", Errors(s));
  char* outputs = Outputs(s, &size);
  FILE* file = fopen(outputs_path, "wb");
  if (!file || fwrite(outputs, 1, size, file) != size || fclose(file) != 0) Die("%s: cannot be written", outputs_path);
  Close(s);
  DeleteEnv(env);
  free(inputs);
  free(outputs);
}

/// One run, as the arguments say.
static void RunOne(int argc, char** argv) {
  package = "org_tensorflow_lite";
  delegate = 0;
  if (argc > 2 && strcmp(argv[1], "--package") == 0) {
    package = argv[2];
    argc -= 2;
    argv += 2;
  }
  if (argc > 2 && strcmp(argv[1], "--select_tf") == 0) {
    LoadSelectTf(argv[2]);
    argc -= 2;
    argv += 2;
  }
  int check = argc > 1 && strcmp(argv[1], "--check") == 0;
  if (argc != 5) Die("usage: driver LIBRARY MODEL INPUTS OUTPUTS, or driver --check LIBRARY MODEL INPUTS");
  LoadLibrary(argv[1 + check]);
  if (check) {
    CheckAll(argv[3], argv[4]);
  } else {
    RunModel(argv[2], argv[3], argv[4]);
  }
}

int main(int argc, char** argv) {
  for (int first = 0; first < argc;) {
    int count = 1;
    while (first + count < argc && strcmp(argv[first + count], "--") != 0) ++count;
    RunOne(count, argv + first);
    first += count;
  }
  return 0;
}
