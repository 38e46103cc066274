// The services behind the Kernel view in the Select TF library: each is the core's, called through its table. This file
// stands in for runtime/kernel.cc there (builder/link/build.cc), so kernels are the same source in both libraries.
#include "runtime/kernel.h"

#include "runtime/select_tf/library/library.h"

namespace tare {

using select_tf::core;

bool Tensor::SameShape(Tensor other) const {
  return rank() == other.rank() && __builtin_memcmp(dims(), other.dims(), sizeof(int) * rank()) == 0;
}

size_t ElementBytes(TfLiteType type) {
  // Bytes of one element by TfLiteType, as runtime/subgraph.cc has them.
  constexpr uint8_t kBytes[] = {0, 4, 4, 1, 8, 0, 1, 2, 8, 1, 2, 8, 16, 8, 0, 0, 4, 2, 0, 2, 0, 0, 1, 1};
  return type < static_cast<int>(sizeof(kBytes)) ? kBytes[type] : 0;
}

// Made from the node's attributes; without those, a built-in op's kernel reads its defaults.
fb::Table Kernel::options() const { return core->options(*this); }
int32_t Kernel::version() const { return 1; }

Status Kernel::ResizeOutput(int i, const int* dims, int rank) const {
  return core->resize(*this, output(i).get(), dims, rank);
}
Status Kernel::SetOutputDynamic(int i) const { return core->set_dynamic(*this, i); }
Status Kernel::RequestScratch(size_t bytes) const { return core->request_scratch(*this, bytes); }
void* Kernel::ScratchPointer() const { return core->scratch(*this); }
void* Kernel::PersistentPointer(size_t bytes, bool allocate) const { return core->persistent(*this, bytes, allocate); }

Resource* Kernel::resources() const { return core->resources(*this); }
void Kernel::AddResource(Resource* resource, void (*destroy)(Resource*)) const {
  core->add_resource(*this, resource, destroy);
}

void Kernel::ParallelRanges(int n, int64_t cost, void (*run)(void* arg, int begin, int end, int thread),
                            void* arg) const {
  core->parallel(*this, n, cost, run, arg);
}

Status Fail(TfLiteContext* context, const char* format, ...) {
  va_list args;
  va_start(args, format);
  core->report(Kernel(context, nullptr), format, args);
  va_end(args);
  return kError;
}

Status Kernel::Fail(const char* format, ...) const {
  va_list args;
  va_start(args, format);
  core->report(*this, format, args);
  va_end(args);
  return kError;
}

}  // namespace tare
