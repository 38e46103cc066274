// The services behind the Kernel view. A node's record starts with its TfLiteNode, and a context's impl_ is its graph.
#include "runtime/kernel.h"

#include "runtime/features.h"
#include "runtime/subgraph.h"

namespace tare {
namespace {

Subgraph& Graph(const Kernel& k) { return *static_cast<Subgraph*>(k.context()->impl_); }
NodeRecord& Record(const Kernel& k) { return *reinterpret_cast<NodeRecord*>(k.node()); }

}  // namespace

bool Tensor::SameShape(Tensor other) const {
  return rank() == other.rank() && __builtin_memcmp(dims(), other.dims(), sizeof(int) * rank()) == 0;
}

fb::Table Kernel::options() const { return Record(*this).options; }
int32_t Kernel::version() const { return Record(*this).version; }

Status Kernel::ResizeOutput(int i, const int* dims, int rank) const {
  return Graph(*this).Resize(output(i).get(), dims, rank);
}

Status Kernel::SetOutputDynamic(int i) const {
  if (!features::dynamic_tensors) return tare::Fail(context_, "Dynamic tensors were not selected for this library");
  TfLiteTensor* t = output(i).get();
  if (t->allocation_type != kTfLiteDynamic) {
    t->allocation_type = kTfLiteDynamic;
    t->data.data = nullptr;
  }
  return kOk;
}

Status Kernel::RequestScratch(size_t bytes) const {
  if (bytes > SIZE_MAX / 4) return tare::Fail(context_, "Out of memory");
  Record(*this).scratch_bytes = bytes;
  return kOk;
}

void* Kernel::ScratchPointer() const { return Record(*this).scratch; }

void* Kernel::PersistentPointer(size_t bytes, bool allocate) const {
  Block& block = Record(*this).persistent;
  if (allocate && !block.Reserve(bytes)) {
    tare::Fail(context_, "Out of memory");
    return nullptr;
  }
  return block.data();
}

Resource* Kernel::resources() const { return Graph(*this).shared->resources; }

void Kernel::AddResource(Resource* resource, void (*destroy)(Resource*)) const {
  Resource*& first = Graph(*this).shared->resources;
  resource->next = first;
  resource->destroy = destroy;
  first = resource;
}

void Kernel::ParallelRanges(int n, int64_t cost, void (*run)(void* arg, int begin, int end, int thread),
                            void* arg) const {
  if (n <= 0) return;
  constexpr int64_t kCostPerPart = 1 << 15;  // below some 10 µs of work, waking a thread does not pay
  constexpr int kPartsPerThread = 4;         // a slow or disturbed core leaves up to three to the others
  const int64_t work = (cost < kCostPerPart ? cost : kCostPerPart) * n / kCostPerPart;
  int parts = threads() * kPartsPerThread < n ? threads() * kPartsPerThread : n;
  if (work < parts) parts = static_cast<int>(work);
  Shared& shared = *Graph(*this).shared;
  if (features::threads && threads() > 1 && parts > 1) {
    if (!shared.threads) shared.threads = ThreadPool::Create(shared.num_threads);
    if (shared.threads) return shared.threads->Run(n, parts, run, arg);
  }
  run(arg, 0, n, 0);
}

Status Fail(TfLiteContext* context, const char* format, ...) {
  va_list args;
  va_start(args, format);
  const ErrorReporter& errors = static_cast<Subgraph*>(context->impl_)->shared->errors;
  if (errors.report) errors.report(errors.user, format, args);
  va_end(args);
  return kError;
}

Status Kernel::Fail(const char* format, ...) const {
  va_list args;
  va_start(args, format);
  const ErrorReporter& errors = Graph(*this).shared->errors;
  if (errors.report) errors.report(errors.user, format, args);
  va_end(args);
  return kError;
}

}  // namespace tare
