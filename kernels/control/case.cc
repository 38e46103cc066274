// STABLEHLO_CASE: runs one of several graphs, as its first input says, the last where there is none of that number; the
// other inputs are the graph's. Where the shapes of the graphs' outputs differ, the node's are known only while
// running.
#include "kernels/control/call.h"
#include "runtime/schema.h"

namespace tare {
namespace {

fb::Vector Branches(Kernel k) {
  return k.options().Items(options::StablehloCaseOptions::branch_subgraph_indices, sizeof(int32_t));
}

Status Prepare(Kernel k) {
  const Tensor index = k.input(0);
  TARE_REQUIRE(k, index.type() == kTfLiteInt32 && index.elements() == 1, "the index is no single int32");
  const fb::Vector branches = Branches(k);
  TARE_REQUIRE(k, branches.size > 0, "no branches");
  bool dynamic = false;
  for (uint32_t b = 0; b < branches.size; ++b) {
    const Callee branch(k, branches.at<int32_t>(b));
    if (!branch) return kError;
    TARE_RETURN_IF_ERROR(PrepareCall(k, branch, 1));
    // The outputs have the shapes of the branch before, unless these are not known.
    for (int i = 0; b > 0 && i < k.output_count(); ++i) {
      dynamic |= k.output(i).is_dynamic() || !k.output(i).SameShape(branch.output(i));
    }
    TARE_RETURN_IF_ERROR(ShapeOutputs(k, branch, dynamic));
  }
  return kOk;
}

Status Eval(Kernel k) {
  const fb::Vector branches = Branches(k);
  const int32_t index = *k.input(0).data<int32_t>();
  const uint32_t last = branches.size - 1;
  const Callee branch(
      k, branches.at<int32_t>(index >= 0 && static_cast<uint32_t>(index) < last ? static_cast<uint32_t>(index) : last));
  return branch ? EvalCall(k, branch, 1) : kError;
}

}  // namespace

TARE_KERNEL(STABLEHLO_CASE, any, {.prepare = Prepare, .eval = Eval, .inputs = {1, 255}, .outputs = {0, 255}})

}  // namespace tare
