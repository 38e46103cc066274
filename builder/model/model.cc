// Reading and verifying models. The flatbuffers verifier only says yes or no, so when it says no, a walk over the
// root's tables finds the first one that does not verify and names its place and offset in the file.
#include "builder/model/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "builder/error.h"
#include "runtime/op_codes.h"

namespace tare::builder {
namespace {

// The reference's limits are the library's defaults; some converters write more tables than that.
constexpr flatbuffers::uoffset_t kMaxDepth = 64, kMaxTables = 10'000'000;

[[noreturn]] void Reject(const std::filesystem::path& path, const std::string& problem) {
  throw BuildError(fmt::format("{}: {}", path.string(), problem));
}

std::vector<uint8_t> ReadFile(const std::filesystem::path& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) Reject(path, "no such file");
  if (!std::filesystem::is_regular_file(status)) Reject(path, "not a regular file");
  std::ifstream in(path, std::ios::binary);
  if (!in) Reject(path, "cannot be opened for reading");
  std::vector<uint8_t> bytes(std::istreambuf_iterator<char>(in), {});
  if (in.bad()) Reject(path, "cannot be read");
  return bytes;
}

flatbuffers::Verifier MakeVerifier(const std::vector<uint8_t>& bytes, size_t size) {
  return {bytes.data(), size, kMaxDepth, kMaxTables};
}

/// Where the first table is that does not verify, in words.
std::string FindCorruption(const std::vector<uint8_t>& bytes, size_t size) {
  const auto word = [&](size_t at) -> int64_t {
    if (at + 4 > size) return -1;
    uint32_t value;
    std::memcpy(&value, bytes.data() + at, 4);
    return value;
  };
  // Whether the table at `at` with its own vtable lies inside the file.
  const auto table_ok = [&](int64_t at) {
    if (at < 8 || at + 4 > static_cast<int64_t>(size) || at % 4) return false;
    const int64_t vtable = at - static_cast<int32_t>(word(static_cast<size_t>(at)));
    if (vtable < 0 || vtable % 2 || vtable + 4 > static_cast<int64_t>(size)) return false;
    uint16_t sizes[2];
    std::memcpy(sizes, bytes.data() + vtable, 4);
    return sizes[0] >= 4 && vtable + sizes[0] <= static_cast<int64_t>(size) &&
           at + sizes[1] <= static_cast<int64_t>(size);
  };
  const int64_t root_at = word(0);
  if (!table_ok(root_at))
    return fmt::format("the root table's offset at byte 0 ({}) does not lead to a table", root_at);
  const auto* root = reinterpret_cast<const flatbuffers::Table*>(bytes.data() + root_at);
  struct Part {
    flatbuffers::voffset_t field;
    const char* name;
  };
  constexpr Part kParts[] = {{schema::Model::VT_OPERATOR_CODES, "operator code"},
                             {schema::Model::VT_SUBGRAPHS, "subgraph"},
                             {schema::Model::VT_BUFFERS, "buffer"},
                             {schema::Model::VT_METADATA, "metadata entry"},
                             {schema::Model::VT_SIGNATURE_DEFS, "signature"}};
  for (const Part& part : kParts) {
    const auto field = root->GetOptionalFieldOffset(part.field);
    if (!field) continue;
    const size_t at = static_cast<size_t>(root_at) + field;
    const int64_t vector = static_cast<int64_t>(at) + word(at);
    const int64_t count = vector + 4 <= static_cast<int64_t>(size) ? word(static_cast<size_t>(vector)) : -1;
    if (word(at) < 0 || count < 0 || count > (static_cast<int64_t>(size) - vector - 4) / 4) {
      return fmt::format("the list of {}s at byte {} leaves the file", part.name, at);
    }
    for (int64_t i = 0; i < count; ++i) {
      const auto entry = static_cast<size_t>(vector + 4 + 4 * i);
      const int64_t table = static_cast<int64_t>(entry) + word(entry);
      bool ok = table_ok(table);
      if (ok) {
        auto verifier = MakeVerifier(bytes, size);
        const uint8_t* p = bytes.data() + table;
        switch (part.field) {
          case schema::Model::VT_OPERATOR_CODES:
            ok = reinterpret_cast<const schema::OperatorCode*>(p)->Verify(verifier);
            break;
          case schema::Model::VT_SUBGRAPHS:
            ok = reinterpret_cast<const schema::SubGraph*>(p)->Verify(verifier);
            break;
          case schema::Model::VT_BUFFERS:
            ok = reinterpret_cast<const schema::Buffer*>(p)->Verify(verifier);
            break;
          case schema::Model::VT_METADATA:
            ok = reinterpret_cast<const schema::Metadata*>(p)->Verify(verifier);
            break;
          default:
            ok = reinterpret_cast<const schema::SignatureDef*>(p)->Verify(verifier);
        }
      }
      if (!ok) return fmt::format("{} {} at byte {} has corrupt offsets", part.name, i, table);
    }
  }
  return "corrupt offsets";
}

/// Checks what the flatbuffers verifier does not know: indices between tables.
void CheckReferences(const Model& model) {
  const auto* root = model.root;
  const auto count = [](const auto* vector) { return vector ? static_cast<int64_t>(vector->size()) : 0; };
  if (count(root->subgraphs()) == 0) Reject(model.path, "the model has no subgraph");
  const int64_t buffers = count(root->buffers());
  for (int64_t b = 0; b < buffers; ++b) {
    const auto* buffer = root->buffers()->Get(static_cast<unsigned>(b));
    if (buffer->offset() > 1 &&
        (buffer->offset() > model.bytes.size() || buffer->size() > model.bytes.size() - buffer->offset())) {
      Reject(model.path, fmt::format("buffer {} lies at bytes {}+{}, outside the file of {} bytes", b, buffer->offset(),
                                     buffer->size(), model.bytes.size()));
    }
  }
  for (unsigned s = 0; s < root->subgraphs()->size(); ++s) {
    const auto* graph = root->subgraphs()->Get(s);
    const int64_t tensors = count(graph->tensors());
    const auto check = [&](const flatbuffers::Vector<int32_t>* list, const std::string& what, bool optional) {
      for (unsigned i = 0; list && i < list->size(); ++i) {
        if (list->Get(i) >= tensors || list->Get(i) < (optional ? -1 : 0)) {
          Reject(model.path,
                 fmt::format("subgraph {}: {} refers to tensor {}, but there are {}", s, what, list->Get(i), tensors));
        }
      }
    };
    check(graph->inputs(), "the list of inputs", false);
    check(graph->outputs(), "the list of outputs", false);
    for (unsigned t = 0; t < tensors; ++t) {
      const auto* tensor = graph->tensors()->Get(t);
      if (tensor->buffer() != 0 && tensor->buffer() >= buffers) {
        Reject(model.path, fmt::format("subgraph {}: tensor {} refers to buffer {}, but there are {}", s, t,
                                       tensor->buffer(), buffers));
      }
    }
    for (unsigned n = 0; n < count(graph->operators()); ++n) {
      const auto* op = graph->operators()->Get(n);
      if (op->opcode_index() >= count(root->operator_codes())) {
        Reject(model.path, fmt::format("subgraph {}: node {} refers to operator code {}, but there are {}", s, n,
                                       op->opcode_index(), count(root->operator_codes())));
      }
      check(op->inputs(), fmt::format("node {}", n), true);
      check(op->outputs(), fmt::format("node {}", n), true);
      check(op->intermediates(), fmt::format("node {}", n), true);
    }
  }
  for (unsigned i = 0; i < count(root->signature_defs()); ++i) {
    const auto* signature = root->signature_defs()->Get(i);
    const uint32_t s = signature->subgraph_index();
    if (s >= root->subgraphs()->size()) {
      Reject(model.path,
             fmt::format("signature {} refers to subgraph {}, but there are {}", i, s, root->subgraphs()->size()));
    }
    const int64_t tensors = count(root->subgraphs()->Get(s)->tensors());
    for (const auto* list : {signature->inputs(), signature->outputs()}) {
      for (unsigned t = 0; t < count(list); ++t) {
        if (list->Get(t)->tensor_index() >= tensors) {
          Reject(model.path, fmt::format("signature {} refers to tensor {} of subgraph {}, but there are {}", i,
                                         list->Get(t)->tensor_index(), s, tensors));
        }
      }
    }
  }
}

}  // namespace

Model LoadModel(const std::filesystem::path& path) {
  Model model;
  model.path = path;
  model.bytes = ReadFile(path);
  const auto& bytes = model.bytes;
  if (bytes.empty()) Reject(path, "the file is empty");
  if (bytes.size() < 8) Reject(path, fmt::format("not a .tflite file: only {} bytes", bytes.size()));
  if (std::memcmp(bytes.data() + 4, "TFL3", 4) != 0) {
    std::string found;
    for (size_t i = 4; i < 8; ++i) {
      found +=
          std::isprint(bytes[i]) ? std::string(1, static_cast<char>(bytes[i])) : fmt::format("\\x{:02x}", bytes[i]);
    }
    Reject(path, fmt::format("not a .tflite file: identifier at byte 4 is '{}', not 'TFL3'", found));
  }
  // Flatbuffer offsets are 31 bits; a larger file holds its constants behind the flatbuffer.
  const size_t size = std::min(bytes.size(), size_t{0x7fffffff});
  auto verifier = MakeVerifier(bytes, size);
  if (!schema::VerifyModelBuffer(verifier)) {
    Reject(path, fmt::format("truncated or corrupt ({} bytes): {}", bytes.size(), FindCorruption(bytes, size)));
  }
  model.root = schema::GetModel(bytes.data());
  if (model.root->version() != 3) {
    Reject(path, fmt::format("schema version {} is not supported, only version 3", model.root->version()));
  }
  CheckReferences(model);
  return model;
}

std::vector<Model> LoadModels(const std::vector<std::string>& paths) {
  std::vector<Model> models;
  std::string problems;
  for (const auto& path : paths) {
    try {
      models.push_back(LoadModel(path));
    } catch (const BuildError& e) {
      problems += (problems.empty() ? "" : "\n") + std::string(e.what());
    }
  }
  if (!problems.empty()) throw BuildError(problems);
  return models;
}

int OperatorCodeOf(const schema::OperatorCode& code) {
  return std::max<int>(code.deprecated_builtin_code(), static_cast<int>(code.builtin_code()));
}

TfLiteType TypeOf(schema::TensorType type) {
  constexpr TfLiteType kTypes[] = {
      kTfLiteFloat32,  kTfLiteFloat16,  kTfLiteInt32,     kTfLiteUInt8,        kTfLiteInt64,     kTfLiteString,
      kTfLiteBool,     kTfLiteInt16,    kTfLiteComplex64, kTfLiteInt8,         kTfLiteFloat64,   kTfLiteComplex128,
      kTfLiteUInt64,   kTfLiteResource, kTfLiteVariant,   kTfLiteUInt32,       kTfLiteUInt16,    kTfLiteInt4,
      kTfLiteBFloat16, kTfLiteInt2,     kTfLiteUInt4,     kTfLiteFloat8E4M3FN, kTfLiteFloat8E5M2};
  const auto i = static_cast<size_t>(type);
  return i < std::size(kTypes) ? kTypes[i] : kTfLiteNoType;
}

std::string TypeName(TfLiteType type) {
  constexpr const char* kNames[] = {"NONE",       "FLOAT32",  "INT32",     "UINT8",   "INT64",         "STRING",
                                    "BOOL",       "INT16",    "COMPLEX64", "INT8",    "FLOAT16",       "FLOAT64",
                                    "COMPLEX128", "UINT64",   "RESOURCE",  "VARIANT", "UINT32",        "UINT16",
                                    "INT4",       "BFLOAT16", "INT2",      "UINT4",   "FLOAT8_E4M3FN", "FLOAT8_E5M2"};
  return static_cast<size_t>(type) < std::size(kNames) ? kNames[type] : fmt::format("type {}", static_cast<int>(type));
}

std::string OperatorName(int code) {
  switch (code) {
#define TARE_OP_NAME(number, name) \
  case number:                     \
    return #name;
    TARE_OP_CODES(TARE_OP_NAME)
#undef TARE_OP_NAME
    default:
      return fmt::format("operator {}", code);
  }
}

Span BufferOf(const Model& model, uint32_t index) {
  const auto* buffers = model.root->buffers();
  if (!buffers || index >= buffers->size()) return {};
  const auto* buffer = buffers->Get(index);
  if (const auto* data = buffer->data(); data && data->size()) return {data->data(), data->size()};
  if (buffer->offset() > 1) return {model.bytes.data() + buffer->offset(), static_cast<size_t>(buffer->size())};
  return {};
}

Span ConstantOf(const Model& model, const schema::SubGraph& graph, int tensor) {
  const auto* inputs = graph.inputs();
  if (inputs && std::find(inputs->begin(), inputs->end(), tensor) != inputs->end()) return {};
  return BufferOf(model, graph.tensors()->Get(static_cast<unsigned>(tensor))->buffer());
}

}  // namespace tare::builder
