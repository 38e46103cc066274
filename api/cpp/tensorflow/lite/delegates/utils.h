// What a delegate does with a graph before it takes nodes over: asks which of them it knows, and keeps the largest
// groups of those.
#ifndef TENSORFLOW_LITE_DELEGATES_UTILS_H_
#define TENSORFLOW_LITE_DELEGATES_UTILS_H_

#include <algorithm>
#include <functional>
#include <limits>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tensorflow/lite/array.h"
#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/util.h"

namespace tflite {
namespace delegates {

/// Whether a delegate takes a node over; may say why not.
using IsNodeSupportedFn =
    std::function<bool(TfLiteContext*, TfLiteNode*, TfLiteRegistration*, std::string* unsupported_details)>;

/// Groups of nodes that one delegate's node each would stand for. Lives within the delegate's Prepare.
class GraphPartitionHelper {
 public:
  GraphPartitionHelper(TfLiteContext* context, IsNodeSupportedFn is_node_supported_fn)
      : context_(context), is_node_supported_fn_(std::move(is_node_supported_fn)) {}
  /// Nodes that are known to be supported.
  GraphPartitionHelper(TfLiteContext* context, const std::vector<int>& supported_node_indices)
      : context_(context),
        num_total_nodes_(static_cast<int>(supported_node_indices.size())),
        supported_nodes_(supported_node_indices) {}
  GraphPartitionHelper(const GraphPartitionHelper&) = delete;
  GraphPartitionHelper& operator=(const GraphPartitionHelper&) = delete;
  virtual ~GraphPartitionHelper() = default;

  /// Finds the groups among the nodes of these indices; what is not supported goes into `unsupported_nodes_info`, as
  /// "OP: details", unless that is nullptr.
  TfLiteStatus Partition(std::set<std::string>* unsupported_nodes_info, int start_node_index = 0,
                         int end_node_index = std::numeric_limits<int>::max()) {
    return PartitionImpl(unsupported_nodes_info, start_node_index, end_node_index);
  }

  /// At most `n` groups, the largest first, of at least `min_nodes_per_partition` nodes. The runtime owns them.
  std::vector<TfLiteDelegateParams*> GetFirstNLargestPartitions(int n = std::numeric_limits<int>::max(),
                                                                int min_nodes_per_partition = 0) const {
    std::vector<TfLiteDelegateParams*> largest = partitions_;
    const auto size = [](const TfLiteDelegateParams* p) { return p->nodes_to_replace->size; };
    std::sort(largest.begin(), largest.end(), [&](auto* a, auto* b) { return size(a) > size(b); });
    const auto is_small = [&](const TfLiteDelegateParams* p) { return size(p) < min_nodes_per_partition; };
    largest.erase(std::find_if(largest.begin(), largest.end(), is_small), largest.end());
    if (n < static_cast<int>(largest.size())) largest.resize(static_cast<size_t>(std::max(n, 0)));
    return largest;
  }
  /// The nodes of these groups.
  std::vector<int> GetNodesOfFirstNLargestPartitions(int n = std::numeric_limits<int>::max(),
                                                     int min_nodes_per_partition = 0) {
    return GetNodesOfFirstNLargestPartitionsImpl(n, min_nodes_per_partition);
  }

  int num_total_nodes() const { return num_total_nodes_; }
  int num_supported_nodes() const { return num_supported_nodes_; }
  int num_partitions() const { return static_cast<int>(partitions_.size()); }

 protected:
  virtual bool IsNodeSupported(TfLiteContext* context, TfLiteNode* node, TfLiteRegistration* registration,
                               int /*node_id*/, std::string* unsupported_details) {
    return is_node_supported_fn_(context, node, registration, unsupported_details);
  }
  virtual std::vector<int> GetNodesOfFirstNLargestPartitionsImpl(int n, int min_nodes_per_partition) {
    std::vector<int> nodes;
    for (const TfLiteDelegateParams* p : GetFirstNLargestPartitions(n, min_nodes_per_partition)) {
      nodes.insert(nodes.end(), p->nodes_to_replace->data, p->nodes_to_replace->data + p->nodes_to_replace->size);
    }
    return nodes;
  }
  virtual TfLiteStatus PartitionImpl(std::set<std::string>* unsupported_nodes_info, int start_node_index,
                                     int end_node_index) {
    if (FindSupportedNodes(unsupported_nodes_info, start_node_index, end_node_index) != kTfLiteOk) return kTfLiteError;
    TfLiteDelegateParams* groups = nullptr;
    int count = 0;
    const IntArrayUniquePtr nodes = BuildTfLiteArray(supported_nodes_);
    if (context_->PreviewDelegatePartitioning(context_, nodes.get(), &groups, &count) != kTfLiteOk) {
      context_->ReportError(context_, "Unable to preview delegate partition.");
      return kTfLiteError;
    }
    for (int i = 0; i < count; ++i) partitions_.push_back(groups + i);
    return kTfLiteOk;
  }

  TfLiteContext* const context_;
  std::vector<TfLiteDelegateParams*> partitions_;

 private:
  TfLiteStatus FindSupportedNodes(std::set<std::string>* unsupported, int start_node_index, int end_node_index) {
    if (!is_node_supported_fn_) return kTfLiteOk;
    TfLiteIntArray* plan;
    if (context_->GetExecutionPlan(context_, &plan) != kTfLiteOk) {
      context_->ReportError(context_, "Unable to get graph execution plan.");
      return kTfLiteError;
    }
    const IntArrayUniquePtr nodes = BuildTfLiteArray(*plan);  // the next call may replace the plan's memory
    num_total_nodes_ = nodes->size;
    supported_nodes_.clear();
    for (int i = 0; i < nodes->size; ++i) {
      const int id = nodes->data[i];
      TfLiteNode* node;
      TfLiteRegistration* registration;
      if (context_->GetNodeAndRegistration(context_, id, &node, &registration) != kTfLiteOk) {
        context_->ReportError(context_, "Couldn't get node and registration info for op: %d", id);
        supported_nodes_.clear();
        return kTfLiteError;
      }
      std::string details;
      if (IsNodeSupported(context_, node, registration, id, &details)) {
        if (id > end_node_index) break;
        if (id >= start_node_index) supported_nodes_.push_back(id);
      } else if (unsupported != nullptr) {
        unsupported->insert(GetOpNameByRegistration(*registration) + ": " + details);
      }
    }
    num_supported_nodes_ = static_cast<int>(supported_nodes_.size());
    return kTfLiteOk;
  }

  const IsNodeSupportedFn is_node_supported_fn_;
  int num_total_nodes_ = 0, num_supported_nodes_ = 0;
  std::vector<int> supported_nodes_;
};

}  // namespace delegates
}  // namespace tflite

#endif  // TENSORFLOW_LITE_DELEGATES_UTILS_H_
