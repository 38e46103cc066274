// While the kernel runs, inputs and outputs of strings pass for tensors of int32. Strings are numbered from 1 on,
// through all inputs; a tensor that is several inputs is numbered once.
#include "kernels/shape/string_elements.h"

#include "kernels/strings.h"

namespace tare {
namespace {

/// A tensor of strings.
struct Part {
  TfLiteTensor* tensor;
  TfLiteTensor before;
  Strings strings;
  int32_t first;    // number of its first string
  int32_t* picked;  // of an output: numbers of its strings
};

struct Parts {
  Part* list;
  int count, inputs;  // inputs come first

  StringRef at(int32_t number) const {
    for (int i = inputs - 1; i >= 0; --i) {
      if (number >= list[i].first) return list[i].strings.at(number - list[i].first);
    }
    return {nullptr, 0};
  }
};

void Add(Parts& parts, TfLiteTensor* tensor) {
  for (int i = 0; i < parts.count; ++i) {
    if (parts.list[i].tensor == tensor) return;
  }
  if (tensor->type == kTfLiteString) parts.list[parts.count++] = {tensor, *tensor, {}, 0, nullptr};
}

/// Finds the node's tensors of strings. The list is the caller's to free.
Status Find(Kernel k, Parts& parts) {
  const size_t most = static_cast<size_t>(k.input_count()) + static_cast<size_t>(k.output_count());
  parts = {static_cast<Part*>(__builtin_malloc(sizeof(Part) * most | 1)), 0, 0};
  TARE_REQUIRE(k, parts.list, "Out of memory");
  for (int i = 0; i < k.input_count(); ++i) {
    if (k.has_input(i)) Add(parts, k.input(i).get());
  }
  parts.inputs = parts.count;
  for (int i = 0; i < k.output_count(); ++i) {
    if (k.has_output(i)) Add(parts, k.output(i).get());
  }
  return kOk;
}

/// Takes an output's numbers out of it.
int32_t* Undress(TfLiteTensor& output) {
  int32_t* numbers = output.data.i32;
  output.type = kTfLiteString;
  output.data.data = nullptr;
  output.bytes = 0;
  return numbers;
}

/// Gives the inputs numbers, of which there is memory for all.
Status Number(Kernel k, Parts& parts, int32_t* numbers) {
  int32_t next = 0;
  for (int p = 0; p < parts.inputs; ++p) {
    Part& part = parts.list[p];
    part.first = next + 1;
    part.tensor->type = kTfLiteInt32;
    part.tensor->data.i32 = numbers + next;
    part.tensor->bytes = sizeof(int32_t) * static_cast<size_t>(part.strings.count());
    for (int i = 0; i < part.strings.count(); ++i, ++next) numbers[next] = next + 1;
  }
  for (int p = parts.inputs; p < parts.count; ++p) parts.list[p].tensor->type = kTfLiteInt32;
  for (int i = 0; i < k.output_count(); ++i) {  // so that those of known shape have memory
    if (k.output(i).type() == kTfLiteInt32) TARE_RETURN_IF_ERROR(k.ResizeOutputLike(i, k.output(i)));
  }
  return kOk;
}

Status Write(Kernel k, const Parts& parts) {
  struct Picks {
    const Parts* parts;
    const int32_t* numbers;
  };
  for (int p = parts.inputs; p < parts.count; ++p) {
    const Picks picks = {&parts, parts.list[p].picked};
    const Tensor out(parts.list[p].tensor);
    TARE_RETURN_IF_ERROR(WriteStrings(
        k, out, static_cast<int>(out.elements()),
        [](const void* from, int i) {
          const auto& p = *static_cast<const Picks*>(from);
          return p.parts->at(p.numbers[i]);
        },
        &picks));
  }
  return kOk;
}

Status Move(Kernel k, Parts& parts, Status (*eval)(Kernel)) {
  int64_t total = 0;
  for (int p = 0; p < parts.inputs; ++p) {
    if (!parts.list[p].strings.Open(k, Tensor(parts.list[p].tensor))) return kError;
    total += parts.list[p].strings.count();
  }
  auto* numbers = total < INT32_MAX / 8
                      ? static_cast<int32_t*>(__builtin_malloc(sizeof(int32_t) * static_cast<size_t>(total) | 1))
                      : nullptr;
  TARE_REQUIRE(k, numbers, "Out of memory");
  Status status = Number(k, parts, numbers);
  if (status == kOk) status = eval(k);
  for (int p = 0; p < parts.inputs; ++p) {
    Part& part = parts.list[p];
    part.tensor->type = kTfLiteString;
    part.tensor->data = part.before.data;
    part.tensor->bytes = part.before.bytes;
  }
  for (int p = parts.inputs; p < parts.count; ++p) parts.list[p].picked = Undress(*parts.list[p].tensor);
  if (status == kOk) status = Write(k, parts);
  for (int p = parts.inputs; p < parts.count; ++p) __builtin_free(parts.list[p].picked);
  __builtin_free(numbers);
  return status;
}

}  // namespace

Status PrepareAsNumbers(Kernel k, Status (*prepare)(Kernel)) {
  Parts parts;
  TARE_RETURN_IF_ERROR(Find(k, parts));
  for (int p = 0; p < parts.count; ++p) parts.list[p].tensor->type = kTfLiteInt32;
  const Status status = prepare(k);
  for (int p = 0; p < parts.inputs; ++p) parts.list[p].tensor->type = kTfLiteString;
  for (int p = parts.inputs; p < parts.count; ++p) __builtin_free(Undress(*parts.list[p].tensor));
  __builtin_free(parts.list);
  return status;
}

Status MoveStrings(Kernel k, Status (*eval)(Kernel)) {
  Parts parts;
  TARE_RETURN_IF_ERROR(Find(k, parts));
  const Status status = Move(k, parts, eval);
  __builtin_free(parts.list);
  return status;
}

}  // namespace tare
