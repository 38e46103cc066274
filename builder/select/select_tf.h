// Select TF nodes on the host: TensorFlow's op definitions, and a node's attributes with their defaults.
//
// Attributes are kept as text ("SAME", "[1,2,2,1]", "float32"), because all that selection does with them is compare
// and print.
#ifndef TARE_BUILDER_SELECT_SELECT_TF_H_
#define TARE_BUILDER_SELECT_SELECT_TF_H_

#include <map>
#include <optional>
#include <span>
#include <string>

namespace tare::builder {

/// A TF op that converters may put into a model as "Flex…".
struct TfOp {
  std::string library;                          // "tf"; "text" and "sentencepiece" for those that come from elsewhere
  std::map<std::string, std::string> defaults;  // of the attributes that have one
  std::map<std::string, std::string> kinds;     // of all attributes: "int", "list(type)"
};

/// TensorFlow's allowlist with op definitions (builder/select/tf_ops.tsv), by TF name.
const std::map<std::string, TfOp>& TfOps();

/// The TF op behind a custom op's name ("FlexAddV2" → "AddV2"); nullopt when it is no TF op, whatever it starts with.
std::optional<std::string> TfOpOf(const std::string& custom_name);

using Attributes = std::map<std::string, std::string>;

/// The attributes in a node's custom options: a flexbuffer vector of the op's name and its serialized NodeDef. Throws
/// BuildError saying what is wrong with them. Defaults of `op` are filled in.
Attributes AttributesOf(const std::string& op, std::span<const uint8_t> custom_options);

/// "name=value, name=value"
std::string ToText(const Attributes& attributes);

}  // namespace tare::builder

#endif  // TARE_BUILDER_SELECT_SELECT_TF_H_
