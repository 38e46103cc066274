// The selection: which kernels and features are in this library. TARE_SELECTION names a file of KERNEL(...) and
// FEATURE(name, on) lines; everything that it does not name is dropped by the linker with all that only it used.
// The lookup is a table of bytes plus a switch over direct calls, so that no pointer needs a relocation.
#include "kernels/signature.h"
#include "runtime/features.h"
#include "runtime/registry.h"
#include "runtime/schema.h"

#define FEATURE(name, on)
#define KERNEL(op, min, max, types_, source) void kernel_##op##_##types_(KernelDef& def);
namespace tare {
#include TARE_SELECTION
}  // namespace tare
#undef KERNEL

namespace tare {
namespace {

struct Entry {
  uint8_t op, min_version, max_version;
  TypeSignature types;
};

constexpr Entry kEntries[] = {
#define KERNEL(op, min, max, types_, source) {static_cast<uint8_t>(Op::op), min, max, types::types_},
#include TARE_SELECTION
#undef KERNEL
    {255, 0, 0, {}},
};

enum Index : int {
#define KERNEL(op, min, max, types_, source) k##op##_##types_,
#include TARE_SELECTION
#undef KERNEL
  kEnd
};

void Define(int index, [[maybe_unused]] KernelDef& def) {
  switch (index) {
#define KERNEL(op, min, max, types_, source) \
  case k##op##_##types_:                     \
    kernel_##op##_##types_(def);             \
    break;
#include TARE_SELECTION
#undef KERNEL
    default:
      break;
  }
}

}  // namespace

Found FindKernel(int op, int version, TfLiteType in0, TfLiteType in1, TfLiteType out0, KernelDef& def) {
  Found best = Found::kNoOp;
  for (int i = 0; i < kEnd; ++i) {
    const Entry& e = kEntries[i];
    if (e.op != op) continue;
    if (version < e.min_version || version > e.max_version) {
      if (best == Found::kNoOp) best = Found::kNoVersion;
    } else if (!Matches(e.types, in0, in1, out0)) {
      best = Found::kNoTypes;
    } else {
      Define(i, def);
      return Found::kYes;
    }
  }
  return best;
}

const char* OpName([[maybe_unused]] int op) {
#define KERNEL(op_, min, max, types_, source) \
  if (op == static_cast<int>(Op::op_)) return #op_;
#include TARE_SELECTION
#undef KERNEL
  return nullptr;
}

#undef FEATURE
namespace features {
#define KERNEL(op, min, max, types_, source)
#define FEATURE(name, on) extern const bool name = on;
#include TARE_SELECTION
#undef FEATURE
#undef KERNEL
}  // namespace features

}  // namespace tare
