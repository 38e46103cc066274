// The core's services for the Select TF library: the Kernel view's own, behind plain functions.
#include "runtime/select_tf/core.h"

#include "runtime/features.h"
#include "runtime/registry.h"
#include "runtime/subgraph.h"

namespace tare::select_tf {
namespace {

Subgraph& Graph(const Kernel& k) { return *static_cast<Subgraph*>(k.context()->impl_); }

bool FindBuiltin(int op, TfLiteType in0, TfLiteType in1, TfLiteType out0, KernelDef& def) {
  return FindKernel(op, 1, in0, in1, out0, def) == Found::kYes;
}

constexpr CalleeTable kCallee = {
    .find = [](const Kernel& k, const char* name) { return Callee(k, name); },
    .count = [](const Callee& g, bool outputs) { return outputs ? g.output_count() : g.input_count(); },
    .tensor = [](const Callee& g, bool output, int i) { return (output ? g.output(i) : g.input(i)).get(); },
    .shape_input = [](const Callee& g, int i, TfLiteTensor* like) { return g.ShapeInput(i, Tensor(like)); },
    .prepare = [](const Callee& g) { return g.Prepare(); },
    .is_static = [](const Callee& g) { return g.IsStatic(); },
    .run = [](const Callee& g) { return g.Run(); },
};

constexpr CoreTable kCore = {
    .resize = [](const Kernel& k, TfLiteTensor* t, const int* dims,
                 int rank) { return Graph(k).Resize(t, dims, rank); },
    .set_dynamic = [](const Kernel& k, int output) { return k.SetOutputDynamic(output); },
    .request_scratch = [](const Kernel& k, size_t bytes) { return k.RequestScratch(bytes); },
    .scratch = [](const Kernel& k) -> void* { return k.scratch<void>(); },
    .persistent = [](const Kernel& k, size_t bytes, bool allocate) -> void* {
      return allocate ? k.AllocatePersistent<void>(bytes) : k.persistent<void>();
    },
    .options = [](const Kernel& k) { return k.options(); },
    .resources = [](const Kernel& k) { return k.resources(); },
    .add_resource = [](const Kernel& k, Resource* resource,
                       void (*destroy)(Resource*)) { k.AddResource(resource, destroy); },
    .parallel = [](const Kernel& k, int n, int64_t cost, void (*run)(void*, int, int, int),
                   void* arg) { k.ParallelRanges(n, cost, run, arg); },
    .report =
        [](const Kernel& k, const char* format, va_list args) {
          const ErrorReporter& errors = Graph(k).shared->errors;
          if (errors.report) errors.report(errors.user, format, args);
        },
    .callee = []() -> const CalleeTable* { return features::subgraphs ? &kCallee : nullptr; },
    .find_builtin = FindBuiltin,
};

}  // namespace

const LibraryTable* LibraryOf(const TfLiteDelegate* delegate) {
  return static_cast<uint64_t>(delegate->flags) >> 32 == kMagic ? static_cast<const LibraryTable*>(delegate->data_)
                                                                : nullptr;
}

const CoreTable& Core() { return kCore; }

}  // namespace tare::select_tf
