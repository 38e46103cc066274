// The C API of a library built for this machine, loaded at run time: what `run` and `bench` execute models with. It is
// the API that ships, reached the way an app reaches it, so what these commands measure is what an app gets.
#ifndef TARE_BUILDER_CLI_HOST_API_H_
#define TARE_BUILDER_CLI_HOST_API_H_

#include <memory>
#include <string>

#include "api/c/public.h"

namespace tare::cli {

#define TARE_HOST_API(X)                        \
  X(TfLiteModelCreateFromFileWithErrorReporter) \
  X(TfLiteModelDelete)                          \
  X(TfLiteInterpreterOptionsCreate)             \
  X(TfLiteInterpreterOptionsDelete)             \
  X(TfLiteInterpreterOptionsSetNumThreads)      \
  X(TfLiteInterpreterOptionsSetErrorReporter)   \
  X(TfLiteInterpreterCreate)                    \
  X(TfLiteInterpreterDelete)                    \
  X(TfLiteInterpreterGetInputTensorCount)       \
  X(TfLiteInterpreterGetInputTensor)            \
  X(TfLiteInterpreterGetOutputTensorCount)      \
  X(TfLiteInterpreterGetOutputTensor)           \
  X(TfLiteInterpreterResizeInputTensor)         \
  X(TfLiteInterpreterAllocateTensors)           \
  X(TfLiteInterpreterInvoke)                    \
  X(TfLiteInterpreterGetSignatureRunner)        \
  X(TfLiteSignatureRunnerDelete)                \
  X(TfLiteSignatureRunnerGetInputTensor)        \
  X(TfLiteSignatureRunnerGetOutputTensor)       \
  X(TfLiteSignatureRunnerResizeInputTensor)     \
  X(TfLiteSignatureRunnerAllocateTensors)       \
  X(TfLiteSignatureRunnerInvoke)                \
  X(TfLiteTensorRealloc)                        \
  X(TareInterpreterArenaBytes)

/// The functions of one loaded library, by their own names.
struct HostApi {
#define TARE_HOST_API_MEMBER(name) decltype(&::name) name = nullptr;
  TARE_HOST_API(TARE_HOST_API_MEMBER)
#undef TARE_HOST_API_MEMBER

  /// Loads a library for good. Throws std::runtime_error.
  static HostApi Load(const std::string& path);
};

/// A model with an interpreter over it. All functions throw std::runtime_error with the library's own messages.
class Session {
 public:
  /// `threads` < 0 leaves the choice to the library.
  Session(const HostApi& api, const std::string& model, int threads);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  TfLiteInterpreter* get() const { return interpreter_; }
  const HostApi& api() const { return api_; }
  /// Throws the messages reported since the last failure, unless `good`.
  void Require(bool good, const std::string& doing);

 private:
  HostApi api_;
  std::string messages_;
  TfLiteModel* model_ = nullptr;
  TfLiteInterpreter* interpreter_ = nullptr;
};

}  // namespace tare::cli

#endif  // TARE_BUILDER_CLI_HOST_API_H_
