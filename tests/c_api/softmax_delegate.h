/* A delegate as a vendor would write it, against the public headers only: it takes over SOFTMAX, with the options that
 * a node has, and leaves the rest. */
#ifndef TARE_TESTS_C_API_SOFTMAX_DELEGATE_H_
#define TARE_TESTS_C_API_SOFTMAX_DELEGATE_H_

#include <math.h>
#include <string.h>

#include "check.h"
#include "tensorflow/lite/builtin_ops.h"
#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/c/common.h"

/* What one of the delegate's nodes computes. */
typedef struct Kernel {
  int input, output;
  float beta;
} Kernel;

typedef struct State {
  int kernels, runs;
} State;

static void* Init(TfLiteContext* context, const char* buffer, size_t length) {
  const TfLiteDelegateParams* params = (const TfLiteDelegateParams*)(const void*)buffer;
  State* state = (State*)params->delegate->data_;
  Kernel* kernel = (Kernel*)malloc(sizeof(Kernel));
  TfLiteNode* node;
  TfLiteRegistration* registration;
  CHECK(kernel && length == 0 && params->nodes_to_replace->size == 1);
  CHECK(context->GetNodeAndRegistration(context, params->nodes_to_replace->data[0], &node, &registration) == kTfLiteOk);
  CHECK(registration->builtin_code == kTfLiteBuiltinSoftmax && node->builtin_data);
  CHECK(params->input_tensors->size == 1 && params->output_tensors->size == 1);
  kernel->input = params->input_tensors->data[0];
  kernel->output = params->output_tensors->data[0];
  kernel->beta = ((const TfLiteSoftmaxParams*)node->builtin_data)->beta;
  ++state->kernels;
  return kernel;
}

static void Free(TfLiteContext* context, void* buffer) {
  (void)context;
  free(buffer);
}

static TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  const Kernel* kernel = (const Kernel*)node->user_data;
  return context->tensors[kernel->input].type == kTfLiteFloat32 ? kTfLiteOk : kTfLiteError;
}

static TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const Kernel* kernel = (const Kernel*)node->user_data;
  const TfLiteTensor* x = &context->tensors[kernel->input];
  TfLiteTensor* y = &context->tensors[kernel->output];
  const int depth = x->dims->data[x->dims->size - 1];
  const float* const end = x->data.f + x->bytes / sizeof(float);
  const float* from;
  float* to = y->data.f;
  for (from = x->data.f; from < end; from += depth, to += depth) {
    int i;
    float most = from[0], sum = 0;
    for (i = 1; i < depth; ++i) most = from[i] > most ? from[i] : most;
    for (i = 0; i < depth; ++i) sum += to[i] = expf(kernel->beta * (from[i] - most));
    for (i = 0; i < depth; ++i) to[i] /= sum;
  }
  ++((State*)node->delegate->data_)->runs;
  return kTfLiteOk;
}

static TfLiteStatus Take(TfLiteContext* context, TfLiteDelegate* delegate) {
  TfLiteIntArray *plan, *mine;
  TfLiteRegistration kernel;
  TfLiteStatus status;
  int i;
  CHECK(context->GetExecutionPlan(context, &plan) == kTfLiteOk);
  mine = TfLiteIntArrayCreate(plan->size);
  mine->size = 0;
  for (i = 0; i < plan->size; ++i) {
    TfLiteNode* node;
    TfLiteRegistration* registration;
    CHECK(context->GetNodeAndRegistration(context, plan->data[i], &node, &registration) == kTfLiteOk);
    if (registration->builtin_code == kTfLiteBuiltinSoftmax) mine->data[mine->size++] = plan->data[i];
  }
  memset(&kernel, 0, sizeof(kernel));
  kernel.init = Init;
  kernel.free = Free;
  kernel.prepare = Prepare;
  kernel.invoke = Invoke;
  kernel.custom_name = "SoftmaxDelegate";
  kernel.version = 1;
  status = context->ReplaceNodeSubsetsWithDelegateKernels(context, kernel, mine, delegate);
  TfLiteIntArrayFree(mine);
  return status;
}

#endif /* TARE_TESTS_C_API_SOFTMAX_DELEGATE_H_ */
