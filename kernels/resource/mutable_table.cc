// TensorFlow's hash tables that change: MutableHashTableV2 names one, LookupTableInsertV2, LookupTableRemoveV2 and
// LookupTableImportV2, which replaces all of it, change it, LookupTableExportV2 gives keys and values. An entry is a
// piece of memory in the list of its bucket; there are as many buckets as entries, at least.
#include "kernels/resource/hash_table.h"

namespace tare {
namespace {

struct Entry {
  Entry* next;
  size_t key_size, value_size;

  char* bytes() { return reinterpret_cast<char*>(this + 1); }
  StringRef key() { return {bytes(), key_size}; }
  StringRef value() { return {bytes() + key_size, value_size}; }
};

struct MutableTable : Table {
  TfLiteType keys, values;  // kTfLiteNoType before the first entry
  Entry** buckets;
  uint32_t bucket_count;  // a power of two, or 0
};

/// The link to the entry of a key, or to where it would be. There are buckets.
Entry** Link(const MutableTable& t, StringRef key) {
  Entry** link = &t.buckets[HashOf(key) & (t.bucket_count - 1)];
  while (*link && !SameBytes((*link)->key(), key)) link = &(*link)->next;
  return link;
}

void Clear(Table& table) {
  auto& t = static_cast<MutableTable&>(table);
  for (uint32_t i = 0; i < t.bucket_count; ++i) {
    while (Entry* entry = t.buckets[i]) {
      t.buckets[i] = entry->next;
      __builtin_free(entry);
    }
  }
  __builtin_free(t.buckets);
  t.buckets = nullptr;
  t.bucket_count = 0;
  t.count = 0;
}

/// Doubles the buckets when there are as many entries.
bool Grow(MutableTable& t) {
  if (static_cast<uint32_t>(t.count) < t.bucket_count) return true;
  const uint32_t count = t.bucket_count ? 2 * t.bucket_count : 8, old_count = t.bucket_count;
  Entry** old = t.buckets;
  auto* buckets = static_cast<Entry**>(__builtin_calloc(count, sizeof(Entry*)));
  if (!buckets || count > INT32_MAX) {
    __builtin_free(buckets);
    return false;
  }
  t.buckets = buckets;
  t.bucket_count = count;
  for (uint32_t i = 0; i < old_count; ++i) {
    while (Entry* entry = old[i]) {
      old[i] = entry->next;
      Entry** link = Link(t, entry->key());
      entry->next = nullptr;
      *link = entry;
    }
  }
  __builtin_free(old);
  return true;
}

/// True when the table's keys and values have these types, or none yet.
bool Accepts(const MutableTable& t, TfLiteType keys, TfLiteType values) {
  return t.keys == kTfLiteNoType || (t.keys == keys && t.values == values);
}

Status Insert(Kernel k, Table& table) {
  auto& t = static_cast<MutableTable&>(table);
  Elements keys, values;
  if (!keys.Open(k, k.input(1)) || !values.Open(k, k.input(2))) return kError;
  TARE_REQUIRE(k, Accepts(t, keys.type, values.type), "types differ");
  t.keys = keys.type;
  t.values = values.type;
  for (int i = 0; i < static_cast<int>(k.input(1).elements()); ++i) {
    const StringRef key = keys.at(i), value = values.at(i);
    auto* entry = static_cast<Entry*>(__builtin_malloc(sizeof(Entry) + key.size + value.size));
    if (!entry || !Grow(t)) {
      __builtin_free(entry);
      return k.Fail("Out of memory");
    }
    *entry = {nullptr, key.size, value.size};
    if (key.size) __builtin_memcpy(entry->bytes(), key.data, key.size);
    if (value.size) __builtin_memcpy(entry->bytes() + key.size, value.data, value.size);
    Entry** link = Link(t, key);
    if (Entry* old = *link) {
      entry->next = old->next;
      __builtin_free(old);
    } else {
      ++t.count;
    }
    *link = entry;
  }
  return kOk;
}

Status Import(Kernel k, Table& table) {
  Clear(table);
  return Insert(k, table);
}

StringRef LookUp(const Table& table, StringRef key) {
  const auto& t = static_cast<const MutableTable&>(table);
  if (!t.bucket_count) return {};
  Entry* entry = *Link(t, key);
  return entry ? entry->value() : StringRef{};
}

Status Find(Kernel k, Table& table) {
  const auto& t = static_cast<const MutableTable&>(table);
  const TfLiteType keys = k.input(1).type(), values = k.output(0).type();
  TARE_REQUIRE(k, Accepts(t, keys, values), "types differ");
  return WriteFound(k, table, keys, values, LookUp);
}

void SetUp(Table& table) {
  table.is_filled = true;
  table.find = Find;
  table.import = Import;
  table.clear = Clear;
}

Status PrepareTable(Kernel k) { return PrepareNamedTable(k, k.options().String(0), sizeof(MutableTable), SetUp); }

/// The table of the first input, when it is one that changes.
MutableTable* Changeable(Kernel k) {
  Table* table = FilledTable(k);
  if (!table || table->find == Find) return static_cast<MutableTable*>(table);
  k.Fail("the table cannot be changed");
  return nullptr;
}

Status EvalInsert(Kernel k) {
  MutableTable* table = Changeable(k);
  return table ? Insert(k, *table) : kError;
}

Status PrepareRemove(Kernel k) {
  TARE_REQUIRE(k, k.input(0).bytes() == sizeof(int32_t), "the first input is no handle");
  TARE_REQUIRE(k, FitsTf(k.input(1).type(), kTfLiteInt32), "keys of this type");
  return kOk;
}

Status EvalRemove(Kernel k) {
  MutableTable* t = Changeable(k);
  Elements keys;
  if (!t || !keys.Open(k, k.input(1))) return kError;
  TARE_REQUIRE(k, t->keys == kTfLiteNoType || t->keys == keys.type, "types differ");
  for (int i = 0; t->bucket_count && i < static_cast<int>(k.input(1).elements()); ++i) {
    Entry** link = Link(*t, keys.at(i));
    Entry* entry = *link;
    if (!entry) continue;
    *link = entry->next;
    __builtin_free(entry);
    --t->count;
  }
  return kOk;
}

Status PrepareExport(Kernel k) {
  TARE_REQUIRE(k, k.input(0).bytes() == sizeof(int32_t), "the first input is no handle");
  TARE_REQUIRE(k, FitsTf(k.output(0).type(), k.output(1).type()), "keys and values of these types");
  TARE_RETURN_IF_ERROR(k.SetOutputDynamic(1));
  return k.SetOutputDynamic(0);
}

/// Calls visit(entry) for all of them.
template <class Visit>
void ForEach(const MutableTable& t, Visit visit) {
  for (uint32_t i = 0; i < t.bucket_count; ++i) {
    for (Entry* entry = t.buckets[i]; entry; entry = entry->next) visit(*entry);
  }
}

Status EvalExport(Kernel k) {
  const MutableTable* t = Changeable(k);
  if (!t) return kError;
  TARE_REQUIRE(k, Accepts(*t, k.output(0).type(), k.output(1).type()), "types differ");
  for (int i = 0; i < 2; ++i) {
    const Tensor out = k.output(i);
    const auto part = [&](Entry& entry) { return i ? entry.value() : entry.key(); };
    TARE_RETURN_IF_ERROR(k.ResizeOutput(i, &t->count, 1));
    if (out.type() != kTfLiteString) {
      char* to = out.data<char>();
      ForEach(*t, [&](Entry& entry) {
        __builtin_memcpy(to, part(entry).data, part(entry).size);
        to += part(entry).size;
      });
      continue;
    }
    int64_t size = 0;
    ForEach(*t, [&](Entry& entry) { size += static_cast<int64_t>(part(entry).size); });
    StringWriter writer;
    TARE_RETURN_IF_ERROR(writer.Begin(k, out, t->count, size));
    ForEach(*t, [&](Entry& entry) {
      writer.Append(part(entry));
      writer.Next();
    });
  }
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(MutableHashTableV2, any,
               {.prepare = PrepareTable, .eval = EvalNamedTable, .inputs = {0, 0}, .data_bytes = sizeof(int32_t)})
TARE_TF_KERNEL(LookupTableInsertV2, resource,
               {.prepare = PrepareImport<FitsTf>, .eval = EvalInsert, .inputs = {3, 3}, .outputs = {0, 0}})
TARE_TF_KERNEL(LookupTableRemoveV2, resource,
               {.prepare = PrepareRemove, .eval = EvalRemove, .inputs = {2, 2}, .outputs = {0, 0}})
TARE_TF_KERNEL(LookupTableExportV2, resource, {.prepare = PrepareExport, .eval = EvalExport, .outputs = {2, 2}})

}  // namespace tare
