// Delegates as C++ classes: one that says which nodes it takes, and one for each group of nodes that it got.
#ifndef TENSORFLOW_LITE_DELEGATES_UTILS_SIMPLE_DELEGATE_H_
#define TENSORFLOW_LITE_DELEGATES_UTILS_SIMPLE_DELEGATE_H_

#include <stdint.h>

#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "tensorflow/lite/array.h"
#include "tensorflow/lite/builtin_ops.h"
#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/delegates/utils.h"

namespace tflite {

using TfLiteDelegateUniquePtr = std::unique_ptr<TfLiteDelegate, void (*)(TfLiteDelegate*)>;

/// Computes one group of nodes.
class SimpleDelegateKernelInterface {
 public:
  virtual ~SimpleDelegateKernelInterface() = default;
  /// The nodes are those of `params->nodes_to_replace`.
  virtual TfLiteStatus Init(TfLiteContext* context, const TfLiteDelegateParams* params) = 0;
  virtual TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) = 0;
  /// Where tensors' data lie may change from run to run.
  virtual TfLiteStatus Eval(TfLiteContext* context, TfLiteNode* node) = 0;
};

/// What a delegate can do.
class SimpleDelegateInterface {
 public:
  /// Limits of what it takes; not above 0 = none.
  struct Options {
    int max_delegated_partitions = 0;
    int min_nodes_per_partition = 0;
  };

  virtual ~SimpleDelegateInterface() = default;
  virtual bool IsNodeSupportedByDelegate(const TfLiteRegistration* registration, const TfLiteNode* node,
                                         TfLiteContext* context) const = 0;
  /// Called once per graph, before it is asked about nodes.
  virtual TfLiteStatus Initialize(TfLiteContext* context) = 0;
  /// Of its nodes, in messages.
  virtual const char* Name() const = 0;
  virtual std::unique_ptr<SimpleDelegateKernelInterface> CreateDelegateKernelInterface() = 0;
  virtual Options DelegateOptions() const = 0;

  // Tensors in memory of the delegate's own.

  virtual TfLiteStatus CopyFromBufferHandle(TfLiteContext* /*context*/, TfLiteBufferHandle /*buffer_handle*/,
                                            TfLiteTensor* /*tensor*/) {
    return kTfLiteError;
  }
  virtual TfLiteStatus CopyToBufferHandle(TfLiteContext* /*context*/, TfLiteBufferHandle /*buffer_handle*/,
                                          const TfLiteTensor* /*tensor*/) {
    return kTfLiteError;
  }
  virtual void FreeBufferHandle(TfLiteContext* /*context*/, TfLiteBufferHandle* /*handle*/) {}
};

/// Makes the C structure that stands for such a delegate.
class TfLiteDelegateFactory {
 public:
  /// Takes the object over; nullptr of nullptr. `flags`: bits of TfLiteDelegateFlags.
  static TfLiteDelegate* CreateSimpleDelegate(std::unique_ptr<SimpleDelegateInterface> simple_delegate,
                                              int64_t flags = kTfLiteDelegateFlagsNone) {
    if (simple_delegate == nullptr) return nullptr;
    auto* delegate = new TfLiteDelegate{};
    delegate->Prepare = Prepare;
    delegate->flags = flags;
    delegate->data_ = simple_delegate.release();
    delegate->CopyFromBufferHandle = [](TfLiteContext* context, TfLiteDelegate* self, TfLiteBufferHandle handle,
                                        TfLiteTensor* tensor) {
      return Object(self)->CopyFromBufferHandle(context, handle, tensor);
    };
    delegate->CopyToBufferHandle = [](TfLiteContext* context, TfLiteDelegate* self, TfLiteBufferHandle handle,
                                      TfLiteTensor* tensor) {
      return Object(self)->CopyToBufferHandle(context, handle, tensor);
    };
    delegate->FreeBufferHandle = [](TfLiteContext* context, TfLiteDelegate* self, TfLiteBufferHandle* handle) {
      Object(self)->FreeBufferHandle(context, handle);
    };
    return delegate;
  }
  /// Deletes what CreateSimpleDelegate returned, with the object.
  static void DeleteSimpleDelegate(TfLiteDelegate* delegate) {
    if (delegate == nullptr) return;
    delete Object(delegate);
    delete delegate;
  }
  static TfLiteDelegateUniquePtr Create(std::unique_ptr<SimpleDelegateInterface> simple_delegate) {
    return TfLiteDelegateUniquePtr(CreateSimpleDelegate(std::move(simple_delegate)), DeleteSimpleDelegate);
  }

 private:
  using Kernel = SimpleDelegateKernelInterface;

  static SimpleDelegateInterface* Object(const TfLiteDelegate* delegate) {
    return static_cast<SimpleDelegateInterface*>(delegate->data_);
  }

  static void* InitKernel(TfLiteContext* context, const char* buffer, size_t /*length*/) {
    const auto* params = reinterpret_cast<const TfLiteDelegateParams*>(buffer);
    if (params == nullptr) return TfLiteKernelInitFailed();
    std::unique_ptr<Kernel> kernel = Object(params->delegate)->CreateDelegateKernelInterface();
    if (kernel == nullptr || kernel->Init(context, params) != kTfLiteOk) return TfLiteKernelInitFailed();
    return kernel.release();
  }

  static TfLiteStatus Prepare(TfLiteContext* context, TfLiteDelegate* delegate) {
    SimpleDelegateInterface* object = Object(delegate);
    SimpleDelegateInterface::Options options = object->DelegateOptions();
    if (options.max_delegated_partitions <= 0) options.max_delegated_partitions = std::numeric_limits<int>::max();
    if (const TfLiteStatus status = object->Initialize(context); status != kTfLiteOk) return status;
    delegates::GraphPartitionHelper helper(
        context, [&](TfLiteContext* c, TfLiteNode* node, TfLiteRegistration* registration, std::string* /*details*/) {
          return object->IsNodeSupportedByDelegate(registration, node, c);
        });
    if (const TfLiteStatus status = helper.Partition(nullptr); status != kTfLiteOk) return status;
    TfLiteRegistration registration = {};
    registration.builtin_code = kTfLiteBuiltinDelegate;
    registration.custom_name = object->Name();
    registration.version = 1;
    registration.init = InitKernel;
    registration.free = [](TfLiteContext* /*context*/, void* data) { delete static_cast<Kernel*>(data); };
    registration.prepare = [](TfLiteContext* c, TfLiteNode* node) {
      auto* kernel = static_cast<Kernel*>(node->user_data);
      return kernel == nullptr ? kTfLiteError : kernel->Prepare(c, node);
    };
    registration.invoke = [](TfLiteContext* c, TfLiteNode* node) {
      return static_cast<Kernel*>(node->user_data)->Eval(c, node);
    };
    const IntArrayUniquePtr nodes = BuildTfLiteArray(
        helper.GetNodesOfFirstNLargestPartitions(options.max_delegated_partitions, options.min_nodes_per_partition));
    return context->ReplaceNodeSubsetsWithDelegateKernels(context, registration, nodes.get(), delegate);
  }
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_DELEGATES_UTILS_SIMPLE_DELEGATE_H_
