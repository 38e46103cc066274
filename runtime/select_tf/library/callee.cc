// Callee in the Select TF library: the core's, through its table. This file stands in for runtime/callee.cc there
// (builder/link/build.cc). Kernels of this library call graphs by name only.
#include "runtime/callee.h"

#include "runtime/select_tf/library/library.h"

namespace tare {

using select_tf::core;

Callee::Callee(Kernel k, const char* name) {
  if (core->callee()) {
    *this = core->callee()->find(k, name);
  } else {
    k.Fail("Subgraphs were not selected for this library");
  }
}

int Callee::input_count() const { return core->callee()->count(*this, false); }
int Callee::output_count() const { return core->callee()->count(*this, true); }
Tensor Callee::input(int i) const { return Tensor(core->callee()->tensor(*this, false, i)); }
Tensor Callee::output(int i) const { return Tensor(core->callee()->tensor(*this, true, i)); }
Status Callee::ShapeInput(int i, Tensor like) const { return core->callee()->shape_input(*this, i, like.get()); }
Status Callee::Prepare() const { return core->callee()->prepare(*this); }
bool Callee::IsStatic() const { return core->callee()->is_static(*this); }
Status Callee::Run() const { return core->callee()->run(*this); }

}  // namespace tare
