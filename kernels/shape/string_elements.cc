// While the kernel runs, input and output pass for tensors of int32.
#include "kernels/shape/string_elements.h"

#include "kernels/strings.h"

namespace tare {
namespace {

struct Picks {
  const Strings* strings;
  const int32_t* numbers;
};

/// Makes the output a tensor of numbers, fills it, and hands over its memory.
Status PickNumbers(Kernel k, int input, Status (*eval)(Kernel), int32_t* numbers, int count, int32_t** picked) {
  TfLiteTensor &in = *k.input(input).get(), &out = *k.output(0).get();
  const TfLiteTensor strings = in;
  for (int i = 0; i < count; ++i) numbers[i] = i;
  in.type = out.type = kTfLiteInt32;
  in.data.i32 = numbers;
  in.bytes = sizeof(int32_t) * static_cast<size_t>(count);
  Status status = k.ResizeOutputLike(0, k.output(0));
  if (status == kOk) status = eval(k);
  in.type = out.type = kTfLiteString;
  in.data = strings.data;
  in.bytes = strings.bytes;
  *picked = out.data.i32;
  out.data.data = nullptr;
  out.bytes = 0;
  return status;
}

}  // namespace

Status MoveStrings(Kernel k, int input, Status (*eval)(Kernel)) {
  Strings strings;
  if (!strings.Open(k, k.input(input))) return kError;
  auto* numbers = static_cast<int32_t*>(__builtin_malloc(sizeof(int32_t) * static_cast<size_t>(strings.count()) + 1));
  TARE_REQUIRE(k, numbers, "Out of memory");
  Picks picks = {&strings, nullptr};
  int32_t* picked = nullptr;
  Status status = PickNumbers(k, input, eval, numbers, strings.count(), &picked);
  picks.numbers = picked;
  if (status == kOk) {
    status = WriteStrings(
        k, k.output(0), static_cast<int>(k.output(0).elements()),
        [](const void* from, int i) {
          const auto& p = *static_cast<const Picks*>(from);
          return p.strings->at(p.numbers[i]);
        },
        &picks);
  }
  __builtin_free(picked);
  __builtin_free(numbers);
  return status;
}

}  // namespace tare
