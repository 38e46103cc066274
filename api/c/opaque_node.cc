// C API: nodes of the opaque API.
#include "api/c/opaque.h"

using tare::c::Node;

namespace {

int IndexAt(const TfLiteIntArray* list, int i) { return list && i >= 0 && i < list->size ? list->data[i] : -1; }

TfLiteStatus List(const TfLiteIntArray* list, const int** data, int* size) {
  *data = list ? list->data : nullptr;
  *size = list ? list->size : 0;
  return kTfLiteOk;
}

}  // namespace

const TfLiteOpaqueTensor* TfLiteOpaqueNodeGetInput(const TfLiteOpaqueContext* opaque_context,
                                                   const TfLiteOpaqueNode* opaque_node, int index) {
  return tare::c::TensorAt(opaque_context, IndexAt(Node(opaque_node).inputs, index));
}

TfLiteOpaqueTensor* TfLiteOpaqueNodeGetOutput(TfLiteOpaqueContext* opaque_context, const TfLiteOpaqueNode* opaque_node,
                                              int index) {
  return tare::c::TensorAt(opaque_context, IndexAt(Node(opaque_node).outputs, index));
}

int TfLiteOpaqueNodeNumberOfInputs(const TfLiteOpaqueNode* opaque_node) { return Node(opaque_node).inputs->size; }

int TfLiteOpaqueNodeNumberOfOutputs(const TfLiteOpaqueNode* opaque_node) { return Node(opaque_node).outputs->size; }

void* TfLiteOpaqueNodeGetUserData(const TfLiteOpaqueNode* opaque_node) { return Node(opaque_node).user_data; }

void* TfLiteOpaqueNodeGetBuiltinData(const TfLiteOpaqueNode* opaque_node) { return Node(opaque_node).builtin_data; }

TfLiteStatus TfLiteOpaqueNodeGetCustomInitialData(const TfLiteOpaqueNode* opaque_node, const void** init_data,
                                                  int* size) {
  *init_data = Node(opaque_node).custom_initial_data;
  *size = Node(opaque_node).custom_initial_data_size;
  return kTfLiteOk;
}

TfLiteStatus TfLiteOpaqueNodeInputs(const TfLiteOpaqueNode* opaque_node, const int** inputs, int* num_inputs) {
  return List(Node(opaque_node).inputs, inputs, num_inputs);
}

TfLiteStatus TfLiteOpaqueNodeOutputs(const TfLiteOpaqueNode* opaque_node, const int** outputs, int* num_outputs) {
  return List(Node(opaque_node).outputs, outputs, num_outputs);
}

TfLiteStatus TfLiteOpaqueNodeTemporaries(const TfLiteOpaqueNode* opaque_node, const int** temporaries,
                                         int* num_temporaries) {
  return List(Node(opaque_node).temporaries, temporaries, num_temporaries);
}

int TfLiteOpaqueNodeGetInputTensorIndex(const TfLiteOpaqueNode* opaque_node, int index_of_input) {
  return IndexAt(Node(opaque_node).inputs, index_of_input);
}

int TfLiteOpaqueNodeGetOutputTensorIndex(const TfLiteOpaqueNode* opaque_node, int index_of_output) {
  return IndexAt(Node(opaque_node).outputs, index_of_output);
}
