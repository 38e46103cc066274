// The selection: which kernels and features are in this library. TARE_SELECTION names a file of lines (KERNEL, FEATURE,
// …: runtime/selection_lines.inc); everything that it does not name is dropped by the linker with all that only it
// used. The lookup is a table of bytes plus a switch over direct calls, so that no pointer needs a relocation.
#include "kernels/signature.h"
#include "runtime/features.h"
#include "runtime/registration.h"
#include "runtime/registry.h"
#include "runtime/schema.h"
#include "runtime/select_tf/interface.h"

namespace tare {
#define KERNEL(op, min, max, types_, source) void kernel_##op##_##types_(KernelDef& def);
#define TF_KERNEL(op, types_, attributes_, shape_inputs, source) void kernel_tf_##op##_##types_(KernelDef& def);
#define TF_ALIAS(op, types_, builtin, attributes_, source) void kernel_##builtin##_##types_(KernelDef& def);
#define CUSTOM_KERNEL(name, kernel, types_, shape_inputs, source) void kernel_##kernel##_##types_(KernelDef& def);
#include "runtime/selection_lines.inc"

// The functions of a user's sources, by their names to the linker.
#define CUSTOM_OP(name, symbol) extern "C" TfLiteRegistration* symbol();
#define CUSTOM_OP_BY_RULE CUSTOM_OP
#include "runtime/selection_lines.inc"

namespace {

struct Entry {
  uint8_t op, min_version, max_version;
  TypeSignature types;
};

constexpr Entry kEntries[] = {
#define KERNEL(op, min, max, types_, source) {static_cast<uint8_t>(Op::op), min, max, types::types_},
#include "runtime/selection_lines.inc"
    {255, 0, 0, {}},
};

enum Index : int {
#define KERNEL(op, min, max, types_, source) k##op##_##types_,
#include "runtime/selection_lines.inc"
  kEnd
};

void Define(int index, [[maybe_unused]] KernelDef& def) {
  switch (index) {
#define KERNEL(op, min, max, types_, source) \
  case k##op##_##types_:                     \
    kernel_##op##_##types_(def);             \
    break;
#include "runtime/selection_lines.inc"
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

bool FindTfKernel([[maybe_unused]] const char* op, [[maybe_unused]] TfLiteType in0, [[maybe_unused]] TfLiteType in1,
                  [[maybe_unused]] TfLiteType out0, [[maybe_unused]] KernelDef& def,
                  [[maybe_unused]] const char*& attributes) {
#define TARE_IF_TF(op_, types_) if (__builtin_strcmp(op, #op_) == 0 && Matches(types::types_, in0, in1, out0))
#define TARE_ATTRIBUTES(attributes_)                            \
  attributes = sizeof(attributes_) > 1 ? attributes_ : nullptr; \
  return true
#define TF_KERNEL(op_, types_, attributes_, shape_inputs, source) \
  TARE_IF_TF(op_, types_) {                                       \
    kernel_tf_##op_##_##types_(def);                              \
    TARE_ATTRIBUTES(attributes_);                                 \
  }
#define TF_ALIAS(op_, types_, builtin, attributes_, source) \
  TARE_IF_TF(op_, types_) {                                 \
    kernel_##builtin##_##types_(def);                       \
    TARE_ATTRIBUTES(attributes_);                           \
  }
#define TF_FROM_CORE(op_, types_, builtin, attributes_)                                           \
  TARE_IF_TF(op_, types_) {                                                                       \
    if (!select_tf::FindInCore(static_cast<int>(Op::builtin), in0, in1, out0, def)) return false; \
    TARE_ATTRIBUTES(attributes_);                                                                 \
  }
#include "runtime/selection_lines.inc"
#undef TARE_IF_TF
#undef TARE_ATTRIBUTES
  return false;
}

namespace {

/// True when TensorFlow's rule makes `normalised` of an op's name: an underscore between a lower-case letter and an
/// upper-case one, then all in upper case (builder/custom/symbols.h).
[[maybe_unused]] bool EqualByRule(const char* name, const char* normalised) {
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  for (char before = 0; *name; before = *name++) {
    if (is_lower(before) && *name >= 'A' && *name <= 'Z' && *normalised++ != '_') return false;
    if (*normalised++ != (is_lower(*name) ? *name - 'a' + 'A' : *name)) return false;
  }
  return !*normalised;
}

}  // namespace

const TfLiteRegistration* FindCustomOp([[maybe_unused]] const char* name) {
#define CUSTOM_OP(name_, symbol) \
  if (__builtin_strcmp(name, name_) == 0) return symbol();
#define CUSTOM_OP_BY_RULE(normalised, symbol) \
  if (EqualByRule(name, normalised)) return symbol();
#include "runtime/selection_lines.inc"
  return nullptr;
}

bool FindCustomKernel([[maybe_unused]] const char* name, [[maybe_unused]] TfLiteType in0,
                      [[maybe_unused]] TfLiteType in1, [[maybe_unused]] TfLiteType out0,
                      [[maybe_unused]] KernelDef& def) {
#define CUSTOM_KERNEL(name_, kernel, types_, shape_inputs, source)                    \
  if (__builtin_strcmp(name, name_) == 0 && Matches(types::types_, in0, in1, out0)) { \
    kernel_##kernel##_##types_(def);                                                  \
    return true;                                                                      \
  }
#include "runtime/selection_lines.inc"
  return false;
}

const char* OpName([[maybe_unused]] int op) {
#define KERNEL(op_, min, max, types_, source) \
  if (op == static_cast<int>(Op::op_)) return #op_;
#include "runtime/selection_lines.inc"
  return nullptr;
}

namespace features {
#define FEATURE(name, on) extern const bool name = on;
#include "runtime/selection_lines.inc"
}  // namespace features

namespace select_tf {
#define SELECT_TF_BUILD(id) extern const uint32_t kBuild = id;
#include "runtime/selection_lines.inc"
}  // namespace select_tf

}  // namespace tare
