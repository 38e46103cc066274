// Lists and their elements.
#include "kernels/tf/tensor_list.h"

#include "kernels/shape/strided.h"
#include "kernels/strings.h"
#include "runtime/features.h"

namespace tare::tf {
namespace {

void Unref(Item* item) {
  if (item && --item->references == 0) __builtin_free(item);
}

void Destroy(Variant* v) {
  auto* list = static_cast<TensorList*>(v);
  for (int i = 0; i < list->count; ++i) Unref(list->items[i]);
  __builtin_free(list);
}

}  // namespace

bool PartialShape::is_known() const {
  bool known = rank >= 0;
  for (int d = 0; d < rank; ++d) known &= dims[d] >= 0;
  return known;
}

bool PartialShape::Merge(const PartialShape& other) {
  if (other.rank < 0) return true;
  if (rank < 0) {
    *this = other;
    return true;
  }
  bool fits = rank == other.rank;
  for (int d = 0; fits && d < rank; ++d) {
    if (dims[d] < 0) dims[d] = other.dims[d];
    fits = other.dims[d] < 0 || other.dims[d] == dims[d];
  }
  return fits;
}

bool ReadShape(Kernel k, Tensor t, PartialShape& shape) {
  const int64_t count = t.elements();
  bool good = IsInteger(t) && t.rank() <= 1 && count <= kMaxRank && t.data<void>();
  shape.rank = t.rank() == 0 ? -1 : static_cast<int>(count);
  if (good && t.rank() == 0) good = IntegerAt(t, 0) == -1;
  for (int d = 0; good && d < shape.rank; ++d) {
    const int64_t dim = IntegerAt(t, d);
    good = dim >= -1 && dim <= INT32_MAX;
    shape.dims[d] = static_cast<int>(dim);
  }
  if (!good) k.Fail("bad element shape");
  return good;
}

PartialShape ShapeOf(Tensor t) {
  PartialShape shape;
  shape.rank = t.rank();
  for (int d = 0; d < t.rank(); ++d) shape.dims[d] = t.dim(d);
  return shape;
}

PartialShape SliceShape(Tensor t) {
  PartialShape own = ShapeOf(t);
  --own.rank;
  __builtin_memmove(own.dims, own.dims + 1, sizeof(int) * static_cast<size_t>(own.rank));
  return own;
}

PartialShape ShapeOption(Kernel k, int field) {
  PartialShape shape;
  const fb::Vector dims = k.options().Items(field, sizeof(int32_t));
  if (!dims.present() || dims.size > kMaxRank) return shape;
  shape.rank = static_cast<int>(dims.size);
  for (uint32_t d = 0; d < dims.size; ++d) shape.dims[d] = dims.at<int32_t>(d);
  return shape;
}

TensorList* NewList(Kernel k, TfLiteType type, const PartialShape& shape, int64_t count, const TensorList* from) {
  constexpr int64_t kMaxCount = INT32_MAX / static_cast<int64_t>(2 * sizeof(void*));
  void* memory = count >= 0 && count <= kMaxCount
                     ? __builtin_calloc(1, sizeof(TensorList) + static_cast<size_t>(count) * sizeof(Item*))
                     : nullptr;
  if (!memory) {
    k.Fail("no memory for a list of %d elements", static_cast<int>(count));
    return nullptr;
  }
  auto* list = static_cast<TensorList*>(memory);
  list->destroy = Destroy;
  list->references = 1;
  list->type = type;
  list->shape = shape;
  list->count = static_cast<int>(count);
  for (int i = 0; from && i < from->count && i < list->count; ++i) {
    list->items[i] = from->items[i];
    if (list->items[i]) ++list->items[i]->references;
  }
  return list;
}

TensorList* ListOf(Kernel k, int i) {
  auto* value = k.input(i).type() == kTfLiteVariant ? k.input(i).data<Variant>() : nullptr;
  if (value && value->destroy == Destroy) return static_cast<TensorList*>(value);
  k.Fail("input %d is not a list", i);
  return nullptr;
}

Item* NewItem(Kernel k, const PartialShape& shape, const void* data, size_t bytes) {
  auto* item = static_cast<Item*>(bytes < SIZE_MAX / 2 ? __builtin_malloc(sizeof(Item) + bytes) : nullptr);
  if (!item) {
    k.Fail("Out of memory");
    return nullptr;
  }
  item->references = 1;
  item->bytes = bytes;
  item->shape = shape;
  if (bytes && data) __builtin_memcpy(item->data(), data, bytes);
  return item;
}

void SetItem(TensorList& list, int i, Item* item) {
  Unref(list.items[i]);
  list.items[i] = item;
}

namespace {

/// Strings of a tensor as a packed value.
Item* PackStrings(Kernel k, Tensor value, int64_t first, int64_t n, const PartialShape& own) {
  Strings all;
  if (!all.Open(k, value)) return nullptr;
  size_t size = sizeof(int32_t) * static_cast<size_t>(n + 2);
  for (int64_t i = 0; i < n; ++i) size += all.at(static_cast<int>(first + i)).size;
  if (size > INT32_MAX) return nullptr;
  Item* item = NewItem(k, own, nullptr, size);
  if (!item) return nullptr;
  auto* offsets = reinterpret_cast<int32_t*>(item->data());
  *offsets++ = static_cast<int32_t>(n);
  auto at = static_cast<int32_t>(sizeof(int32_t) * static_cast<size_t>(n + 2));
  for (int64_t i = 0; i < n; ++i) {
    const StringRef text = all.at(static_cast<int>(first + i));
    *offsets++ = at;
    if (text.size) __builtin_memcpy(item->data() + at, text.data, text.size);
    at += static_cast<int32_t>(text.size);
  }
  *offsets = at;
  return item;
}

/// What WriteStrings asks for: strings of elements, `per` of each.
struct Texts {
  const TensorList* list;
  const int32_t* indices;
  Item* const* item;  // instead of a list
  int64_t per;

  StringRef at(int i) const {
    const int64_t element = i / per;
    Item* from = item ? *item : list->items[indices ? indices[element] : element];
    return from ? PackedAt(*from, i % per) : StringRef{nullptr, 0};
  }
};

StringRef TextAt(const void* texts, int i) { return static_cast<const Texts*>(texts)->at(i); }

}  // namespace

StringRef PackedAt(Item& item, int64_t i) {  // Put has checked or made it
  int32_t ends[2];
  __builtin_memcpy(ends, item.data() + (i + 1) * static_cast<int64_t>(sizeof(int32_t)), sizeof(ends));
  return {item.data() + ends[0], static_cast<size_t>(ends[1] - ends[0])};
}

Status Put(Kernel k, TensorList& list, int i, Tensor value, int64_t first, const PartialShape& own) {
  PartialShape shape = list.shape;
  TARE_REQUIRE(k, shape.Merge(own), "the element's shape is not that of the list");
  TARE_REQUIRE(k, list.type == kTfLiteNoType || list.type == value.type(),
               "the element's type is not that of the list");
  int64_t n = 1;
  for (int d = 0; d < own.rank; ++d) n *= own.dims[d];
  const size_t width = ElementBytes(value.type());
  Item* item = nullptr;
  if (features::strings && value.type() == kTfLiteString) {
    item = PackStrings(k, value, first, n, own);
  } else {
    TARE_REQUIRE(k, width, "elements of this type");
    item = NewItem(k, own, value.data<char>() + static_cast<size_t>(first) * width, static_cast<size_t>(n) * width);
  }
  if (!item) return kError;
  list.type = value.type();
  SetItem(list, i, item);
  return kOk;
}

Status Stack(Kernel k, const TensorList& list, const int32_t* indices, int n, const PartialShape& wanted) {
  const auto item_at = [&](int i) { return list.items[indices ? indices[i] : i]; };
  PartialShape shape = list.shape;
  bool fits = shape.Merge(wanted);
  for (int i = 0; i < n; ++i) {
    TARE_REQUIRE(k, !indices || (indices[i] >= 0 && indices[i] < list.count),
                 "Trying to gather element %d in a list with %d elements.", static_cast<int>(indices[i]), list.count);
    fits = fits && (!item_at(i) || shape.Merge(item_at(i)->shape));
  }
  const Tensor out = k.output(0);
  TARE_REQUIRE(k, fits && shape.rank < kMaxRank && (list.type == kTfLiteNoType || list.type == out.type()),
               "the elements' shapes or types differ");
  TARE_REQUIRE(k, shape.is_known(), "Tried to stack elements of a list with non-fully-defined element_shape");
  int dims[kMaxRank] = {n};
  __builtin_memcpy(dims + 1, shape.dims, sizeof(int) * static_cast<size_t>(shape.rank));
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, dims, shape.rank + 1));
  if (features::strings && out.type() == kTfLiteString) {
    const Texts texts = {&list, indices, nullptr, n ? out.elements() / n : 1};
    return WriteStrings(k, out, static_cast<int>(out.elements()), TextAt, &texts);
  }
  const size_t bytes = n ? out.bytes() / static_cast<size_t>(n) : 0;
  char* to = out.data<char>();
  for (int i = 0; bytes && i < n; ++i, to += bytes) {
    Item* item = item_at(i);
    if (item && item->bytes == bytes) {
      __builtin_memcpy(to, item->data(), bytes);
    } else {
      __builtin_memset(to, 0, bytes);
    }
  }
  return kOk;
}

namespace {

/// Fills output 0 with the strings of all elements, `row` strings for each of an element's rows; those that are not set
/// have empty ones.
Status ConcatStrings(Kernel k, const TensorList& list, int64_t row) {
  const auto* lengths = k.output(1).data<int64_t>();
  int64_t size = 0;
  StringWriter writer;
  for (int pass = 0; pass < 2; ++pass) {
    for (int i = 0; i < list.count; ++i) {
      for (int64_t s = 0; s < lengths[i] * row; ++s) {
        const StringRef text = list.items[i] ? PackedAt(*list.items[i], s) : StringRef{nullptr, 0};
        if (!pass) {
          size += static_cast<int64_t>(text.size);
          continue;
        }
        writer.Append(text);
        writer.Next();
      }
    }
    if (!pass) TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(0), k.output(0).elements(), size));
  }
  return kOk;
}

}  // namespace

Status Concat(Kernel k, const TensorList& list, PartialShape shape, const int64_t* leading, int given) {
  const Tensor out = k.output(0), lengths = k.output(1);
  // What all elements have in common is behind their first dimension.
  const auto rest = [](PartialShape s) {
    if (s.rank > 0) s.dims[0] = -1;
    return s;
  };
  bool fits = (shape = rest(shape)).Merge(rest(list.shape));
  for (int i = 0; i < list.count; ++i) fits = fits && (!list.items[i] || shape.Merge(rest(list.items[i]->shape)));
  TARE_REQUIRE(k, fits && shape.rank >= 1 && (list.type == kTfLiteNoType || list.type == out.type()),
               "the elements' shapes or types differ");
  int64_t rows = 0;
  TARE_RETURN_IF_ERROR(k.ResizeOutput(1, &list.count, 1));
  for (int i = 0; i < list.count; ++i) {
    const Item* item = list.items[i];
    TARE_REQUIRE(k, item || i < given, "leading_dims must have one element per uninitialized one");
    const int64_t length = item ? item->shape.dims[0] : leading[i];
    TARE_REQUIRE(k, length >= 0 && length <= INT32_MAX - rows, "bad lengths");
    rows += length;
    lengths.data<int64_t>()[i] = length;
  }
  shape.dims[0] = static_cast<int>(rows);
  TARE_REQUIRE(k, shape.is_known(),
               "All except the first dimension must be fully defined when concating an empty tensor list");
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, shape.dims, shape.rank));
  if (features::strings && out.type() == kTfLiteString) {
    return ConcatStrings(k, list, out.Elements(1, out.rank()));
  }
  const size_t row = static_cast<size_t>(out.Elements(1, out.rank())) * ElementBytes(out.type());
  char* to = out.data<char>();
  for (int i = 0; row && i < list.count; ++i) {
    const size_t bytes = static_cast<size_t>(lengths.data<int64_t>()[i]) * row;
    Item* item = list.items[i];
    if (item) {
      __builtin_memcpy(to, item->data(), bytes);
    } else {
      __builtin_memset(to, 0, bytes);
    }
    to += bytes;
  }
  return kOk;
}

Status GetItem(Kernel k, const TensorList& list, Item* item, const PartialShape& wanted, int output) {
  const Tensor out = k.output(output);
  PartialShape shape = list.shape;
  TARE_REQUIRE(k, shape.Merge(wanted) && (!item || shape.Merge(item->shape)),
               "Incompatible shapes of list and element");
  TARE_REQUIRE(k, !item || list.type == out.type(), "Invalid data type of the list's elements");
  TARE_REQUIRE(k, shape.is_known(), "Trying to read an uninitialized element but element_shape is not fully defined");
  TARE_RETURN_IF_ERROR(k.ResizeOutput(output, shape.dims, shape.rank));
  if (features::strings && out.type() == kTfLiteString) {
    const Texts texts = {nullptr, nullptr, &item, out.elements() ? out.elements() : 1};
    return WriteStrings(k, out, static_cast<int>(out.elements()), TextAt, &texts);
  }
  TARE_REQUIRE(k, !item || item->bytes == out.bytes(), "sizes differ");
  if (item) {
    __builtin_memcpy(out.data<char>(), item->data(), item->bytes);
  } else {
    __builtin_memset(out.data<char>(), 0, out.bytes());
  }
  return kOk;
}

Status Give(Kernel k, TensorList* list) {
  if (!list) return kError;
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, nullptr, 0));
  SetVariant(k.output(0), list);
  return kOk;
}

bool ReadNumber(Kernel k, int i, int32_t& number) {
  const Tensor t = k.input(i);
  if (t.type() != kTfLiteInt32 || t.elements() != 1 || !t.data<int32_t>()) {
    k.Fail("input %d is not an int32", i);
    return false;
  }
  number = *t.data<int32_t>();
  return true;
}

Status PrepareList(Kernel k) {
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteVariant, "output is not a variant");
  return k.ResizeOutput(0, nullptr, 0);
}

}  // namespace tare::tf
