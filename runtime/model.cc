// Loading and verifying a model. The verifier walks every table that the runtime will read, along a small description
// of the schema, and proves that each field that is present lies inside the bytes; operator options are left out,
// because their reader checks each access itself.
#include "runtime/model.h"

#include "runtime/features.h"
#include "runtime/platform/libc.h"
#include "runtime/platform/memory.h"
#include "runtime/schema.h"

namespace tare {
namespace {

enum Kind : uint8_t { kEnd, kString, kItems, kTable, kTables };
enum TableId : uint8_t {
  kModel,
  kCode,
  kSubGraph,
  kTensor,
  kQuantization,
  kOperator,
  kBuffer,
  kMetadata,
  kSignature,
  kMap,
  kTableCount
};

/// A field that is a reference; `argument` is the element size of kItems or the TableId of kTable and kTables.
struct FieldKind {
  uint8_t table, id, kind, argument;
};

constexpr FieldKind kFields[] = {
    {kModel, fields::Model::operator_codes, kTables, kCode},
    {kModel, fields::Model::subgraphs, kTables, kSubGraph},
    {kModel, fields::Model::description, kString, 0},
    {kModel, fields::Model::buffers, kTables, kBuffer},
    {kModel, fields::Model::metadata, kTables, kMetadata},
    {kModel, fields::Model::signature_defs, kTables, kSignature},
    {kCode, fields::OperatorCode::custom_code, kString, 0},
    {kSubGraph, fields::SubGraph::tensors, kTables, kTensor},
    {kSubGraph, fields::SubGraph::inputs, kItems, 4},
    {kSubGraph, fields::SubGraph::outputs, kItems, 4},
    {kSubGraph, fields::SubGraph::operators, kTables, kOperator},
    {kSubGraph, fields::SubGraph::name, kString, 0},
    {kTensor, fields::Tensor::shape, kItems, 4},
    {kTensor, fields::Tensor::name, kString, 0},
    {kTensor, fields::Tensor::quantization, kTable, kQuantization},
    {kTensor, fields::Tensor::shape_signature, kItems, 4},
    {kQuantization, fields::Quantization::scale, kItems, 4},
    {kQuantization, fields::Quantization::zero_point, kItems, 8},
    {kOperator, fields::Operator::inputs, kItems, 4},
    {kOperator, fields::Operator::outputs, kItems, 4},
    {kOperator, fields::Operator::custom_options, kItems, 1},
    {kOperator, fields::Operator::intermediates, kItems, 4},
    {kBuffer, fields::Buffer::data, kItems, 1},
    {kMetadata, fields::Metadata::name, kString, 0},
    {kSignature, fields::SignatureDef::inputs, kTables, kMap},
    {kSignature, fields::SignatureDef::outputs, kTables, kMap},
    {kSignature, fields::SignatureDef::signature_key, kString, 0},
    {kMap, fields::TensorMap::name, kString, 0},
};

// Recursion is bounded by the description above, which has no cycle.
// `budget` bounds the work that loading does: a hostile file can refer to one table or list any number of times.
bool VerifyTable(fb::Table table, int id, size_t& budget) {  // NOLINT(misc-no-recursion)
  const auto spend = [&budget](size_t units) {
    if (budget < units) return false;
    budget -= units;
    return true;
  };
  if (!table.present() || !spend(1)) return false;
  for (const FieldKind& f : kFields) {
    if (f.table != id || !table.Has(f.id)) continue;
    switch (f.kind) {
      case kString:
        if (!table.String(f.id)) return false;
        break;
      case kTable:
        if (!VerifyTable(table.Sub(f.id), f.argument, budget)) return false;
        break;
      case kItems: {
        const fb::Vector items = table.Items(f.id, f.argument);
        if (!items.present() || (f.argument > 1 && !spend(items.size))) return false;
        break;
      }
      default: {
        const fb::Vector items = table.Items(f.id, 4);
        if (!items.present()) return false;
        for (uint32_t i = 0; i < items.size; ++i) {
          if (!VerifyTable(fb::Table::At(items, i), f.argument, budget)) return false;
        }
      }
    }
  }
  return true;
}

}  // namespace

void ReportTo(const ErrorReporter& errors, const char* format, ...) {
  if (!errors.report) return;
  va_list args;
  va_start(args, format);
  errors.report(errors.user, format, args);
  va_end(args);
}

bool ModelData::Verify(const ErrorReporter& errors) {
  if (reinterpret_cast<uintptr_t>(bytes.data) % 4) {
    ReportTo(errors, "The supplied buffer is not 4-bytes aligned");
    return false;
  }
  // The identifier is part of what the reference's verifier checks, so a wrong one gets no message of its own.
  if (bytes.Holds(0, 8) && __builtin_memcmp(bytes.data + 4, "TFL3", 4) == 0) {
    root = fb::Table(bytes, bytes.Load<uint32_t>(0));
  }
  size_t budget = bytes.size;  // an honest table or list element takes at least four bytes
  if (!VerifyTable(root, kModel, budget)) {
    ReportTo(errors, "The model is not a valid Flatbuffer %s", mapping ? "file" : "buffer");
    return false;
  }
  codes = root.Items(fields::Model::operator_codes, 4);
  subgraphs = root.Items(fields::Model::subgraphs, 4);
  buffers = root.Items(fields::Model::buffers, 4);
  signatures = root.Items(fields::Model::signature_defs, 4);
  return true;
}

bool ModelData::BufferData(uint32_t index, const uint8_t** data, size_t* size) const {
  const fb::Table buffer = fb::Table::At(buffers, index);
  const fb::Vector inside = buffer.Items(fields::Buffer::data, 1);
  *data = inside.size ? inside.raw() : nullptr;
  *size = inside.size;
  if (!features::external_buffers || inside.size) return true;
  // Values 0 and 1 of `offset` mean "no bytes outside"; offsets are from the start of the file.
  const auto offset = buffer.Scalar<uint64_t>(fields::Buffer::offset);
  const auto outside = buffer.Scalar<uint64_t>(fields::Buffer::size);
  if (offset <= 1) return true;
  if (offset > bytes.size || outside > bytes.size - offset) return false;
  *data = bytes.data + offset;
  *size = static_cast<size_t>(outside);
  return true;
}

bool ModelData::FindMetadata(const char* name, const char** data, size_t* size) const {
  const fb::Vector all = root.Items(fields::Model::metadata, 4);
  for (uint32_t i = 0; i < all.size; ++i) {
    const fb::Table entry = fb::Table::At(all, i);
    const char* key = entry.String(fields::Metadata::name);
    const auto buffer = entry.Scalar<uint32_t>(fields::Metadata::buffer);
    if (!key || __builtin_strcmp(key, name) != 0 || buffer >= buffers.size) continue;
    const uint8_t* bytes_of_entry = nullptr;
    if (!BufferData(buffer, &bytes_of_entry, size)) return false;
    *data = reinterpret_cast<const char*>(bytes_of_entry);
    return true;
  }
  return false;
}

namespace {

/// `mapping` is the bytes' own mapping, or null.
Model* Create(const void* data, size_t size, void* mapping, const ErrorReporter& errors) {
  void* memory = __builtin_malloc(sizeof(ModelData));
  if (!memory) return nullptr;
  auto* model = new (Placement{}, memory) ModelData;
  model->bytes = {static_cast<const uint8_t*>(data), data ? size : 0};
  model->mapping = mapping;
  if (model->Verify(errors)) return model;
  __builtin_free(model);
  return nullptr;
}

}  // namespace

Model* Model::FromBuffer(const void* data, size_t size, const ErrorReporter& errors) {
  return Create(data, size, nullptr, errors);
}

Model* Model::FromFile(const char* path, const ErrorReporter& errors) {
  const int fd = open(path, libc::kReadOnlyCloseOnExec);
  if (fd < 0) {
    ReportTo(errors, "Could not open '%s'.", path);
    return nullptr;
  }
  const int64_t size = lseek64(fd, 0, libc::kSeekEnd);
  void* mapping = reinterpret_cast<void*>(-1);
  if (size > 0 && static_cast<uint64_t>(size) <= SIZE_MAX) {
    mapping = mmap64(nullptr, static_cast<size_t>(size), libc::kProtectRead, libc::kMapPrivate, fd, 0);
  }
  close(fd);
  if (mapping == reinterpret_cast<void*>(-1)) {
    ReportTo(errors, "The model allocation is null/empty");
    return nullptr;
  }
  Model* model = Create(mapping, static_cast<size_t>(size), mapping, errors);
  if (!model) munmap(mapping, static_cast<size_t>(size));
  return model;
}

void Model::Ref() { __atomic_add_fetch(&static_cast<ModelData*>(this)->references, 1, __ATOMIC_RELAXED); }

void Model::Unref() {
  auto* self = static_cast<ModelData*>(this);
  if (__atomic_sub_fetch(&self->references, 1, __ATOMIC_ACQ_REL) != 0) return;
  if (self->mapping) munmap(self->mapping, self->bytes.size);
  __builtin_free(self);
}

}  // namespace tare
