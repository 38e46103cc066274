// The numbers of built-in operators as C++ code names them. The name is that of the reference's generated header; the
// rest of the file format is not here, since no operator reads a model.
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

}  // namespace tflite

#endif  // TENSORFLOW_LITE_SCHEMA_SCHEMA_GENERATED_H_
