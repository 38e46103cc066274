// What the core library and the Select TF library know of each other. They meet at run time: the Select TF library
// hands a TfLiteDelegate to the interpreter, whose data is a LibraryTable; the core answers with its CoreTable. No
// symbol crosses, so either library loads without the other. A kernel of the Select TF library then is, to the core, a
// kernel like its own: same plan, same arena, no copies between neighbours.
//
// `abi` and `build` stand first in LibraryTable for ever, so that any two libraries can tell whether they fit.
#ifndef TARE_RUNTIME_SELECT_TF_INTERFACE_H_
#define TARE_RUNTIME_SELECT_TF_INTERFACE_H_

#include "runtime/callee.h"

namespace tare::select_tf {

/// Changes whenever a table below, KernelDef or the views of runtime/kernel.h change their layout.
inline constexpr uint32_t kAbi = 2;

/// The build that this library comes from: both libraries of one build hold the same number.
extern const uint32_t kBuild;

/// In the upper half of TfLiteDelegate::flags: the delegate is a Select TF library's.
inline constexpr uint32_t kMagic = 0x54415245;

/// Services of the core behind Callee (runtime/callee.h).
struct CalleeTable {
  Callee (*find)(const Kernel& k, const char* name);
  int (*count)(const Callee& g, bool outputs);
  TfLiteTensor* (*tensor)(const Callee& g, bool output, int i);
  Status (*shape_input)(const Callee& g, int i, TfLiteTensor* like);
  Status (*prepare)(const Callee& g);
  bool (*is_static)(const Callee& g);
  Status (*run)(const Callee& g);
};

/// Services of the core behind the Kernel view.
struct CoreTable {
  Status (*resize)(const Kernel& k, TfLiteTensor* tensor, const int* dims, int rank);
  Status (*set_dynamic)(const Kernel& k, int output);
  Status (*request_scratch)(const Kernel& k, size_t bytes);
  void* (*scratch)(const Kernel& k);
  void* (*persistent)(const Kernel& k, size_t bytes, bool allocate);
  fb::Table (*options)(const Kernel& k);
  Resource* (*resources)(const Kernel& k);
  void (*add_resource)(const Kernel& k, Resource* resource, void (*destroy)(Resource*));
  void (*parallel)(const Kernel& k, int n, int64_t cost, void (*run)(void* arg, int begin, int end, int thread),
                   void* arg);
  void (*report)(const Kernel& k, const char* format, va_list args);
  /// nullptr where no graph calls another.
  const CalleeTable* (*callee)();
  /// A built-in kernel of the core, version 1.
  bool (*find_builtin)(int op, TfLiteType in0, TfLiteType in1, TfLiteType out0, KernelDef& def);
};

/// The options of a Select TF node, made from its attributes: a flatbuffer table, kTableAt bytes from the start.
struct NodeOptions {
  static constexpr size_t kTableAt = 32;
  size_t size;
  alignas(8) uint8_t bytes[512];
};

/// What the Select TF library offers.
struct LibraryTable {
  uint32_t abi, build;
  /// FindTfKernel of runtime/registry.h. Remembers `core`.
  bool (*find)(const CoreTable* core, const char* op, TfLiteType in0, TfLiteType in1, TfLiteType out0, KernelDef& def,
               const char*& attributes);
  /// ReadAttributes of kernels/tf/attributes.h.
  bool (*read_attributes)(Kernel k, const char* attributes, NodeOptions& options);
};

/// In the Select TF library: a built-in kernel that the core has anyway. In the core itself nothing asks for it.
bool FindInCore(int op, TfLiteType in0, TfLiteType in1, TfLiteType out0, KernelDef& def);

}  // namespace tare::select_tf

#endif  // TARE_RUNTIME_SELECT_TF_INTERFACE_H_
