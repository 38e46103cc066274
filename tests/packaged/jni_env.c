// The function table of the stand-in JNIEnv. Positions come from the JDK's own jni.h; the entries that are not here
// share a generated set of functions that tell their position.
#include "jni_env.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum { kString, kByteArray, kIntArray, kLongArray, kObjectArray, kBuffer } Kind;

/// Every reference points to one of these. Objects live until FreeObjects; references are only counted.
struct _jobject {
  Kind kind;
  jlong length;  // elements; a string's UTF-16 units; a buffer's bytes
  char* data;    // a string's are UTF-16
  char* utf8;    // of a string, made when asked for
  int pinned;    // chars or elements handed out and not yet released
  struct _jobject* next;
};

/// What a JNIEnv* of ours points to; its first member makes it one.
typedef struct {
  const struct JNINativeInterface_* functions;
  struct _jobject* objects;
  int local_references;
} Env;

void Die(const char* format, ...) {
  va_list args;
  va_start(args, format);
  vfprintf(stderr, format, args);
  va_end(args);
  fputc('\n', stderr);
  exit(1);
}

static const int kWidth[] = {
    [kString] = 2, [kByteArray] = 1, [kIntArray] = 4, [kLongArray] = 8, [kObjectArray] = sizeof(jobject)};

/// A new object with a counted reference; `data` is copied, or zeroes when NULL.
static jobject New(JNIEnv* env, Kind kind, jlong length, const void* data) {
  Env* self = (Env*)env;
  CHECK(length >= 0);
  struct _jobject* object = calloc(1, sizeof(*object));
  CHECK(object);
  object->kind = kind;
  object->length = length;
  if (kind != kBuffer) {
    size_t bytes = (size_t)length * (size_t)kWidth[kind];
    object->data = calloc(1, bytes + 1);
    CHECK(object->data);
    if (data) memcpy(object->data, data, bytes);
  }
  object->next = self->objects;
  self->objects = object;
  // Android 7 and older have room for 512 local references in a native method.
  CHECK(++self->local_references <= 512);
  return object;
}

static jobject Require(jobject object, Kind kind) {
  if (!object) Die("jni: a null reference");
  if (object->kind != kind) Die("jni: an object of kind %d where %d is needed", object->kind, kind);
  return object;
}

static char* Range(jobject array, Kind kind, jlong start, jlong length) {
  Require(array, kind);
  if (start < 0 || length < 0 || start + length > array->length) {
    Die("jni: elements %lld to %lld of %lld", (long long)start, (long long)(start + length), (long long)array->length);
  }
  return array->data + start * kWidth[kind];
}

/// Java's modified UTF-8 of a UTF-16 string: each unit on its own, zero in two bytes. Returns the size.
static jsize Encode(const uint16_t* utf16, jlong length, char* out) {
  jsize size = 0;
  for (jlong i = 0; i < length; ++i) {
    unsigned unit = utf16[i];
    char bytes[3];
    int count = 0;
    if (unit && unit < 0x80) {
      bytes[count++] = (char)unit;
    } else {
      if (unit >= 0x800) bytes[count++] = (char)(0xe0 | unit >> 12);
      bytes[count++] = (char)(unit >= 0x800 ? 0x80 | (unit >> 6 & 0x3f) : 0xc0 | unit >> 6);
      bytes[count++] = (char)(0x80 | (unit & 0x3f));
    }
    if (out) memcpy(out + size, bytes, (size_t)count);
    size += count;
  }
  return size;
}

static jsize JNICALL GetStringLength(JNIEnv* env, jstring string) {
  (void)env;
  return (jsize)Require(string, kString)->length;
}

static jsize JNICALL GetStringUTFLength(JNIEnv* env, jstring string) {
  (void)env;
  return Encode((const uint16_t*)(const void*)Require(string, kString)->data, string->length, NULL);
}

static const char* JNICALL GetStringUTFChars(JNIEnv* env, jstring string, jboolean* is_copy) {
  jsize size = GetStringUTFLength(env, string);
  if (!string->utf8) string->utf8 = calloc(1, (size_t)size + 1);
  CHECK(string->utf8);
  Encode((const uint16_t*)(const void*)string->data, string->length, string->utf8);
  ++string->pinned;
  if (is_copy) *is_copy = JNI_TRUE;
  return string->utf8;
}

static void JNICALL ReleaseStringUTFChars(JNIEnv* env, jstring string, const char* chars) {
  (void)env;
  CHECK(Require(string, kString)->utf8 == chars);
  CHECK(--string->pinned >= 0);
}

static void JNICALL GetStringUTFRegion(JNIEnv* env, jstring string, jsize start, jsize length, char* out) {
  (void)env;
  const char* units = Range(string, kString, start, length);
  out[Encode((const uint16_t*)(const void*)units, length, out)] = 0;
}

static jstring JNICALL NewString(JNIEnv* env, const jchar* units, jsize length) {
  return New(env, kString, length, units);
}

static jsize JNICALL GetArrayLength(JNIEnv* env, jarray array) {
  (void)env;
  CHECK(array && array->kind != kString && array->kind != kBuffer);
  return (jsize)array->length;
}

static jobject JNICALL GetObjectArrayElement(JNIEnv* env, jobjectArray array, jsize index) {
  jobject element;
  memcpy(&element, Range(array, kObjectArray, index, 1), sizeof(element));
  if (element) CHECK(++((Env*)env)->local_references <= 512);
  return element;
}

static void JNICALL SetObjectArrayElement(JNIEnv* env, jobjectArray array, jsize index, jobject value) {
  (void)env;
  memcpy(Range(array, kObjectArray, index, 1), &value, sizeof(value));
}

static void JNICALL DeleteLocalRef(JNIEnv* env, jobject reference) {
  if (reference) CHECK(--((Env*)env)->local_references >= 0);
}

static jintArray JNICALL NewIntArray(JNIEnv* env, jsize length) { return New(env, kIntArray, length, NULL); }

static void JNICALL SetIntArrayRegion(JNIEnv* env, jintArray array, jsize start, jsize length, const jint* from) {
  (void)env;
  memcpy(Range(array, kIntArray, start, length), from, (size_t)length * sizeof(jint));
}

static void JNICALL GetIntArrayRegion(JNIEnv* env, jintArray array, jsize start, jsize length, jint* to) {
  (void)env;
  memcpy(to, Range(array, kIntArray, start, length), (size_t)length * sizeof(jint));
}

static void JNICALL GetByteArrayRegion(JNIEnv* env, jbyteArray array, jsize start, jsize length, jbyte* to) {
  (void)env;
  memcpy(to, Range(array, kByteArray, start, length), (size_t)length);
}

static void JNICALL GetLongArrayRegion(JNIEnv* env, jlongArray array, jsize start, jsize length, jlong* to) {
  (void)env;
  memcpy(to, Range(array, kLongArray, start, length), (size_t)length * sizeof(jlong));
}

static void* JNICALL GetPrimitiveArrayCritical(JNIEnv* env, jarray array, jboolean* is_copy) {
  GetArrayLength(env, array);
  CHECK(array->kind != kObjectArray);
  ++array->pinned;
  if (is_copy) *is_copy = JNI_FALSE;
  return array->data;
}

static void JNICALL ReleasePrimitiveArrayCritical(JNIEnv* env, jarray array, void* elements, jint mode) {
  GetArrayLength(env, array);
  CHECK(elements == array->data && (mode == 0 || mode == JNI_ABORT));
  CHECK(--array->pinned >= 0);
}

static jobject JNICALL NewDirectByteBuffer(JNIEnv* env, void* address, jlong capacity) {
  jobject buffer = New(env, kBuffer, capacity, NULL);
  buffer->data = address;
  return buffer;
}

static void* JNICALL GetDirectBufferAddress(JNIEnv* env, jobject buffer) {
  (void)env;
  return Require(buffer, kBuffer)->data;
}

static jlong JNICALL GetDirectBufferCapacity(JNIEnv* env, jobject buffer) {
  (void)env;
  return Require(buffer, kBuffer)->length;
}

// One function per entry of the table, each telling its position: hundreds of them, by powers of ten.
// clang-format off
#define ENTRIES_10(X, n) X(n##0) X(n##1) X(n##2) X(n##3) X(n##4) X(n##5) X(n##6) X(n##7) X(n##8) X(n##9)
#define ENTRIES_100(X, n)                                                                             \
  ENTRIES_10(X, n##0) ENTRIES_10(X, n##1) ENTRIES_10(X, n##2) ENTRIES_10(X, n##3) ENTRIES_10(X, n##4) \
  ENTRIES_10(X, n##5) ENTRIES_10(X, n##6) ENTRIES_10(X, n##7) ENTRIES_10(X, n##8) ENTRIES_10(X, n##9)
// clang-format on
#define MISSING(n) \
  static void Missing##n(void) { Die("jni: the stand-in has no function %d", 1##n - 1000); }
ENTRIES_100(MISSING, 0)
ENTRIES_100(MISSING, 1)
ENTRIES_100(MISSING, 2)
#define ADDRESS(n) Missing##n,
static void (*const kMissing[])(void) = {ENTRIES_100(ADDRESS, 0) ENTRIES_100(ADDRESS, 1) ENTRIES_100(ADDRESS, 2)};

static struct JNINativeInterface_* Table(void) {
  struct JNINativeInterface_* table = malloc(sizeof(*table));
  CHECK(table);
  for (size_t i = 0; i < sizeof(*table) / sizeof(void*); ++i)
    memcpy((void**)(void*)table + i, &kMissing[i], sizeof(void*));
#define ENTRY(name) table->name = name
  ENTRY(DeleteLocalRef);
  ENTRY(NewString);
  ENTRY(GetStringLength);
  ENTRY(GetStringUTFLength);
  ENTRY(GetStringUTFChars);
  ENTRY(ReleaseStringUTFChars);
  ENTRY(GetStringUTFRegion);
  ENTRY(GetArrayLength);
  ENTRY(GetObjectArrayElement);
  ENTRY(SetObjectArrayElement);
  ENTRY(NewIntArray);
  ENTRY(GetIntArrayRegion);
  ENTRY(SetIntArrayRegion);
  ENTRY(GetByteArrayRegion);
  ENTRY(GetLongArrayRegion);
  ENTRY(GetPrimitiveArrayCritical);
  ENTRY(ReleasePrimitiveArrayCritical);
  ENTRY(NewDirectByteBuffer);
  ENTRY(GetDirectBufferAddress);
  ENTRY(GetDirectBufferCapacity);
#undef ENTRY
  return table;
}

JNIEnv* NewEnv(void) {
  Env* env = calloc(1, sizeof(*env));
  CHECK(env);
  env->functions = Table();
  return (JNIEnv*)env;
}

void FreeObjects(JNIEnv* env) {
  Env* self = (Env*)env;
  for (struct _jobject* object = self->objects; object;) {
    struct _jobject* next = object->next;
    CHECK(object->pinned == 0);
    if (object->kind != kBuffer) free(object->data);
    free(object->utf8);
    free(object);
    object = next;
  }
  self->objects = NULL;
  self->local_references = 0;
}

void DeleteEnv(JNIEnv* env) {
  FreeObjects(env);
  free((void*)(uintptr_t)((Env*)env)->functions);
  free((void*)(uintptr_t)env);
}

jobject MakeString(JNIEnv* env, const char* utf8) {
  size_t length = strlen(utf8);
  jobject string = New(env, kString, (jlong)length, NULL);
  for (size_t i = 0; i < length; ++i) ((uint16_t*)(void*)string->data)[i] = (unsigned char)utf8[i];  // ASCII
  return string;
}

jobject MakeBuffer(JNIEnv* env, const void* data, jlong bytes) {
  return NewDirectByteBuffer(env, (void*)(uintptr_t)data, bytes);
}

jobject MakeInts(JNIEnv* env, const jint* data, jsize count) { return New(env, kIntArray, count, data); }
jobject MakeLongs(JNIEnv* env, const jlong* data, jsize count) { return New(env, kLongArray, count, data); }

/// Number `i` of what packed strings begin with: count, starts, end. They may lie anywhere in a file.
static jint PackedAt(const char* strings, jint i) {
  jint number;
  memcpy(&number, strings + (size_t)i * sizeof(number), sizeof(number));
  return number;
}

jobject MakeByteArrays(JNIEnv* env, const char* strings) {
  jint count = PackedAt(strings, 0);
  jobject array = New(env, kObjectArray, count, NULL);
  for (jint i = 0; i < count; ++i) {
    jint start = PackedAt(strings, 1 + i), end = PackedAt(strings, 2 + i);
    jobject element = New(env, kByteArray, end - start, strings + start);
    SetObjectArrayElement(env, array, i, element);
    DeleteLocalRef(env, element);
  }
  return array;
}

const char* Utf8(JNIEnv* env, jobject string) {
  const char* chars = GetStringUTFChars(env, string, NULL);
  ReleaseStringUTFChars(env, string, chars);
  return chars;
}

const jint* Ints(JNIEnv* env, jobject array, jsize* count) {
  (void)env;
  *count = (jsize)Require(array, kIntArray)->length;
  return (const jint*)(const void*)array->data;
}
