// What the Select TF library hands out: its delegate and the table behind it.
#include "runtime/select_tf/library/library.h"

#include "kernels/tf/attributes.h"
#include "runtime/features.h"
#include "runtime/registry.h"

namespace tare::select_tf {

const CoreTable* core = nullptr;

bool FindInCore(int op, TfLiteType in0, TfLiteType in1, TfLiteType out0, KernelDef& def) {
  return core->find_builtin(op, in0, in1, out0, def);
}

namespace {

bool Find(const CoreTable* from, const char* op, TfLiteType in0, TfLiteType in1, TfLiteType out0, KernelDef& def,
          const char*& attributes) {
  __atomic_store_n(&core, from, __ATOMIC_RELAXED);
  return FindTfKernel(op, in0, in1, out0, def, attributes);
}

// Another runtime may be handed this delegate: it has nothing to offer there, and says so.
TfLiteStatus Refuse(TfLiteContext* context, TfLiteDelegate* /*delegate*/) {
  if (context->ReportError)
    context->ReportError(context, "This Select TF library fits only the runtime it was built with");
  return kTfLiteDelegateError;
}

}  // namespace

TfLiteDelegate* Delegate() {
  static LibraryTable table;
  static TfLiteDelegate delegate;
  table = {kAbi, kBuild, Find, features::tf_attributes ? tf::ReadAttributes : nullptr};
  constexpr int64_t kAllowDynamicTensors = 1;
  delegate = {};
  delegate.data_ = &table;
  delegate.Prepare = Refuse;
  delegate.flags = int64_t{kMagic} << 32 | kAllowDynamicTensors;
  return &delegate;
}

}  // namespace tare::select_tf
