// The C API of a library built for this machine.
#include "builder/cli/host_api.h"

#include <dlfcn.h>

#include <algorithm>
#include <cstdio>
#include <stdexcept>

namespace tare::cli {
namespace {

/// Collects the library's messages into the std::string `user`, one line in all.
void Collect(void* user, const char* format, va_list args) {
  char text[1024];
  std::vsnprintf(text, sizeof(text), format, args);
  auto& all = *static_cast<std::string*>(user);
  if (!all.empty()) all += "; ";
  all += text;
  std::replace(all.begin(), all.end(), '\n', ' ');
  while (all.ends_with(' ')) all.pop_back();
}

}  // namespace

HostApi HostApi::Load(const std::string& path) {
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!library) throw std::runtime_error(dlerror());
  HostApi api;
#define TARE_HOST_API_RESOLVE(name)                                       \
  api.name = reinterpret_cast<decltype(api.name)>(dlsym(library, #name)); \
  if (!api.name) throw std::runtime_error(path + ": does not export " #name);
  TARE_HOST_API(TARE_HOST_API_RESOLVE)
#undef TARE_HOST_API_RESOLVE
  return api;
}

Session::Session(const HostApi& api, const std::string& model, int threads) : api_(api) {
  model_ = api_.TfLiteModelCreateFromFileWithErrorReporter(model.c_str(), Collect, &messages_);
  Require(model_ != nullptr, model + ": loading the model");
  TfLiteInterpreterOptions* options = api_.TfLiteInterpreterOptionsCreate();
  api_.TfLiteInterpreterOptionsSetNumThreads(options, threads);
  api_.TfLiteInterpreterOptionsSetErrorReporter(options, Collect, &messages_);
  interpreter_ = api_.TfLiteInterpreterCreate(model_, options);
  api_.TfLiteInterpreterOptionsDelete(options);
  if (!interpreter_) api_.TfLiteModelDelete(model_);
  Require(interpreter_ != nullptr, model + ": creating the interpreter");
}

Session::~Session() {
  api_.TfLiteInterpreterDelete(interpreter_);
  api_.TfLiteModelDelete(model_);
}

void Session::Require(bool good, const std::string& doing) {
  if (!good) throw std::runtime_error(doing + " failed: " + (messages_.empty() ? "no message" : messages_));
  messages_.clear();
}

}  // namespace tare::cli
