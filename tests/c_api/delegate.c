/* Runs a model's first input through the delegate of softmax_delegate.h and writes the first output as raw bytes.
 * Arguments: MODEL INPUT OUTPUT. */
#include "softmax_delegate.h"
#include "tensorflow/lite/c/c_api.h"
#include "tensorflow/lite/c/c_api_experimental.h"

static void* Read(const char* path, size_t size) {
  FILE* file = fopen(path, "rb");
  void* bytes = malloc(size + 1);
  CHECK(file && bytes && fread(bytes, 1, size, file) == size);
  fclose(file);
  return bytes;
}

int main(int argc, char** argv) {
  State state = {0, 0};
  TfLiteDelegate delegate = TfLiteDelegateCreate();
  TfLiteModel* model;
  TfLiteInterpreterOptions* options;
  TfLiteInterpreter* interpreter;
  TfLiteTensor* in;
  const TfLiteTensor* out;
  void* input;
  FILE* file;
  CHECK(argc == 4);
  delegate.data_ = &state;
  delegate.Prepare = Take;
  CHECK((model = TfLiteModelCreateFromFile(argv[1])) != NULL);
  CHECK((options = TfLiteInterpreterOptionsCreate()) != NULL);
  TfLiteInterpreterOptionsAddDelegate(options, &delegate);
  CHECK((interpreter = TfLiteInterpreterCreate(model, options)) != NULL);
  TfLiteInterpreterOptionsDelete(options);
  TfLiteModelDelete(model);
  CHECK(state.kernels == 1);
  CHECK(TfLiteInterpreterAllocateTensors(interpreter) == kTfLiteOk);
  in = TfLiteInterpreterGetInputTensor(interpreter, 0);
  input = Read(argv[2], TfLiteTensorByteSize(in));
  CHECK(TfLiteTensorCopyFromBuffer(in, input, TfLiteTensorByteSize(in)) == kTfLiteOk);
  free(input);
  CHECK(TfLiteInterpreterInvoke(interpreter) == kTfLiteOk);
  CHECK(state.runs == 1);
  out = TfLiteInterpreterGetOutputTensor(interpreter, 0);
  file = fopen(argv[3], "wb");
  CHECK(file && fwrite(TfLiteTensorData(out), 1, TfLiteTensorByteSize(out), file) == TfLiteTensorByteSize(out));
  fclose(file);
  TfLiteInterpreterDelete(interpreter);
  return 0;
}
