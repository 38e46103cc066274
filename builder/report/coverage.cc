// What the reference has no kernel for is a short list of exceptions here; everything else follows from the catalogue.
#include "builder/report/coverage.h"

#include <algorithm>
#include <iterator>

#include "runtime/op_codes.h"

namespace tare::builder {
namespace {

constexpr Op kMarkers[] = {Op::CUSTOM, Op::DELEGATE, Op::PLACEHOLDER_FOR_GREATER_OP_CODES};

// Codes that LiteRT 2.3's built-in resolver does not register.
constexpr Op kUnregistered[] = {Op::CONCAT_EMBEDDINGS,
                                Op::CALL,
                                Op::STABLEHLO_LOGISTIC,
                                Op::STABLEHLO_DIVIDE,
                                Op::STABLEHLO_RESHAPE,
                                Op::STABLEHLO_CLAMP,
                                Op::STABLEHLO_CONCATENATE,
                                Op::STABLEHLO_BROADCAST_IN_DIM,
                                Op::STABLEHLO_CONVOLUTION,
                                Op::STABLEHLO_SLICE,
                                Op::STABLEHLO_CUSTOM_CALL,
                                Op::STABLEHLO_REDUCE,
                                Op::STABLEHLO_ABS,
                                Op::STABLEHLO_COSINE,
                                Op::STABLEHLO_EXPONENTIAL,
                                Op::STABLEHLO_FLOOR,
                                Op::STABLEHLO_LOG,
                                Op::STABLEHLO_NEGATE,
                                Op::STABLEHLO_OR,
                                Op::STABLEHLO_POWER,
                                Op::STABLEHLO_REMAINDER,
                                Op::STABLEHLO_RSQRT,
                                Op::STABLEHLO_SELECT,
                                Op::STABLEHLO_SUBTRACT,
                                Op::STABLEHLO_TANH,
                                Op::STABLEHLO_COMPARE,
                                Op::STABLEHLO_CONVERT,
                                Op::STABLEHLO_DYNAMIC_SLICE,
                                Op::STABLEHLO_DYNAMIC_UPDATE_SLICE,
                                Op::STABLEHLO_IOTA,
                                Op::STABLEHLO_DOT_GENERAL,
                                Op::STABLEHLO_SORT,
                                Op::STABLEHLO_WHILE,
                                Op::STABLEHLO_TRANSPOSE,
                                Op::STABLEHLO_CBRT};

template <size_t N>
bool Has(const Op (&list)[N], int code) {
  return std::find(std::begin(list), std::end(list), static_cast<Op>(code)) != std::end(list);
}

OpCoverage CoverageOf(int code) {
  using enum OpCoverage::Status;
  OpCoverage op{code, OperatorName(code), kMissing, {}};
  for (const KernelLine& line : Catalogue()) {
    if (line.op == code && !line.is_select_tf() && !line.is_custom()) op.lines.push_back(&line);
  }
  if (!op.lines.empty()) {
    op.status = kDone;
  } else if (Has(kMarkers, code)) {
    op.status = kMarker;
  } else if (Has(kUnregistered, code)) {
    op.status = kNoKernel;
  }
  return op;
}

}  // namespace

std::vector<OpCoverage> Coverage() {
  std::vector<OpCoverage> ops;
#define TARE_ADD_COVERAGE(code, name) ops.push_back(CoverageOf(code));
  TARE_OP_CODES(TARE_ADD_COVERAGE)
#undef TARE_ADD_COVERAGE
  return ops;
}

std::vector<OpCoverage> SelectTfCoverage() {
  std::vector<OpCoverage> ops;
  for (const auto& [name, definition] : TfOps()) {
    if (definition.library != "tf") continue;
    OpCoverage op{static_cast<int>(Op::CUSTOM), "Flex" + name, OpCoverage::Status::kMissing, {}};
    for (const KernelLine& line : Catalogue()) {
      if (line.op_name == op.name) op.lines.push_back(&line);
    }
    if (!op.lines.empty()) op.status = OpCoverage::Status::kDone;
    ops.push_back(std::move(op));
  }
  return ops;
}

std::vector<OpCoverage> CustomCoverage() {
  std::vector<OpCoverage> ops;
  for (const KernelLine& line : Catalogue()) {
    if (!line.is_custom()) continue;
    const auto same = [&](const OpCoverage& op) { return op.name == line.op_name; };
    auto it = std::find_if(ops.begin(), ops.end(), same);
    if (it == ops.end()) it = ops.insert(it, {line.op, line.op_name, OpCoverage::Status::kDone, {}});
    it->lines.push_back(&line);
  }
  return ops;
}

const char* StatusName(OpCoverage::Status status) {
  using enum OpCoverage::Status;
  switch (status) {
    case kDone:
      return "done";
    case kMissing:
      return "missing";
    case kNoKernel:
      return "no kernel in TensorFlow Lite";
    default:
      return "no operation";
  }
}

}  // namespace tare::builder
