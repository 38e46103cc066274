// Ops whose outputs the reference gives the type of an input, whatever the model declares. Models that declare another
// one exist (a uint8 sum between two additions as float32); the builder selects for the type that is meant, and the
// runtime sets it while loading, before any kernel is looked up. Only the feature `output_types` costs bytes.
#ifndef TARE_RUNTIME_OUTPUT_TYPES_H_
#define TARE_RUNTIME_OUTPUT_TYPES_H_

#include "runtime/c_abi.h"
#include "runtime/op_codes.h"

namespace tare {

/// The input whose type all outputs of `op` have; -1 where outputs keep the type that the model declares.
constexpr int TypeGivingInput(Op op) {
  switch (op) {
    case Op::ADD:
    case Op::ADD_N:
    case Op::BITWISE_XOR:
    case Op::CEIL:
    case Op::DIV:
    case Op::DYNAMIC_UPDATE_SLICE:
    case Op::EXP:
    case Op::EXPAND_DIMS:
    case Op::FLOOR:
    case Op::FLOOR_DIV:
    case Op::FLOOR_MOD:
    case Op::GATHER:
    case Op::GATHER_ND:
    case Op::MATRIX_DIAG:
    case Op::MATRIX_SET_DIAG:
    case Op::MAXIMUM:
    case Op::MINIMUM:
    case Op::NEG:
    case Op::POW:
    case Op::PRELU:
    case Op::RANGE:
    case Op::RESIZE_BILINEAR:
    case Op::RESIZE_NEAREST_NEIGHBOR:
    case Op::RIGHT_SHIFT:
    case Op::ROUND:
    case Op::SPLIT_V:
    case Op::SQUARED_DIFFERENCE:
    case Op::STABLEHLO_SHIFT_LEFT:
    case Op::SUB:
    case Op::ZEROS_LIKE:
      return 0;
    case Op::FILL:
    case Op::SCATTER_ND:
    case Op::SELECT:
    case Op::SELECT_V2:
    case Op::SPLIT:
      return 1;
    case Op::ONE_HOT:
    case Op::SPARSE_TO_DENSE:
      return 2;
    default:
      return -1;
  }
}

/// True where an output declared as `declared` is given the type `type`: both are numbers or bools.
constexpr bool GivesType(TfLiteType declared, TfLiteType type) {
  constexpr auto is_plain = [](TfLiteType t) {
    return t != kTfLiteNoType && t != kTfLiteString && t != kTfLiteResource && t != kTfLiteVariant;
  };
  return declared != type && is_plain(declared) && is_plain(type);
}

}  // namespace tare

#endif  // TARE_RUNTIME_OUTPUT_TYPES_H_
