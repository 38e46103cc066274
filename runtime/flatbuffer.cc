// The checked reader's few functions that are worth sharing between call sites.
#include "runtime/flatbuffer.h"

namespace tare::fb {

Table::Table(const Bytes& bytes, size_t offset) {
  if (offset % 4 || !bytes.Holds(offset, 4)) return;
  const int64_t vtable = static_cast<int64_t>(offset) - bytes.Load<int32_t>(offset);
  if (vtable < 0 || vtable % 2 || vtable > UINT32_MAX || !bytes.Holds(static_cast<size_t>(vtable), 4)) return;
  const auto at = static_cast<size_t>(vtable);
  const auto vtable_size = bytes.Load<uint16_t>(at), table_size = bytes.Load<uint16_t>(at + 2);
  if (vtable_size < 4 || vtable_size % 2 || table_size < 4 || !bytes.Holds(at, vtable_size) ||
      !bytes.Holds(offset, table_size)) {
    return;
  }
  bytes_ = &bytes;
  offset_ = offset;
}

size_t Table::Field(int id, size_t item) const {
  if (!present()) return 0;
  const size_t vtable = offset_ - static_cast<size_t>(ptrdiff_t{bytes_->Load<int32_t>(offset_)});
  const size_t entry = 4 + 2 * static_cast<size_t>(id);
  if (entry + 2 > bytes_->Load<uint16_t>(vtable)) return 0;
  const size_t at = bytes_->Load<uint16_t>(vtable + entry);
  return at && at + item <= bytes_->Load<uint16_t>(vtable + 2) ? offset_ + at : 0;
}

size_t Table::Indirect(size_t at) const {
  if (!at) return 0;
  const size_t target = at + bytes_->Load<uint32_t>(at);
  return target > at && target % 4 == 0 && target < UINT32_MAX - 4 && bytes_->Holds(target, 4) ? target : 0;
}

Table Table::Sub(int id) const {
  const size_t at = Indirect(Field(id, 4));
  return at ? Table(*bytes_, at) : Table();
}

Vector Table::Items(int id, size_t item) const {
  const size_t at = Indirect(Field(id, 4));
  if (!at) return {};
  const auto size = bytes_->Load<uint32_t>(at);
  if (size > INT32_MAX || !bytes_->Holds(at + 4, item, size)) return {};
  return {bytes_, static_cast<uint32_t>(at + 4), size};
}

const char* Table::String(int id) const {
  const Vector v = Items(id, 1);
  if (!v.present() || !v.bytes->Holds(v.offset, 1, size_t{v.size} + 1) || v.raw()[v.size] != 0) return nullptr;
  return v.data<char>();
}

Table Table::At(Vector tables, uint32_t i) {
  const size_t at = tables.offset + size_t{i} * 4;
  const size_t target = at + tables.bytes->Load<uint32_t>(at);
  return target > at ? Table(*tables.bytes, target) : Table();
}

}  // namespace tare::fb
