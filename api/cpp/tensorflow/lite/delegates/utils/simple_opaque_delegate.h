// The same as simple_delegate.h over the opaque API, so that a delegate does not depend on structures' layouts.
#ifndef TENSORFLOW_LITE_DELEGATES_UTILS_SIMPLE_OPAQUE_DELEGATE_H_
#define TENSORFLOW_LITE_DELEGATES_UTILS_SIMPLE_OPAQUE_DELEGATE_H_

#include <stdint.h>

#include <memory>
#include <utility>
#include <vector>

#include "tensorflow/lite/array.h"
#include "tensorflow/lite/builtin_ops.h"
#include "tensorflow/lite/c/c_api_opaque.h"
#include "tensorflow/lite/c/c_api_types.h"
#include "tensorflow/lite/c/common.h"

namespace tflite {

using TfLiteOpaqueDelegateUniquePtr = std::unique_ptr<TfLiteOpaqueDelegate, void (*)(TfLiteOpaqueDelegate*)>;

/// Computes one group of nodes.
class SimpleOpaqueDelegateKernelInterface {
 public:
  virtual ~SimpleOpaqueDelegateKernelInterface() = default;
  /// The nodes are those of `params->nodes_to_replace`.
  virtual TfLiteStatus Init(TfLiteOpaqueContext* context, const TfLiteOpaqueDelegateParams* params) = 0;
  virtual TfLiteStatus Prepare(TfLiteOpaqueContext* context, TfLiteOpaqueNode* node) = 0;
  /// Where tensors' data lie may change from run to run.
  virtual TfLiteStatus Eval(TfLiteOpaqueContext* context, TfLiteOpaqueNode* node) = 0;
};

/// What a delegate can do.
class SimpleOpaqueDelegateInterface {
 public:
  virtual ~SimpleOpaqueDelegateInterface() = default;
  virtual bool IsNodeSupportedByDelegate(const TfLiteOperator* registration_external, const TfLiteOpaqueNode* node,
                                         TfLiteOpaqueContext* context) const = 0;
  /// Called once per graph, before it is asked about nodes.
  virtual TfLiteStatus Initialize(TfLiteOpaqueContext* context) = 0;
  /// Of its nodes, in messages.
  virtual const char* Name() const = 0;
  virtual std::unique_ptr<SimpleOpaqueDelegateKernelInterface> CreateDelegateKernelInterface() = 0;

  // Tensors in memory of the delegate's own.

  virtual TfLiteStatus CopyFromBufferHandle(TfLiteOpaqueContext* /*context*/, TfLiteBufferHandle /*buffer_handle*/,
                                            TfLiteOpaqueTensor* /*tensor*/) {
    return kTfLiteError;
  }
  virtual TfLiteStatus CopyToBufferHandle(TfLiteOpaqueContext* /*context*/, TfLiteBufferHandle /*buffer_handle*/,
                                          const TfLiteOpaqueTensor* /*tensor*/) {
    return kTfLiteError;
  }
  virtual void FreeBufferHandle(TfLiteOpaqueContext* /*context*/, TfLiteBufferHandle* /*handle*/) {}
};

/// Makes the opaque delegate that stands for such an object.
class TfLiteOpaqueDelegateFactory {
 public:
  /// Takes the object over; nullptr of nullptr. `flags`: bits of TfLiteDelegateFlags.
  static TfLiteOpaqueDelegate* CreateSimpleDelegate(std::unique_ptr<SimpleOpaqueDelegateInterface> simple_delegate,
                                                    int64_t flags = kTfLiteDelegateFlagsNone) {
    if (simple_delegate == nullptr) return nullptr;
    TfLiteOpaqueDelegateBuilder builder = {};
    builder.Prepare = Prepare;
    builder.flags = flags;
    builder.data = simple_delegate.release();
    builder.CopyFromBufferHandle = [](TfLiteOpaqueContext* context, TfLiteOpaqueDelegate* /*self*/, void* data,
                                      TfLiteBufferHandle handle, TfLiteOpaqueTensor* tensor) {
      return static_cast<Object*>(data)->CopyFromBufferHandle(context, handle, tensor);
    };
    builder.CopyToBufferHandle = [](TfLiteOpaqueContext* context, TfLiteOpaqueDelegate* /*self*/, void* data,
                                    TfLiteBufferHandle handle, TfLiteOpaqueTensor* tensor) {
      return static_cast<Object*>(data)->CopyToBufferHandle(context, handle, tensor);
    };
    builder.FreeBufferHandle = [](TfLiteOpaqueContext* context, TfLiteOpaqueDelegate* /*self*/, void* data,
                                  TfLiteBufferHandle* handle) {
      static_cast<Object*>(data)->FreeBufferHandle(context, handle);
    };
    return TfLiteOpaqueDelegateCreate(&builder);
  }
  /// Deletes what CreateSimpleDelegate returned, with the object.
  static void DeleteSimpleDelegate(TfLiteOpaqueDelegate* opaque_delegate) {
    if (opaque_delegate == nullptr) return;
    delete static_cast<Object*>(TfLiteOpaqueDelegateGetData(opaque_delegate));
    TfLiteOpaqueDelegateDelete(opaque_delegate);
  }
  static TfLiteOpaqueDelegateUniquePtr Create(std::unique_ptr<SimpleOpaqueDelegateInterface> simple_delegate) {
    return TfLiteOpaqueDelegateUniquePtr(CreateSimpleDelegate(std::move(simple_delegate)), DeleteSimpleDelegate);
  }

 private:
  using Object = SimpleOpaqueDelegateInterface;
  using Kernel = SimpleOpaqueDelegateKernelInterface;

  static Kernel* KernelOf(const TfLiteOpaqueNode* node) {
    return static_cast<Kernel*>(TfLiteOpaqueNodeGetUserData(node));
  }

  static void* InitKernel(void* /*user_data*/, TfLiteOpaqueContext* context, const char* buffer, size_t /*length*/) {
    const auto* params = reinterpret_cast<const TfLiteOpaqueDelegateParams*>(buffer);
    if (params == nullptr) return TfLiteKernelInitFailed();
    std::unique_ptr<Kernel> kernel = static_cast<Object*>(params->delegate_data)->CreateDelegateKernelInterface();
    if (kernel == nullptr || kernel->Init(context, params) != kTfLiteOk) return TfLiteKernelInitFailed();
    return kernel.release();
  }

  static TfLiteStatus Prepare(TfLiteOpaqueContext* context, TfLiteOpaqueDelegate* delegate, void* data) {
    auto* object = static_cast<Object*>(data);
    if (const TfLiteStatus status = object->Initialize(context); status != kTfLiteOk) return status;
    TfLiteIntArray* plan;
    if (const TfLiteStatus status = TfLiteOpaqueContextGetExecutionPlan(context, &plan); status != kTfLiteOk) {
      return status;
    }
    const IntArrayUniquePtr nodes = BuildTfLiteArray(*plan);
    std::vector<int> supported;
    for (int i = 0; i < nodes->size; ++i) {
      TfLiteOpaqueNode* node;
      TfLiteOperator* registration;
      if (const TfLiteStatus status =
              TfLiteOpaqueContextGetNodeAndRegistration(context, nodes->data[i], &node, &registration);
          status != kTfLiteOk) {
        return status;
      }
      if (object->IsNodeSupportedByDelegate(registration, node, context)) supported.push_back(nodes->data[i]);
    }
    TfLiteOperator* kernel = TfLiteOperatorCreate(kTfLiteBuiltinDelegate, object->Name(), 1, nullptr);
    TfLiteOperatorSetInitWithData(kernel, InitKernel);
    TfLiteOperatorSetFreeWithData(
        kernel, [](void* /*user_data*/, TfLiteOpaqueContext*, void* k) { delete static_cast<Kernel*>(k); });
    TfLiteOperatorSetPrepareWithData(kernel, [](void* /*user_data*/, TfLiteOpaqueContext* c, TfLiteOpaqueNode* node) {
      Kernel* k = KernelOf(node);
      return k == nullptr ? kTfLiteDelegateError : k->Prepare(c, node);
    });
    TfLiteOperatorSetInvokeWithData(kernel, [](void* /*user_data*/, TfLiteOpaqueContext* c, TfLiteOpaqueNode* node) {
      Kernel* k = KernelOf(node);
      return k == nullptr ? kTfLiteDelegateError : k->Eval(c, node);
    });
    // The runtime takes the operator over.
    return TfLiteOpaqueContextReplaceNodeSubsetsWithDelegateKernels(context, kernel, BuildTfLiteArray(supported).get(),
                                                                    delegate);
  }
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_DELEGATES_UTILS_SIMPLE_OPAQUE_DELEGATE_H_
