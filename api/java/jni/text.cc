// Text between Java and native memory.
#include "api/java/jni/text.h"

#include "runtime/features.h"

namespace tare::jni {

Object* NewText(Env* env, const char* bytes, size_t size) {
  // No encoded form is shorter than its UTF-16 in units.
  auto* text = static_cast<uint16_t*>(__builtin_malloc(size * 2 + 1));
  if (!text) return nullptr;
  int32_t length = 0;
  for (size_t i = 0; i < size && bytes[i];) {
    constexpr uint32_t kReplacement = 0xfffd, kLastCodePoint = 0x10ffff;
    const auto lead = static_cast<uint8_t>(bytes[i++]);
    uint32_t code = lead;
    if (lead >= 0x80) {
      const size_t more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
      bool valid = lead >= 0xc0 && size - i >= more;
      code = lead & (0x3fu >> more);
      for (size_t j = 0; valid && j < more; ++j) {
        const auto next = static_cast<uint8_t>(bytes[i + j]);
        valid = (next & 0xc0) == 0x80;
        code = code << 6 | (next & 0x3f);
      }
      if (valid && code <= kLastCodePoint) {
        i += more;
      } else {
        code = kReplacement;
      }
    }
    if (code > 0xffff) {
      text[length++] = static_cast<uint16_t>(0xd7c0 + (code >> 10));
      code = 0xdc00 | (code & 0x3ff);
    }
    text[length++] = static_cast<uint16_t>(code);
  }
  Object* string = env->vm->NewString(env, text, length);
  __builtin_free(text);
  return string;
}

// A string tensor's bytes: the count, the count + 1 offsets of the elements' starts and of the end, the elements.

int32_t WriteStrings(Env* env, const Tensor& tensor, int32_t first, Object* row, bool raw) {
  TfLiteTensor* t = tensor.get();
  if (!features::strings || t->type != kTfLiteString || !tensor.is_dynamic()) return -1;
  constexpr int64_t kMaxElements = INT32_MAX / 8;
  const int64_t total = tensor.elements();
  const int32_t count = env->vm->GetArrayLength(env, row);
  if (total > kMaxElements || first < 0 || count > total - first) return -1;
  const auto elements = static_cast<int32_t>(total);
  if (first == 0) {
    const auto header = static_cast<int32_t>(sizeof(int32_t)) * (elements + 2);
    void* fresh = __builtin_realloc(t->data.data, static_cast<size_t>(header));
    if (!fresh) return -1;
    t->data.data = fresh;
    t->data.i32[0] = elements;
    for (int32_t i = 0; i <= elements; ++i) t->data.i32[1 + i] = header;
  }
  if (!t->data.data || t->data.i32[0] != elements) return -1;
  int32_t end = t->data.i32[1 + first], stored = 0;
  for (; stored < count; ++stored) {
    Object* element = env->vm->GetObjectArrayElement(env, row, stored);
    if (!element) break;
    const int32_t length = raw ? env->vm->GetArrayLength(env, element) : env->vm->GetStringUTFLength(env, element) + 1;
    int32_t next = 0;
    void* grown = __builtin_add_overflow(end, length, &next)
                      ? nullptr
                      : __builtin_realloc(t->data.data, static_cast<size_t>(next));
    if (grown) {
      t->data.data = grown;
      char* to = t->data.raw + end;
      if (raw) {
        env->vm->GetByteArrayRegion(env, element, 0, length, to);
      } else {
        env->vm->GetStringUTFRegion(env, element, 0, env->vm->GetStringLength(env, element), to);
        to[length - 1] = 0;
      }
      end = next;
      t->data.i32[2 + first + stored] = end;
    }
    env->vm->DeleteLocalRef(env, element);
    if (!grown) break;
  }
  // What is not stored yet is empty, so that the tensor is valid at any time.
  for (int32_t i = first + stored; i < elements; ++i) t->data.i32[2 + i] = end;
  t->bytes = static_cast<size_t>(end);
  return stored == count ? count : -1;
}

int32_t ReadStrings(Env* env, const Tensor& tensor, int32_t first, Object* row) {
  if (!features::strings || tensor.type() != kTfLiteString) return -1;
  const auto* offsets = tensor.data<int32_t>();
  const int32_t count = env->vm->GetArrayLength(env, row);
  if (!offsets || first < 0 || count > *offsets - first) return -1;
  for (int32_t i = 0; i < count; ++i) {
    const int32_t* range = offsets + 1 + first + i;
    Object* text = NewText(env, tensor.data<char>() + range[0], static_cast<size_t>(range[1] - range[0]));
    if (!text) return -1;
    env->vm->SetObjectArrayElement(env, row, i, text);
    env->vm->DeleteLocalRef(env, text);
  }
  return count;
}

}  // namespace tare::jni
