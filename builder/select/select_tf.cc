// Field numbers are those of TensorFlow's node_def.proto, attr_value.proto and types.proto.
#include "builder/select/select_tf.h"

#include <flatbuffers/flexbuffers.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>
#include <protozero/pbf_message.hpp>
#include <sstream>
#include <vector>

#include "builder/compile/target.h"
#include "builder/error.h"

namespace tare::builder {
namespace {

enum class NodeField : protozero::pbf_tag_type { kAttr = 5 };
enum class EntryField : protozero::pbf_tag_type { kKey = 1, kValue = 2 };
enum class ValueField : protozero::pbf_tag_type {
  kList = 1,
  kString,
  kInt,
  kFloat,
  kBool,
  kType,
  kShape,
  kTensor,
  kPlaceholder,
  kFunc
};
enum class ShapeField : protozero::pbf_tag_type { kDim = 2, kUnknownRank = 3 };
enum class FuncField : protozero::pbf_tag_type { kName = 1 };

template <class Field>
using Message = protozero::pbf_message<Field>;

std::string TypeText(int type) {
  constexpr const char* kNames[] = {"invalid",    "float32", "float64",   "int32",   "uint8",   "int16",
                                    "int8",       "string",  "complex64", "int64",   "bool",    "qint8",
                                    "quint8",     "qint32",  "bfloat16",  "qint16",  "quint16", "uint16",
                                    "complex128", "float16", "resource",  "variant", "uint32",  "uint64"};
  return type >= 0 && type < static_cast<int>(std::size(kNames)) ? kNames[type] : fmt::format("type {}", type);
}

std::string ShapeText(protozero::data_view view) {
  std::vector<int64_t> dims;
  for (Message<ShapeField> shape(view); shape.next();) {
    if (shape.tag() == ShapeField::kUnknownRank && shape.get_bool()) return "unknown";
    if (shape.tag() != ShapeField::kDim) {
      if (shape.tag() != ShapeField::kUnknownRank) shape.skip();
      continue;
    }
    enum class DimField : protozero::pbf_tag_type { kSize = 1 };
    int64_t size = 0;
    for (Message<DimField> dim(shape.get_view()); dim.next();) {
      if (dim.tag() == DimField::kSize) {
        size = dim.get_int64();
      } else {
        dim.skip();
      }
    }
    dims.push_back(size);
  }
  return fmt::format("[{}]", fmt::join(dims, ","));
}

/// Numbers of a list, packed or one by one.
template <class Get, class GetPacked>
void AddNumbers(Message<ValueField>& list, Get get, GetPacked get_packed) {
  if (list.wire_type() == protozero::pbf_wire_type::length_delimited) {
    get_packed(list);
  } else {
    get(list);
  }
}

std::string ListText(protozero::data_view view) {
  std::vector<std::string> items;
  for (Message<ValueField> list(view); list.next();) {
    const auto add_all = [&](const auto& range, auto to_text) {
      for (const auto value : range) items.push_back(to_text(value));
    };
    switch (list.tag()) {
      case ValueField::kString:
        items.push_back(list.get_string());
        break;
      case ValueField::kInt:
        AddNumbers(
            list, [&](auto& l) { items.push_back(fmt::format("{}", l.get_int64())); },
            [&](auto& l) { add_all(l.get_packed_int64(), [](int64_t v) { return fmt::format("{}", v); }); });
        break;
      case ValueField::kFloat:
        AddNumbers(
            list, [&](auto& l) { items.push_back(fmt::format("{}", l.get_float())); },
            [&](auto& l) { add_all(l.get_packed_float(), [](float v) { return fmt::format("{}", v); }); });
        break;
      case ValueField::kBool:
        AddNumbers(
            list, [&](auto& l) { items.push_back(fmt::format("{}", l.get_bool())); },
            [&](auto& l) { add_all(l.get_packed_bool(), [](bool v) { return fmt::format("{}", v); }); });
        break;
      case ValueField::kType:
        AddNumbers(
            list, [&](auto& l) { items.push_back(TypeText(l.get_enum())); },
            [&](auto& l) { add_all(l.get_packed_enum(), TypeText); });
        break;
      case ValueField::kShape:
        items.push_back(ShapeText(list.get_view()));
        break;
      default:
        list.skip();
        items.emplace_back("…");
    }
  }
  return fmt::format("[{}]", fmt::join(items, ","));
}

std::string ValueText(protozero::data_view view) {
  std::string text;
  for (Message<ValueField> value(view); value.next();) {
    switch (value.tag()) {
      case ValueField::kList:
        text = ListText(value.get_view());
        break;
      case ValueField::kString:
        text = value.get_string();
        break;
      case ValueField::kInt:
        text = fmt::format("{}", value.get_int64());
        break;
      case ValueField::kFloat:
        text = fmt::format("{}", value.get_float());
        break;
      case ValueField::kBool:
        text = fmt::format("{}", value.get_bool());
        break;
      case ValueField::kType:
        text = TypeText(value.get_enum());
        break;
      case ValueField::kShape:
        text = ShapeText(value.get_view());
        break;
      case ValueField::kFunc:
        for (Message<FuncField> func(value.get_view()); func.next();) {
          if (func.tag() == FuncField::kName) {
            text = func.get_string();
          } else {
            func.skip();
          }
        }
        break;
      default:
        value.skip();
        text = "…";
    }
  }
  return text;
}

/// \s, \n, \t and \\ of the table.
std::string Unescape(const std::string& text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      plain += text[i];
      continue;
    }
    const char c = text[++i];
    plain += c == 's' ? ' ' : c == 'n' ? '\n' : c == 't' ? '\t' : c;
  }
  return plain;
}

std::map<std::string, TfOp> ReadTfOps() {
  const std::string path = build::SourceRoot() + "/builder/select/tf_ops.tsv";
  std::ifstream in(path);
  std::map<std::string, TfOp> ops;
  std::string line;
  std::getline(in, line);  // the header
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    std::string name, attribute;
    TfOp op;
    std::getline(fields, name, '\t');
    std::getline(fields, op.library, '\t');
    while (fields >> attribute) {
      const size_t colon = attribute.find(':'), equals = attribute.find('=');
      op.kinds[attribute.substr(0, colon)] = attribute.substr(colon + 1, equals - colon - 1);
      if (equals != std::string::npos) op.defaults[attribute.substr(0, colon)] = Unescape(attribute.substr(equals + 1));
    }
    ops[name] = op;
  }
  if (ops.empty()) throw BuildError(path + ": cannot be read");
  return ops;
}

}  // namespace

const std::map<std::string, TfOp>& TfOps() {
  static const std::map<std::string, TfOp> ops = ReadTfOps();
  return ops;
}

std::optional<std::string> TfOpOf(const std::string& custom_name) {
  constexpr std::string_view kPrefix = "Flex";
  if (!custom_name.starts_with(kPrefix) || !TfOps().contains(custom_name.substr(kPrefix.size()))) return std::nullopt;
  return custom_name.substr(kPrefix.size());
}

Attributes AttributesOf(const std::string& op, std::span<const uint8_t> custom_options) {
  if (custom_options.size() < 3) throw BuildError("the node has no NodeDef");
  std::vector<uint8_t> reuse;
  if (!flexbuffers::VerifyBuffer(custom_options.data(), custom_options.size(), &reuse)) {
    throw BuildError("the custom options are no flexbuffer");
  }
  const auto root = flexbuffers::GetRoot(custom_options.data(), custom_options.size());
  if (!root.IsVector() || root.AsVector().size() != 2 || !root.AsVector()[1].IsString()) {
    throw BuildError("the custom options are no vector of a name and a NodeDef");
  }
  const auto node_def = root.AsVector()[1].AsString();
  Attributes attributes = TfOps().at(op).defaults;
  try {
    for (Message<NodeField> node(node_def.c_str(), node_def.size()); node.next();) {
      if (node.tag() != NodeField::kAttr) {
        node.skip();
        continue;
      }
      std::string key, value;
      for (Message<EntryField> entry(node.get_view()); entry.next();) {
        switch (entry.tag()) {
          case EntryField::kKey:
            key = entry.get_string();
            break;
          case EntryField::kValue:
            value = ValueText(entry.get_view());
            break;
          default:
            entry.skip();
        }
      }
      attributes[key] = value;
    }
  } catch (const protozero::exception& e) {
    throw BuildError(fmt::format("the NodeDef cannot be parsed: {}", e.what()));
  }
  return attributes;
}

std::string ToText(const Attributes& attributes) {
  std::string text;
  for (const auto& [name, value] : attributes) {
    constexpr size_t kLongest = 60;
    const std::string shown = value.size() > kLongest ? value.substr(0, kLongest) + "…" : value;
    text += fmt::format("{}{}={}", text.empty() ? "" : ", ", name, shown);
  }
  return text;
}

}  // namespace tare::builder
