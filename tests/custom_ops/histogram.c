/* Histogram, in C: how many values of a float tensor fall into each of as many bins of [0, 1) as the second input, one
 * int32, says. A constant number of bins gives a shape that is known before the model runs. */
#include <math.h>
#include <string.h>

#include "tensorflow/lite/c/common.h"

static TfLiteTensor* TensorOf(TfLiteContext* context, const TfLiteIntArray* list, int i) {
  return &context->tensors[list->data[i]];
}

static TfLiteStatus Resize(TfLiteContext* context, TfLiteTensor* output, int bins) {
  TF_LITE_ENSURE(context, bins > 0);
  TfLiteIntArray* size = TfLiteIntArrayCreate(1);
  size->data[0] = bins;
  return context->ResizeTensor(context, output, size);
}

static TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_EQ(context, node->inputs->size, 2);
  const TfLiteTensor* bins = TensorOf(context, node->inputs, 1);
  TfLiteTensor* output = TensorOf(context, node->outputs, 0);
  TF_LITE_ENSURE_TYPES_EQ(context, TensorOf(context, node->inputs, 0)->type, kTfLiteFloat32);
  TF_LITE_ENSURE_TYPES_EQ(context, bins->type, kTfLiteInt32);
  TF_LITE_ENSURE_TYPES_EQ(context, output->type, kTfLiteInt32);
  if (bins->allocation_type == kTfLiteMmapRo) return Resize(context, output, bins->data.i32[0]);
  output->allocation_type = kTfLiteDynamic;
  return kTfLiteOk;
}

static TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteTensor* input = TensorOf(context, node->inputs, 0);
  const int bins = TensorOf(context, node->inputs, 1)->data.i32[0];
  TfLiteTensor* output = TensorOf(context, node->outputs, 0);
  if (output->allocation_type == kTfLiteDynamic) TF_LITE_ENSURE_STATUS(Resize(context, output, bins));
  memset(output->data.raw, 0, output->bytes);
  for (size_t i = 0; i < input->bytes / sizeof(float); ++i) {
    const double bin = floor((double)input->data.f[i] * bins);
    if (bin >= 0 && bin < bins) ++output->data.i32[(int)bin];
  }
  return kTfLiteOk;
}

TfLiteRegistration* Register_HISTOGRAM(void) {
  static TfLiteRegistration r = {NULL, NULL, Prepare, Invoke};
  return &r;
}
