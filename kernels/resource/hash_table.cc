// Hash tables: HASHTABLE names one by the id in its options, HASHTABLE_IMPORT fills it (the first time only),
// HASHTABLE_FIND looks keys up, HASHTABLE_SIZE counts. Keys are int64 and values strings, or the other way round. A
// table keeps the two imported tensors as they are, and an index over the keys: open addressing, twice as many slots as
// keys. TensorFlow's tables are the same with a name, more types and stricter rules for what is imported.
#include "kernels/resource/hash_table.h"

#include "kernels/flexbuffer.h"
#include "runtime/schema.h"

namespace tare {

bool Elements::Open(Kernel k, Tensor t) {
  type = t.type();
  numbers = t.data<char>();
  width = ElementBytes(type);
  return type != kTfLiteString || texts.Open(k, t);
}

bool SameBytes(StringRef a, StringRef b) { return a.size == b.size && __builtin_memcmp(a.data, b.data, a.size) == 0; }

uint32_t HashOf(StringRef key) {
  uint32_t hash = 2166136261u;  // FNV-1a
  for (size_t i = 0; i < key.size; ++i) hash = (hash ^ static_cast<uint8_t>(key.data[i])) * 16777619u;
  return hash ^ hash >> 16;
}

bool FitsTf(TfLiteType keys, TfLiteType values) {
  return (keys == kTfLiteString || keys == kTfLiteInt32 || keys == kTfLiteInt64) &&
         (values == kTfLiteString || ElementBytes(values));
}

namespace {

struct HashTable : Table {
  uint32_t mask;   // slots - 1
  int32_t* slots;  // position of a key, or -1; nullptr until imported
  char* key_bytes;
  char* value_bytes;
  Elements keys, values;
};

void Clear(Table& table) {
  auto& t = static_cast<HashTable&>(table);
  __builtin_free(t.slots);
  __builtin_free(t.key_bytes);
  __builtin_free(t.value_bytes);
}

void DestroyTable(Resource* r) {
  auto* table = static_cast<Table*>(r);
  table->clear(*table);
  __builtin_free(table);
}

Table* Find(Kernel k, int32_t id) {
  for (Resource* r = k.resources(); r; r = r->next) {
    if (r->destroy == DestroyTable && static_cast<Table*>(r)->id == id) return static_cast<Table*>(r);
  }
  return nullptr;
}

/// The slot where `key` is or would be.
int32_t* Slot(const HashTable& table, StringRef key) {
  for (uint32_t hash = HashOf(key);; ++hash) {
    int32_t* slot = &table.slots[hash & table.mask];
    if (*slot < 0) return slot;
    if (SameBytes(table.keys.at(*slot), key)) return slot;
  }
}

bool Fits(TfLiteType keys, TfLiteType values) {
  return (keys == kTfLiteInt64 && values == kTfLiteString) || (keys == kTfLiteString && values == kTfLiteInt64);
}

Status AddTable(Kernel k, int32_t id, const char* name, size_t bytes, void (*set_up)(Table& table)) {
  auto* table = static_cast<Table*>(__builtin_calloc(1, bytes));
  TARE_REQUIRE(k, table, "Out of memory");
  table->id = id;
  table->name = name;
  set_up(*table);
  k.AddResource(table, DestroyTable);
  return kOk;
}

Status CheckHandle(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteResource && k.output(0).elements() == 1, "the output is no handle");
  return kOk;
}

/// A copy of the bytes of `t`; nullptr, with a message, when out of memory.
char* Copy(Kernel k, Tensor t) {
  auto* copy = static_cast<char*>(__builtin_malloc(t.bytes() | 1));
  if (!copy) {
    k.Fail("Out of memory");
  } else if (t.bytes()) {
    __builtin_memcpy(copy, t.data<char>(), t.bytes());
  }
  return copy;
}

/// TensorFlow refuses other contents for a table that has some, and a key with two values.
template <bool strict>
Status Import(Kernel k, Table& base) {
  auto* table = static_cast<HashTable*>(&base);
  if (table->slots) {
    for (int i = 0; strict && i < k.input(1).elements(); ++i) {
      Elements keys, values;
      if (!keys.Open(k, k.input(1)) || !values.Open(k, k.input(2))) return kError;
      const bool typed = keys.type == table->keys.type && values.type == table->values.type;
      const int32_t at = typed ? *Slot(*table, keys.at(i)) : -1;
      TARE_REQUIRE(k, at >= 0 && SameBytes(table->values.at(at), values.at(i)), "Table already initialized.");
    }
    return kOk;
  }
  // What a failed import left is taken up again.
  Elements* const parts[] = {&table->keys, &table->values};
  char** const memory[] = {&table->key_bytes, &table->value_bytes};
  for (int i = 0; i < 2; ++i) {
    __builtin_free(*memory[i]);
    *memory[i] = Copy(k, k.input(1 + i));
    if (!*memory[i]) return kError;
    TfLiteTensor copy = *k.input(1 + i).get();
    copy.data.raw = *memory[i];
    if (!parts[i]->Open(k, Tensor(&copy))) return kError;
  }
  const int64_t n = k.input(1).elements();
  table->count = 0;
  size_t slots = 1;
  while (slots < 2 * static_cast<size_t>(n) + 1) slots *= 2;
  table->slots = static_cast<int32_t*>(__builtin_malloc(slots * sizeof(int32_t)));
  TARE_REQUIRE(k, table->slots, "Out of memory");
  __builtin_memset(table->slots, 0xff, slots * sizeof(int32_t));
  table->mask = static_cast<uint32_t>(slots - 1);
  for (int i = 0; i < n; ++i) {
    int32_t* slot = Slot(*table, table->keys.at(i));
    if (*slot >= 0) {  // of equal keys, the first counts
      const bool same = !strict || SameBytes(table->values.at(*slot), table->values.at(i));
      if (!same) {
        __builtin_free(table->slots);
        table->slots = nullptr;
        return k.Fail("HashTable has different value for same key.");
      }
      continue;
    }
    *slot = i;
    ++table->count;
  }
  table->is_filled = true;
  return kOk;
}

StringRef LookUp(const Table& table, StringRef key) {
  const auto& t = static_cast<const HashTable&>(table);
  const int32_t found = *Slot(t, key);
  return found < 0 ? StringRef{} : t.values.at(found);
}

Status FindKeys(Kernel k, Table& table) {
  const auto& t = static_cast<const HashTable&>(table);
  return WriteFound(k, table, t.keys.type, t.values.type, LookUp);
}

template <bool strict>
void SetUp(Table& table) {
  table.find = FindKeys;
  table.import = Import<strict>;
  table.clear = Clear;
}

Status PrepareTable(Kernel k) {
  TARE_RETURN_IF_ERROR(CheckHandle(k));
  const auto id = k.options().Scalar<int32_t>(options::HashtableOptions::table_id);
  return Find(k, id) ? kOk : AddTable(k, id, nullptr, sizeof(HashTable), SetUp<false>);
}

Status PrepareTfTable(Kernel k) { return PrepareNamedTable(k, k.options().String(0), sizeof(HashTable), SetUp<true>); }

/// The custom op that came before the built-in one has its options in a flexbuffer.
Status PrepareCustomTable(Kernel k) {
  return PrepareNamedTable(k, Flex::Options(k)["shared_name"].Text(), sizeof(HashTable), SetUp<false>);
}

Status EvalTable(Kernel k) {
  *k.output(0).data<int32_t>() = k.options().Scalar<int32_t>(options::HashtableOptions::table_id);
  return kOk;
}

Status EvalImport(Kernel k) {
  Table* table = Find(k, *k.input(0).data<int32_t>());
  TARE_REQUIRE(k, table, "no such table");
  return table->import(k, *table);
}

template <bool (*fits)(TfLiteType, TfLiteType)>
Status PrepareFind(Kernel k) {
  TARE_REQUIRE(k, k.input(0).bytes() == sizeof(int32_t), "the first input is no handle");
  TARE_REQUIRE(k, fits(k.input(1).type(), k.output(0).type()) && k.input(2).type() == k.output(0).type(),
               "keys and values of these types");
  TARE_REQUIRE(k, k.input(2).elements() == 1, "one default value");
  return k.ResizeOutputLike(0, k.input(1));
}

/// What WriteStrings asks for: the value of the i-th key.
struct Found {
  const Table& table;
  Lookup lookup;
  Elements keys, fallback;

  StringRef at(int i) const {
    const StringRef found = lookup(table, keys.at(i));
    return found.data ? found : fallback.at(0);
  }
};

Status EvalFind(Kernel k) {
  Table* table = FilledTable(k);
  return table ? table->find(k, *table) : kError;
}

/// A vector of one; TensorFlow's size is a scalar.
template <int rank>
Status PrepareSize(Kernel k) {
  TARE_REQUIRE(k, k.input(0).bytes() == sizeof(int32_t), "the first input is no handle");
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteInt64, "the output is no int64");
  const int one = 1;
  return k.ResizeOutput(0, &one, rank);
}

Status EvalSize(Kernel k) {
  const Table* table = FilledTable(k);
  if (!table) return kError;
  *k.output(0).data<int64_t>() = table->count;
  return kOk;
}

}  // namespace

Table* FilledTable(Kernel k) {
  Table* table = Find(k, *k.input(0).data<int32_t>());
  if (table && table->is_filled) return table;
  k.Fail("hashtable need to be initialized before using");
  return nullptr;
}

Status PrepareNamedTable(Kernel k, const char* name, size_t bytes, void (*set_up)(Table& table)) {
  TARE_RETURN_IF_ERROR(CheckHandle(k));
  auto& id = *k.data<int32_t>();
  int32_t lowest = 0;
  for (Resource* r = k.resources(); r; r = r->next) {
    if (r->destroy != DestroyTable) continue;
    const auto* table = static_cast<Table*>(r);
    lowest = table->id < lowest ? table->id : lowest;
    if (!id && name && *name && table->name && __builtin_strcmp(table->name, name) == 0) id = table->id;
  }
  if (id) return kOk;
  id = lowest - 1;
  return AddTable(k, id, name, bytes, set_up);
}

Status EvalNamedTable(Kernel k) {
  *k.output(0).data<int32_t>() = *k.data<int32_t>();
  return kOk;
}

Status WriteFound(Kernel k, const Table& table, TfLiteType keys, TfLiteType values, Lookup lookup) {
  Found found{table, lookup, {}, {}};
  if (!found.keys.Open(k, k.input(1)) || !found.fallback.Open(k, k.input(2))) return kError;
  TARE_REQUIRE(k, found.keys.type == keys && k.output(0).type() == values, "types differ");
  TARE_RETURN_IF_ERROR(k.ResizeOutputLike(0, k.input(1)));
  const auto n = static_cast<int>(k.input(1).elements());
  if (k.output(0).type() == kTfLiteString) {
    return WriteStrings(
        k, k.output(0), n, [](const void* from, int i) { return static_cast<const Found*>(from)->at(i); }, &found);
  }
  const size_t width = ElementBytes(values);
  char* to = k.output(0).data<char>();
  for (int i = 0; i < n; ++i, to += width) __builtin_memcpy(to, found.at(i).data, width);
  return kOk;
}

TARE_KERNEL(HASHTABLE, any, {.prepare = PrepareTable, .eval = EvalTable, .inputs = {0, 0}})
TARE_KERNEL(HASHTABLE_IMPORT, any,
            {.prepare = PrepareImport<Fits>, .eval = EvalImport, .inputs = {3, 3}, .outputs = {0, 0}})
TARE_KERNEL(HASHTABLE_FIND, any, {.prepare = PrepareFind<Fits>, .eval = EvalFind, .inputs = {3, 3}})
TARE_KERNEL(HASHTABLE_SIZE, any, {.prepare = PrepareSize<1>, .eval = EvalSize})
TARE_CUSTOM_KERNEL(
    HASH_TABLE, any,
    {.prepare = PrepareCustomTable, .eval = EvalNamedTable, .inputs = {0, 0}, .data_bytes = sizeof(int32_t)})
TARE_TF_KERNEL(HashTableV2, any,
               {.prepare = PrepareTfTable, .eval = EvalNamedTable, .inputs = {0, 0}, .data_bytes = sizeof(int32_t)})
TARE_TF_KERNEL(LookupTableImportV2, resource,
               {.prepare = PrepareImport<FitsTf>, .eval = EvalImport, .inputs = {3, 3}, .outputs = {0, 0}})
TARE_TF_KERNEL(InitializeTableV2, resource,
               {.prepare = PrepareImport<FitsTf>, .eval = EvalImport, .inputs = {3, 3}, .outputs = {0, 0}})
TARE_TF_KERNEL(LookupTableFindV2, resource, {.prepare = PrepareFind<FitsTf>, .eval = EvalFind, .inputs = {3, 3}})
TARE_TF_KERNEL(LookupTableSizeV2, resource, {.prepare = PrepareSize<0>, .eval = EvalSize})

}  // namespace tare
