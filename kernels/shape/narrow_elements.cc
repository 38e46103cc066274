// While the kernel runs, inputs and outputs of 4 and 2 bits pass for tensors of int8 with a byte for each element.
// Whether they have a sign does not matter to who only moves them. Outputs of known shape are packed into their place
// in the arena, others where they are.
#include "kernels/shape/narrow_elements.h"

#include "kernels/quant/narrow.h"

namespace tare {
namespace {

/// What a tensor was.
struct Part {
  TfLiteTensor* tensor;
  TfLiteType type;
  void* data;
  size_t bytes;
};

/// Lists a tensor and lets it pass for one of int8. One that is several inputs is listed once, its type tells.
void Add(Part* parts, int& count, TfLiteTensor* tensor) {
  if (ElementsPerByte(tensor->type) == 1) return;
  parts[count++] = {tensor, tensor->type, tensor->data.data, tensor->bytes};
  tensor->type = kTfLiteInt8;
}

/// `to` may be where the elements are: it is never ahead of them.
void Pack(const Part& part, void* to) {
  const auto* from = Tensor(part.tensor).data<uint8_t>();
  for (int64_t i = 0; i < Tensor(part.tensor).elements(); ++i) {
    if (part.type == kTfLiteInt2) {
      Int2::Append(to, i, from[i]);
    } else {
      UInt4::Append(to, i, from[i]);
    }
  }
}

Status Run(Kernel k, Part* parts, int inputs, int count, uint8_t* memory, Status (*eval)(Kernel)) {
  for (int p = 0; p < count; ++p) {
    TfLiteTensor& t = *parts[p].tensor;
    const auto elements = static_cast<size_t>(Tensor(&t).elements());
    if (p < inputs) {
      UnpackNarrow(parts[p].type, static_cast<const uint8_t*>(parts[p].data), static_cast<ptrdiff_t>(elements),
                   reinterpret_cast<int8_t*>(memory));
    } else if (Tensor(&t).is_dynamic()) {
      continue;
    }
    t.data.data = memory;
    t.bytes = elements;
    memory += elements;
  }
  for (int i = 0; i < k.output_count(); ++i) {  // so that those of known shape have memory for bytes
    if (k.output(i).is_dynamic()) TARE_RETURN_IF_ERROR(k.ResizeOutputLike(i, k.output(i)));
  }
  return eval(k);
}

}  // namespace

Status MoveNarrow(Kernel k, Status (*eval)(Kernel)) {
  const size_t most = static_cast<size_t>(k.input_count()) + static_cast<size_t>(k.output_count());
  uint64_t elements = 0;
  for (int i = 0; i < k.input_count(); ++i) {
    if (k.has_input(i)) elements += static_cast<uint64_t>(k.input(i).elements());
  }
  for (int i = 0; i < k.output_count(); ++i) elements += static_cast<uint64_t>(k.output(i).elements());
  const size_t list = most * sizeof(Part);
  auto* parts = elements < SIZE_MAX / 2 - list
                    ? static_cast<Part*>(__builtin_malloc(list + static_cast<size_t>(elements)))
                    : nullptr;
  TARE_REQUIRE(k, parts, "Out of memory");
  int count = 0;
  for (int i = 0; i < k.input_count(); ++i) {
    if (k.has_input(i)) Add(parts, count, k.input(i).get());
  }
  const int inputs = count;
  for (int i = 0; i < k.output_count(); ++i) Add(parts, count, k.output(i).get());
  const Status status = Run(k, parts, inputs, count, reinterpret_cast<uint8_t*>(parts + most), eval);
  for (int p = 0; p < count; ++p) {
    const Part& part = parts[p];
    TfLiteTensor& t = *part.tensor;
    const bool is_dynamic = p >= inputs && Tensor(&t).is_dynamic();
    if (p >= inputs && status == kOk) Pack(part, is_dynamic ? t.data.data : part.data);
    t.type = part.type;
    if (!is_dynamic) {
      t.data.data = part.data;
      t.bytes = part.bytes;
    } else if (status == kOk) {
      const int64_t each = ElementsPerByte(part.type);
      t.bytes = static_cast<size_t>((Tensor(&t).elements() + each - 1) / each);
    }
  }
  __builtin_free(parts);
  return status;
}

}  // namespace tare
