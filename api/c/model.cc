// C API: models. TfLiteModel is the runtime's own reference-counted Model under its public name; there is no wrapper.
#include "api/c/types.h"
#include "runtime/platform/log.h"

namespace {
TfLiteModel* Public(tare::Model* model) { return reinterpret_cast<TfLiteModel*>(model); }
}  // namespace

TfLiteModel* TfLiteModelCreate(const void* model_data, size_t model_size) {
  return TfLiteModelCreateWithErrorReporter(model_data, model_size, tare::LogError, nullptr);
}

TfLiteModel* TfLiteModelCreateWithErrorReporter(const void* model_data, size_t model_size, TfLiteErrorFunction reporter,
                                                void* user_data) {
  return Public(tare::Model::FromBuffer(model_data, model_size, {reporter, user_data}));
}

TfLiteModel* TfLiteModelCreateFromFile(const char* model_path) {
  return TfLiteModelCreateFromFileWithErrorReporter(model_path, tare::LogError, nullptr);
}

TfLiteModel* TfLiteModelCreateFromFileWithErrorReporter(const char* model_path, TfLiteErrorFunction reporter,
                                                        void* user_data) {
  return Public(tare::Model::FromFile(model_path, {reporter, user_data}));
}

void TfLiteModelDelete(TfLiteModel* model) {
  if (model) reinterpret_cast<tare::Model*>(model)->Unref();
}
