// Tables by key, as the ops that look into them see one, whatever it is made of.
#ifndef TARE_KERNELS_RESOURCE_HASH_TABLE_H_
#define TARE_KERNELS_RESOURCE_HASH_TABLE_H_

#include "kernels/strings.h"
#include "runtime/kernel.h"

namespace tare {

/// The elements of a tensor of numbers or of strings, as bytes.
struct Elements {
  TfLiteType type;
  const char* numbers;
  size_t width;
  Strings texts;

  bool Open(Kernel k, Tensor t);
  StringRef at(int i) const {
    return type == kTfLiteString ? texts.at(i) : StringRef{numbers + static_cast<size_t>(i) * width, width};
  }
};

struct Table : Resource {
  int32_t id;        // of TensorFlow's below 0
  const char* name;  // of TensorFlow's, in the model
  int32_t count;     // of different keys
  bool is_filled;    // may be asked for keys
  // What differs between those that are imported once and those that change. `find` gives output 0 the values of the
  // keys in input 1, or what input 2 has; `import` takes keys and values from inputs 1 and 2.
  Status (*find)(Kernel k, Table& table);
  Status (*import)(Kernel k, Table& table);
  void (*clear)(Table& table);
};

bool SameBytes(StringRef a, StringRef b);
uint32_t HashOf(StringRef key);

/// The table whose handle is in input 0; nullptr, with a message, when there is none, or none that may be asked.
Table* FilledTable(Kernel k);

/// TensorFlow's keys are strings or integers, its values anything.
bool FitsTf(TfLiteType keys, TfLiteType values);

/// Checks input 0, a handle, and keys and values in inputs 1 and 2.
template <bool (*fits)(TfLiteType, TfLiteType)>
Status PrepareImport(Kernel k) {
  TARE_REQUIRE(k, k.input(0).bytes() == sizeof(int32_t), "the first input is no handle");
  TARE_REQUIRE(k, fits(k.input(1).type(), k.input(2).type()), "keys and values of these types");
  TARE_REQUIRE(k, k.input(1).SameShape(k.input(2)), "as many keys as values");
  return kOk;
}

/// Prepare of a node that names a table: one without a name is the node's own. The node's data is the id, 0 = none yet.
/// A new table has `bytes` bytes and is made by `set_up`.
Status PrepareNamedTable(Kernel k, const char* name, size_t bytes, void (*set_up)(Table& table));
/// Eval of such a node.
Status EvalNamedTable(Kernel k);

/// What WriteFound asks for: the value of a key, whose bytes are nullptr where there is none.
using Lookup = StringRef (*)(const Table& table, StringRef key);

/// Gives output 0 the values that `lookup` finds for the keys in input 1, else the default in input 2.
Status WriteFound(Kernel k, const Table& table, TfLiteType keys, TfLiteType values, Lookup lookup);

}  // namespace tare

#endif  // TARE_KERNELS_RESOURCE_HASH_TABLE_H_
