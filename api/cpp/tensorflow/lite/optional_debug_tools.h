// What an interpreter's tensors are, in text.
#ifndef TENSORFLOW_LITE_OPTIONAL_DEBUG_TOOLS_H_
#define TENSORFLOW_LITE_OPTIONAL_DEBUG_TOOLS_H_

#include <stdint.h>
#include <stdio.h>

#include <string>
#include <vector>

#include "tensorflow/lite/interpreter.h"

namespace tflite {

/// Prints the main graph's inputs, outputs and tensors to standard output; nodes are not known here.
inline void PrintInterpreterState(const Interpreter* interpreter, const int32_t /*tensor_name_display_length*/ = 25,
                                  const int32_t /*tensor_type_display_length*/ = 15,
                                  const int32_t /*alloc_type_display_length*/ = 18) {
  const auto listed = [](const int* values, size_t count) {
    std::string text = "[";
    for (size_t i = 0; i < count; ++i) text += (i == 0 ? "" : ", ") + std::to_string(values[i]);
    return text + "]";
  };
  printf("Inputs: %s\n", listed(interpreter->inputs().data(), interpreter->inputs().size()).c_str());
  printf("Outputs: %s\n", listed(interpreter->outputs().data(), interpreter->outputs().size()).c_str());
  for (int i = 0; interpreter->tensor(i) != nullptr; ++i) {
    const TfLiteTensor& tensor = *interpreter->tensor(i);
    const size_t rank = tensor.dims != nullptr ? static_cast<size_t>(tensor.dims->size) : 0;
    printf("Tensor %d: %s %s %s, %zu bytes%s\n", i, tensor.name != nullptr ? tensor.name : "",
           TfLiteTypeGetName(tensor.type), listed(rank != 0 ? tensor.dims->data : nullptr, rank).c_str(), tensor.bytes,
           tensor.data.raw != nullptr ? "" : ", without data");
  }
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_OPTIONAL_DEBUG_TOOLS_H_
