// The memory plan: one arena per batch, filled greedily by size over lifetimes. Tensors and the nodes' scratch memory
// are placed alike: the largest first, each at the lowest offset where nothing that lives at the same time lies.
#include "runtime/features.h"
#include "runtime/subgraph.h"

namespace tare {
namespace {

/// A tensor or scratch block while it is placed.
struct Placed {
  int32_t first, last;
  size_t offset, bytes;
};

}  // namespace

void Subgraph::FindRanges(int first, int end) {
  const auto use = [this](int tensor, int32_t at) {
    if (tensor < 0) return;
    Range& r = ranges_[tensor];
    if (at < r.first) r.first = at;
    if (at > r.last) r.last = at;
  };
  if (first == 0) {
    // What nobody uses gets no memory. Graph inputs live from before the first node on to the next run.
    for (int i = 0; i < tensor_count; ++i) ranges_[i] = {INT32_MAX, -1, i, 0};
    for (int i = 0; i < inputs->size; ++i) ranges_[inputs->data[i]] = {-1, step_count(), inputs->data[i], 0};
  }
  for (int n = 0; n < step_count(); ++n) {
    const TfLiteNode& node = step(n).node;
    for (int i = 0; i < node.inputs->size; ++i) use(node.inputs->data[i], n);
    if (first != 0 && (n < first || n >= end)) continue;
    for (int i = 0; i < node.outputs->size; ++i) {
      const int t = node.outputs->data[i];
      if (t >= 0) ranges_[t] = {n, n, t, 0};
    }
    for (int i = 0; HasRegistrations() && step(n).registration && i < node.temporaries->size; ++i) {
      const int t = node.temporaries->data[i];
      ranges_[t] = {n, n, t, 0};
    }
  }
  for (int i = 0; i < outputs->size; ++i) use(outputs->data[i], step_count());
}

Status Subgraph::Plan(int first, int end) {
  FindRanges(first, end);
  for (int n = first; HasRegistrations() && n < end; ++n) {
    if (step(n).registration) TARE_RETURN_IF_ERROR(KeepTemporaries(step(n)));
  }
  const auto planned = [&](int i) {
    return context.tensors[i].allocation_type == kTfLiteArenaRw && ranges_[i].first < end &&
           (first == 0 || ranges_[i].first >= first);
  };
  // In place: the output takes over the memory of an input that dies here and has the same size.
  for (int n = first; n < end; ++n) {
    const TfLiteNode& node = step(n).node;
    if (!step(n).def.in_place || node.outputs->size == 0 || node.outputs->data[0] < 0) continue;
    const int out = node.outputs->data[0];
    for (int i = 0; i < node.inputs->size && i < 8; ++i) {
      const int in = node.inputs->data[i];
      if (!(step(n).def.in_place >> i & 1) || in < 0 || !planned(in) || !planned(out)) continue;
      const int root = ranges_[in].root;
      int times = 0;
      for (int j = 0; j < node.inputs->size; ++j) times += node.inputs->data[j] == in;
      if (ranges_[in].last != n || ranges_[root].last != n || times != 1 ||
          context.tensors[in].bytes != context.tensors[out].bytes || ranges_[out].root != out) {
        continue;
      }
      ranges_[out].root = root;
      ranges_[root].last = ranges_[out].last;
      break;
    }
  }

  // Order: indices of root tensors (i) and of nodes with scratch (tensor_count + n), the largest first.
  const auto get = [this](int32_t k) {
    if (k >= tensor_count) {
      const int n = k - tensor_count;
      return Placed{n, n, reinterpret_cast<size_t>(step(n).scratch), AlignUp(step(n).scratch_bytes)};
    }
    const Range& r = ranges_[k];
    return Placed{r.first, r.last, r.offset, AlignUp(context.tensors[k].bytes)};
  };
  int count = 0;
  const auto add = [&](int32_t k) {
    const size_t bytes = get(k).bytes;
    int at = count++;
    for (; at > 0 && get(order_[at - 1]).bytes < bytes; --at) order_[at] = order_[at - 1];
    order_[at] = k;
  };
  for (int i = 0; i < tensor_count; ++i) {
    if (planned(i) && ranges_[i].root == i) add(i);
  }
  for (int n = first; n < end; ++n) {
    if (step(n).scratch_bytes) add(tensor_count + n);
  }

  // What is placed stands in front, by offset, so that one walk over it finds the first gap.
  size_t total = 0;
  for (int a = 0; a < count; ++a) {
    const int32_t k = order_[a];
    const Placed p = get(k);
    size_t offset = 0, top = 0;
    for (int b = 0; b < a; ++b) {
      const Placed q = get(order_[b]);
      if (q.first > p.last || p.first > q.last) continue;
      if (q.offset >= offset && q.offset - offset >= p.bytes) break;
      if (q.offset + q.bytes > offset) offset = q.offset + q.bytes;
    }
    if (__builtin_add_overflow(offset, p.bytes, &top)) return Fail(&context, "Out of memory");
    if (top > total) total = top;
    if (k >= tensor_count) {
      step(k - tensor_count).scratch = reinterpret_cast<void*>(offset);
    } else {
      ranges_[k].offset = offset;
    }
    int at = a;
    for (; at > 0 && get(order_[at - 1]).offset > offset; --at) order_[at] = order_[at - 1];
    order_[at] = k;
  }

  // The batch's arena: the first batch's is part of the graph, later ones are a list in order of preparation.
  Batch* batch = &first_batch_;
  for (int i = 0; features::dynamic_tensors && i < batch_; ++i) {
    if (!batch->next) batch->next = pool.New<Batch>();
    if (!batch->next) return Fail(&context, "Out of memory");
    batch = batch->next;
  }
  arena_bytes -= batch->arena.capacity;
  const bool reserved = batch->arena.Reserve(total);
  arena_bytes += batch->arena.capacity;
  if (!reserved) return Fail(&context, "Out of memory");
  uint8_t* base = batch->arena.data();
  for (int i = 0; i < tensor_count; ++i) {
    if (planned(i)) {
      context.tensors[i].data.raw = reinterpret_cast<char*>(base + ranges_[ranges_[i].root].offset);
    }
  }
  for (int n = first; n < end; ++n) {
    if (step(n).scratch_bytes) step(n).scratch = base + reinterpret_cast<size_t>(step(n).scratch);
  }
  return kOk;
}

}  // namespace tare
