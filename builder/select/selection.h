// From models to kernels and runtime features: the one place that decides what goes into a library.
#ifndef TARE_BUILDER_SELECT_SELECTION_H_
#define TARE_BUILDER_SELECT_SELECTION_H_

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "builder/model/model.h"
#include "builder/select/select_tf.h"
#include "kernels/signature.h"
#include "runtime/op_codes.h"

namespace tare::builder {

/// A line of kernels/catalogue.inc.
struct KernelLine {
  int op;               // CUSTOM for Select TF and custom ops
  std::string op_name;  // "CONV_2D"; "FlexAddV2" for Select TF ops; a custom op's name
  int min_version, max_version;
  std::string types;  // token of kernels/signature.h
  TypeSignature signature;
  std::string source;      // under kernels/
  std::string attributes;  // of a Select TF op: what they must be (Meets() of clauses.h)
  std::string builtin;     // the built-in op whose kernel serves this Select TF op, or ""
  uint32_t
      shape_inputs;  // bit i: input i's values determine output shapes; all ones: they are known only while running
  std::string id;    // of a custom op: the name of its kernel's function, less "kernel_" and the types

  /// "CONV_2D.f32", unique in the catalogue.
  std::string name() const { return op_name + "." + types; }
  bool is_select_tf() const { return op_name.starts_with("Flex"); }
  bool is_custom() const { return op == static_cast<int>(Op::CUSTOM) && !is_select_tf(); }
};

/// Every kernel variant there is, in the catalogue's order.
const std::vector<KernelLine>& Catalogue();

/// The first catalogue line that takes a node of this built-in op, version and types; nullptr if none.
const KernelLine* FindLine(int op, int version, TfLiteType in0, TfLiteType in1, TfLiteType out0);
/// The same for a Select TF node ("FlexAddV2").
const KernelLine* FindTfLine(const std::string& op, const Attributes& attributes, TfLiteType in0, TfLiteType in1,
                             TfLiteType out0);

/// The same for a custom op's node, by the op's name.
const KernelLine* FindCustomLine(const std::string& op, TfLiteType in0, TfLiteType in1, TfLiteType out0);

/// The user's custom ops: finds the linker's name of the function that registers an op.
struct UserOps {
  std::function<std::optional<std::string>(const std::string& op)> find;
  std::function<std::string(const std::string& op)> hint;  // for the message about an op that is not found
};

/// One node of one model, and what it needs.
struct Use {
  size_t model;  // index into the models given
  unsigned subgraph, node;
  std::string op;  // operator name, or the custom op's name
  int version;
  TfLiteType in0, in1, out0;  // as the device has them: runtime/output_types.h
  bool retyped;               // an output has another type than the model declares
  const KernelLine* kernel;   // nullptr when unsupported
  Attributes attributes;      // of a Select TF node
  std::string problem;        // why its attributes cannot be read, or ""
  std::string user_symbol;    // of a user's custom op: the linker's name of what registers it
};

/// A node that Tare has no kernel for.
struct Unsupported {
  enum class Reason { kOp, kVersion, kTypes, kCustomOp, kCustomTypes, kSelectTfOp, kTfTypes, kTfAttributes };
  Reason reason;
  Use use;
};

/// Why a feature is on: the first model (and place) that needs it; empty when it is always on or not needed.
struct Feature {
  bool on = false;
  std::string why;
};

/// Where Select TF kernels go: into a library of their own, or into the one there is.
enum class SelectTf { kSeparate, kMerged };

/// What a library holds.
struct Selection {
  std::vector<const KernelLine*> kernels;  // in the catalogue's order, each once
  std::map<std::string, Feature> features;
  std::map<std::string, std::string> user_ops;          // name to the linker's name
  std::map<std::string, std::string> user_ops_by_rule;  // the same, found by NormalisedName() of a model's op
  std::vector<Use> uses;
  std::vector<Unsupported> unsupported;

  /// True when a node needs a Select TF kernel.
  bool has_select_tf() const;
  /// The TARE_SELECTION file of runtime/selection.cc. Equal selections give equal bytes.
  std::string ToInc(SelectTf where = SelectTf::kMerged) const;
  /// The same for the Select TF library; kernels that the core has anyway are asked for there.
  std::string ToSelectTfInc() const;

 private:
  uint32_t BuildId() const;
};

/// Walks the operators of all subgraphs of all models. A user's op goes before a kernel of the same name.
Selection Select(const std::vector<Model>& models, const UserOps& user_ops = {});
/// Every kernel and every feature.
Selection SelectAll();
/// One line per unsupported node: model, subgraph, node, op, version and types.
std::string Describe(const Unsupported& u, const std::vector<Model>& models);
/// Throws BuildError listing everything unsupported; does nothing when all is supported.
void RequireSupported(const Selection& selection, const std::vector<Model>& models);

}  // namespace tare::builder

#endif  // TARE_BUILDER_SELECT_SELECTION_H_
