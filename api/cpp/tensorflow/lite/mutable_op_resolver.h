// Registrations that code adds one by one. Resolvers are small here (the library's own kernels are not in them), so a
// vector that is searched from its end, where the latest addition of a name is, needs no hashing.
#ifndef TENSORFLOW_LITE_MUTABLE_OP_RESOLVER_H_
#define TENSORFLOW_LITE_MUTABLE_OP_RESOLVER_H_

#include <memory>
#include <string>
#include <vector>

#include "tensorflow/lite/core/api/op_resolver.h"
#include "tensorflow/lite/util.h"

namespace tflite {

class MutableOpResolver : public OpResolver {
 public:
  const TfLiteRegistration* FindOp(BuiltinOperator op, int version) const override {
    return Find(op, std::string(), version, [&](const OpResolver& other) { return other.FindOp(op, version); });
  }
  const TfLiteRegistration* FindOp(const char* op, int version) const override {
    return Find(BuiltinOperator_CUSTOM, op, version,
                [&](const OpResolver& other) { return other.FindOp(op, version); });
  }
  void ForEachOp(const std::function<void(const TfLiteRegistration&)>& function) const override {
    for (auto other = others_.rbegin(); other != others_.rend(); ++other) (*other)->ForEachOp(function);
    for (const auto& entry : entries_) function(entry->registration);
  }

  /// The registration is copied; nullptr adds nothing.
  void AddBuiltin(BuiltinOperator op, const TfLiteRegistration* registration, int version = 1) {
    AddBuiltin(op, registration, version, version);
  }
  void AddBuiltin(BuiltinOperator op, const TfLiteRegistration* registration, int min_version, int max_version) {
    Add(op, std::string(), registration, min_version, max_version);
  }
  void AddCustom(const char* name, const TfLiteRegistration* registration, int version = 1) {
    AddCustom(name, registration, version, version);
  }
  void AddCustom(const char* name, const TfLiteRegistration* registration, int min_version, int max_version) {
    Add(BuiltinOperator_CUSTOM, name, registration, min_version, max_version);
  }
  /// All that the other one has; where both have an operator, the other's counts.
  void AddAll(const MutableOpResolver& other) {
    const std::vector<std::shared_ptr<const Entry>> added = other.entries_;
    entries_.insert(entries_.end(), added.begin(), added.end());
    const std::vector<const OpResolver*> chained = other.others_;
    others_.insert(others_.end(), chained.begin(), chained.end());
  }

  TfLiteDelegateCreators GetDelegateCreators() const final { return delegate_creators_; }

 protected:
  /// Asks the other one, which must outlive this, for what is not in this.
  void ChainOpResolver(const OpResolver* other) { others_.push_back(other); }

  TfLiteDelegateCreators delegate_creators_;

 private:
  struct Entry {
    BuiltinOperator op;
    std::string name;
    int version;
    TfLiteRegistration registration;
  };

  void Add(BuiltinOperator op, const std::string& name, const TfLiteRegistration* registration, int min_version,
           int max_version) {
    if (registration == nullptr) return;
    for (int version = min_version; version <= max_version; ++version) {
      auto entry = std::make_shared<Entry>(Entry{op, name, version, *registration});
      entry->registration.builtin_code = op;
      entry->registration.version = version;
      // The name lies in the entry, whose copies are shared and never moved.
      if (op == BuiltinOperator_CUSTOM) entry->registration.custom_name = entry->name.c_str();
      entries_.push_back(std::move(entry));
    }
  }

  template <typename Ask>
  const TfLiteRegistration* Find(BuiltinOperator op, const std::string& name, int version, const Ask& ask) const {
    for (auto it = entries_.rbegin(); it != entries_.rend(); ++it) {
      if ((*it)->op == op && (*it)->version == version && (*it)->name == name) return &(*it)->registration;
    }
    for (const OpResolver* other : others_) {
      if (const TfLiteRegistration* found = ask(*other)) return found;
    }
    return nullptr;
  }

  std::vector<std::shared_ptr<const Entry>> entries_;
  std::vector<const OpResolver*> others_;
};

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MUTABLE_OP_RESOLVER_H_
