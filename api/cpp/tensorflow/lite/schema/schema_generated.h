// The file format's enumerations that operators name: the codes of built-in operators, types, activations, paddings.
// The name is that of the reference's generated header; the tables of the format are not here, since no operator reads
// a model.
#ifndef TENSORFLOW_LITE_SCHEMA_SCHEMA_GENERATED_H_
#define TENSORFLOW_LITE_SCHEMA_SCHEMA_GENERATED_H_

#include <stdint.h>

#include "../../../../../runtime/op_codes.h"

namespace tflite {

enum BuiltinOperator : int32_t {
#define TARE_BUILTIN_OPERATOR(code, name) BuiltinOperator_##name = code,
  TARE_OP_CODES(TARE_BUILTIN_OPERATOR)
#undef TARE_BUILTIN_OPERATOR
      BuiltinOperator_MIN = BuiltinOperator_ADD,
  BuiltinOperator_MAX = static_cast<int32_t>(tare::kMaxOp),
};

/// "" where there is no such operator.
inline const char* EnumNameBuiltinOperator(BuiltinOperator e) {
  switch (static_cast<int32_t>(e)) {
#define TARE_NAME(code, name) \
  case code:                  \
    return #name;
    TARE_OP_CODES(TARE_NAME)
#undef TARE_NAME
    default:
      return "";
  }
}

/// Types of tensors in a file, whose numbers are not those of TfLiteType.
enum TensorType : int8_t {
  TensorType_FLOAT32 = 0,
  TensorType_FLOAT16 = 1,
  TensorType_INT32 = 2,
  TensorType_UINT8 = 3,
  TensorType_INT64 = 4,
  TensorType_STRING = 5,
  TensorType_BOOL = 6,
  TensorType_INT16 = 7,
  TensorType_COMPLEX64 = 8,
  TensorType_INT8 = 9,
  TensorType_FLOAT64 = 10,
  TensorType_COMPLEX128 = 11,
  TensorType_UINT64 = 12,
  TensorType_RESOURCE = 13,
  TensorType_VARIANT = 14,
  TensorType_UINT32 = 15,
  TensorType_UINT16 = 16,
  TensorType_INT4 = 17,
  TensorType_BFLOAT16 = 18,
  TensorType_INT2 = 19,
  TensorType_UINT4 = 20,
  TensorType_FLOAT8_E4M3FN = 21,
  TensorType_FLOAT8_E5M2 = 22,
  TensorType_MIN = TensorType_FLOAT32,
  TensorType_MAX = TensorType_FLOAT8_E5M2,
};

enum ActivationFunctionType : int8_t {
  ActivationFunctionType_NONE = 0,
  ActivationFunctionType_RELU = 1,
  ActivationFunctionType_RELU_N1_TO_1 = 2,
  ActivationFunctionType_RELU6 = 3,
  ActivationFunctionType_TANH = 4,
  ActivationFunctionType_SIGN_BIT = 5,
  ActivationFunctionType_MIN = ActivationFunctionType_NONE,
  ActivationFunctionType_MAX = ActivationFunctionType_SIGN_BIT,
};

enum Padding : int8_t {
  Padding_SAME = 0,
  Padding_VALID = 1,
  Padding_MIN = Padding_SAME,
  Padding_MAX = Padding_VALID,
};

enum MirrorPadMode : int8_t {
  MirrorPadMode_REFLECT = 0,
  MirrorPadMode_SYMMETRIC = 1,
  MirrorPadMode_MIN = MirrorPadMode_REFLECT,
  MirrorPadMode_MAX = MirrorPadMode_SYMMETRIC,
};

enum CombinerType : int8_t {
  CombinerType_SUM = 0,
  CombinerType_MEAN = 1,
  CombinerType_SQRTN = 2,
  CombinerType_MIN = CombinerType_SUM,
  CombinerType_MAX = CombinerType_SQRTN,
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_SCHEMA_SCHEMA_GENERATED_H_
