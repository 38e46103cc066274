// What finds an operator's registration by its number or name.
#ifndef TENSORFLOW_LITE_CORE_API_OP_RESOLVER_H_
#define TENSORFLOW_LITE_CORE_API_OP_RESOLVER_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/schema/schema_generated.h"

namespace tflite {

class OpResolver {
 public:
  using TfLiteDelegatePtrVector = std::vector<std::unique_ptr<TfLiteDelegate, void (*)(TfLiteDelegate*)>>;
  using TfLiteDelegateCreator =
      std::function<std::unique_ptr<TfLiteDelegate, void (*)(TfLiteDelegate*)>(TfLiteContext*)>;
  using TfLiteDelegateCreators = std::vector<TfLiteDelegateCreator>;

  OpResolver() = default;
  OpResolver(const OpResolver& other) = default;
  OpResolver& operator=(const OpResolver& other) = default;
  virtual ~OpResolver() = default;

  /// nullptr when there is none.
  virtual const TfLiteRegistration* FindOp(BuiltinOperator op, int version) const = 0;
  virtual const TfLiteRegistration* FindOp(const char* op, int version) const = 0;
  /// Calls the function for each registration there is, the one that counts last where there are several. A resolver
  /// that does not say what it has gives interpreters nothing.
  virtual void ForEachOp(const std::function<void(const TfLiteRegistration&)>& /*function*/) const {}
  virtual TfLiteDelegatePtrVector GetDelegates(int /*num_threads*/) const { return {}; }
  virtual TfLiteDelegateCreators GetDelegateCreators() const { return {}; }
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_CORE_API_OP_RESOLVER_H_
