/* A user's program against the public headers only: runs a model's first input through it and writes the first output,
 * both as raw bytes. Says what the library answers on the way, so that a wrong answer is seen, and checks what a wrong
 * call must give. Arguments: MODEL INPUT OUTPUT [THREADS]. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "tensorflow/lite/c/c_api.h"
#include "tensorflow/lite/c/c_api_experimental.h"

static int messages;

static void Report(void* user_data, const char* format, va_list args) {
  CHECK(user_data == &messages);
  ++messages;
  vfprintf(stderr, format, args);
}

static void* ReadFile(const char* path, size_t* size) {
  FILE* file = fopen(path, "rb");
  void* bytes;
  CHECK(file);
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  CHECK((bytes = malloc(*size + 1)) != NULL);
  CHECK(fread(bytes, 1, *size, file) == *size);
  fclose(file);
  return bytes;
}

/* Broken models and calls: NULL or an error, with a message. */
static void CheckErrors(void) {
  char garbage[64];
  memset(garbage, 7, sizeof(garbage));
  messages = 0;
  CHECK(!TfLiteModelCreateWithErrorReporter(garbage, sizeof(garbage), Report, &messages));
  CHECK(messages > 0);
  messages = 0;
  CHECK(!TfLiteModelCreateFromFileWithErrorReporter("/no/such/file", Report, &messages));
  CHECK(messages > 0);
  CHECK(!TfLiteInterpreterCreate(NULL, NULL));
  TfLiteModelDelete(NULL);
  TfLiteInterpreterDelete(NULL);
  TfLiteInterpreterOptionsDelete(NULL);
  TfLiteSignatureRunnerDelete(NULL);
}

int main(int argc, char** argv) {
  size_t model_size, input_size, output_size;
  void *model_bytes, *input, *output;
  TfLiteModel* model;
  TfLiteInterpreterOptions *options, *copy;
  TfLiteInterpreter* interpreter;
  TfLiteSignatureRunner* runner;
  TfLiteTensor* in;
  const TfLiteTensor* out;
  FILE* file;
  int i, dims[8];
  CHECK(argc >= 4);
  CHECK(!strcmp(TfLiteVersion(), "2.16.1") && TfLiteSchemaVersion() == 3);
  CheckErrors();

  model_bytes = ReadFile(argv[1], &model_size);
  model = TfLiteModelCreate(model_bytes, model_size);
  CHECK(model);
  options = TfLiteInterpreterOptionsCreate();
  TfLiteInterpreterOptionsSetNumThreads(options, argc > 4 ? atoi(argv[4]) : 1);
  TfLiteInterpreterOptionsSetErrorReporter(options, Report, &messages);
  copy = TfLiteInterpreterOptionsCopy(options);
  TfLiteInterpreterOptionsDelete(options);
  interpreter = TfLiteInterpreterCreate(model, copy);
  CHECK(interpreter);
  TfLiteInterpreterOptionsDelete(copy);
  TfLiteModelDelete(model);
  CHECK(TfLiteInterpreterAllocateTensors(interpreter) == kTfLiteOk);
  CHECK(TfLiteInterpreterCancel(interpreter) == kTfLiteError);

  in = TfLiteInterpreterGetInputTensor(interpreter, 0);
  CHECK(in == TfLiteInterpreterGetTensor(interpreter, TfLiteInterpreterInputTensorIndices(interpreter)[0]));
  CHECK(!TfLiteInterpreterGetTensor(interpreter, -1));
  CHECK(TfLiteTensorNumDims(in) <= 8);
  for (i = 0; i < TfLiteTensorNumDims(in); ++i) dims[i] = TfLiteTensorDim(in, i);
  CHECK(TfLiteInterpreterResizeInputTensor(interpreter, 0, dims, TfLiteTensorNumDims(in)) == kTfLiteOk);
  CHECK(TfLiteInterpreterAllocateTensors(interpreter) == kTfLiteOk);
  input = ReadFile(argv[2], &input_size);
  CHECK(TfLiteTensorCopyFromBuffer(in, input, input_size + 1) == kTfLiteError);
  CHECK(TfLiteTensorCopyFromBuffer(in, input, input_size) == kTfLiteOk);
  CHECK(TfLiteInterpreterInvoke(interpreter) == kTfLiteOk);
  out = TfLiteInterpreterGetOutputTensor(interpreter, 0);
  output_size = TfLiteTensorByteSize(out);
  CHECK((output = malloc(output_size)) != NULL);
  CHECK(TfLiteTensorCopyToBuffer(out, output, output_size - 1) == kTfLiteError);
  CHECK(TfLiteTensorCopyToBuffer(out, output, output_size) == kTfLiteOk);

  /* The same again through a signature, or the one made of tensor names. */
  runner = TfLiteInterpreterGetSignatureRunner(interpreter, NULL);
  CHECK(runner);
  CHECK(TfLiteSignatureRunnerGetInputCount(runner) == (size_t)TfLiteInterpreterGetInputTensorCount(interpreter));
  CHECK(!TfLiteSignatureRunnerGetInputName(runner, 1000));
  CHECK(TfLiteSignatureRunnerAllocateTensors(runner) == kTfLiteOk);
  memset(TfLiteTensorData(in), 0, input_size);
  in = TfLiteSignatureRunnerGetInputTensor(runner, TfLiteSignatureRunnerGetInputName(runner, 0));
  CHECK(in && TfLiteTensorCopyFromBuffer(in, input, input_size) == kTfLiteOk);
  CHECK(TfLiteSignatureRunnerInvoke(runner) == kTfLiteOk);
  out = TfLiteSignatureRunnerGetOutputTensor(runner, TfLiteSignatureRunnerGetOutputName(runner, 0));
  CHECK(out && !memcmp(TfLiteTensorData(out), output, output_size));
  TfLiteSignatureRunnerDelete(runner);

  printf("%s %s\n", TfLiteTensorName(out), TfLiteTypeGetName(TfLiteTensorType(out)));
  file = fopen(argv[3], "wb");
  CHECK(file && fwrite(output, 1, output_size, file) == output_size && !fclose(file));
  TfLiteInterpreterDelete(interpreter);
  free(output);
  free(input);
  free(model_bytes);
  return 0;
}
