// Runs models in a test and compares with recorded outputs: the committed single-op archives of tests/golden/, and the
// larger sets in the folder that TARE_MODELS names. Header-only, because every folder of tests/unit is a program.
//
// Integers, bools and strings must be equal. Floats may differ by 2e-6 of the largest magnitude of the output plus as
// much of their own; models that compute in reduced precision between float ends (hybrid) by 2 % of the range.
#ifndef TARE_TESTS_UNIT_GOLDEN_H_
#define TARE_TESTS_UNIT_GOLDEN_H_

#include <zlib.h>

#include <cmath>
#include <complex>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "builder/npz/npz.h"
#include "builder/select/selection.h"
#include "runtime/interpreter.h"

namespace tare::golden {

inline std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

/// The entries of a zip archive in memory, unpacked on demand. Throws std::runtime_error on what is no such archive.
class Zip {
 public:
  explicit Zip(std::string bytes) : bytes_(std::move(bytes)) {
    const size_t end = bytes_.rfind("PK\5\6");
    if (end == std::string::npos) throw std::runtime_error("not a zip archive");
    size_t at = Get<uint32_t>(end + 16);
    for (int i = Get<uint16_t>(end + 10); i > 0; --i) {
      const size_t name = Get<uint16_t>(at + 28);
      entries_[bytes_.substr(at + 46, name)] = at;
      at += 46 + name + Get<uint16_t>(at + 30) + Get<uint16_t>(at + 32);
    }
  }
  const std::map<std::string, size_t>& entries() const { return entries_; }

  std::string Read(const std::string& name) const {
    const size_t at = entries_.at(name);
    const size_t packed = Get<uint32_t>(at + 20), size = Get<uint32_t>(at + 24), local = Get<uint32_t>(at + 42);
    std::string data = bytes_.substr(local + 30 + Get<uint16_t>(local + 26) + Get<uint16_t>(local + 28), packed);
    if (Get<uint16_t>(at + 10) == 0) return data;
    std::string out(size, '\0');
    z_stream z = {};
    inflateInit2(&z, -MAX_WBITS);
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
    z.avail_in = static_cast<uInt>(data.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    const int status = inflate(&z, Z_FINISH);
    inflateEnd(&z);
    if (status != Z_STREAM_END) throw std::runtime_error("damaged zip entry " + name);
    return out;
  }
  /// The arrays whose entries are `prefix` + name + ".npy".
  npz::Archive Arrays(const std::string& prefix) const {
    npz::Archive arrays;
    for (auto it = entries_.lower_bound(prefix); it != entries_.end() && it->first.starts_with(prefix); ++it) {
      if (it->first.ends_with(".npy")) {
        const std::string name = it->first.substr(prefix.size());
        arrays[name.substr(0, name.size() - 4)] = npz::ParseNpy(Read(it->first));
      }
    }
    return arrays;
  }

 private:
  template <class T>
  T Get(size_t at) const {
    T value;
    if (at + sizeof(T) > bytes_.size()) throw std::runtime_error("damaged zip archive");
    std::memcpy(&value, bytes_.data() + at, sizeof(T));
    return value;
  }
  std::string bytes_;
  std::map<std::string, size_t> entries_;  // name → position in the central directory
};

/// Strings as a tensor has them → as a numpy S array would, separated by newlines.
inline std::string JoinStrings(const std::vector<std::string>& strings) {
  std::string all;
  for (const std::string& s : strings) all += s + "\n";
  return all;
}

/// String `i` of a numpy S array, which pads with zero bytes.
inline std::string StringAt(const npz::Array& array, size_t i) {
  const char* at = array.data.data() + i * array.item_bytes;
  size_t size = array.item_bytes;  // numpy drops zeros at the end
  while (size && !at[size - 1]) --size;
  return {at, size};
}

template <class T>
std::vector<double> Widen(const char* data, size_t bytes) {
  std::vector<double> values(bytes / sizeof(T));
  for (size_t i = 0; i < values.size(); ++i) {
    T v;
    std::memcpy(&v, data + i * sizeof(T), sizeof(T));
    values[i] = static_cast<double>(v);
  }
  return values;
}

/// Integers that share bytes, the first in the lowest bits, as numpy has them: a byte each.
inline std::string UnpackBits(const TfLiteTensor& t, size_t elements) {
  const size_t bits = t.type == kTfLiteInt2 ? 2 : 4, each = 8 / bits;
  std::string out;
  for (size_t i = 0; i < elements && i / each < t.bytes; ++i) {
    int value = static_cast<uint8_t>(t.data.raw[i / each]) >> (i % each * bits) & ((1 << bits) - 1);
    if (t.type != kTfLiteUInt4 && value >> (bits - 1)) value -= 1 << bits;
    out.push_back(static_cast<char>(value));
  }
  return out;
}

/// "" when equal enough, else what differs. `approximate` is set where the loose bound was needed.
inline std::string Compare(const TfLiteTensor& got, const npz::Array& want, bool reduced, bool* approximate) {
  char text[160];
  if (got.type == kTfLiteString) {
    std::vector<std::string> ours, theirs;
    const auto* head = reinterpret_cast<const int32_t*>(got.data.raw);
    for (int i = 0; i < head[0]; ++i) ours.emplace_back(got.data.raw + head[1 + i], got.data.raw + head[2 + i]);
    for (size_t i = 0; i < want.elements(); ++i) {
      theirs.push_back(StringAt(want, i));
    }
    return JoinStrings(ours) == JoinStrings(theirs) ? "" : "strings differ";
  }
  if (got.type == kTfLiteInt4 || got.type == kTfLiteUInt4 || got.type == kTfLiteInt2) {
    std::string bytes = UnpackBits(got, want.elements());
    TfLiteTensor wide = got;
    wide.type = kTfLiteInt8;
    wide.data.raw = bytes.data();
    wide.bytes = bytes.size();
    return Compare(wide, want, reduced, approximate);
  }
  const std::vector<int64_t> shape(got.dims->data, got.dims->data + got.dims->size);
  if (shape != want.shape || got.bytes != want.data.size()) {
    std::string message = "shape";
    for (const int64_t d : shape) message += " " + std::to_string(d);
    message += " instead of";
    for (const int64_t d : want.shape) message += " " + std::to_string(d);
    return message;
  }
  const bool is_float = want.kind == 'f' || want.kind == 'c';
  if (!is_float) {
    if (std::memcmp(got.data.raw, want.data.data(), got.bytes) == 0) return "";
    size_t differing = 0, first = SIZE_MAX;
    for (size_t i = 0; i < want.elements(); ++i) {
      if (std::memcmp(got.data.raw + i * want.item_bytes, want.data.data() + i * want.item_bytes, want.item_bytes) !=
          0) {
        ++differing;
        if (first == SIZE_MAX) first = i;
      }
    }
    int64_t a = 0, b = 0;
    std::memcpy(&a, got.data.raw + first * want.item_bytes, want.item_bytes);
    std::memcpy(&b, want.data.data() + first * want.item_bytes, want.item_bytes);
    snprintf(text, sizeof(text), "%zu of %zu differ, first [%zu]: bits %llx instead of %llx", differing,
             want.elements(), first, static_cast<long long>(a), static_cast<long long>(b));
    return text;
  }
  const size_t part = want.kind == 'c' ? want.item_bytes / 2 : want.item_bytes;
  const auto widen = part == 8 ? Widen<double> : part == 4 ? Widen<float> : Widen<_Float16>;
  const std::vector<double> x = widen(got.data.raw, got.bytes), y = widen(want.data.data(), want.data.size());
  double range = 0, worst = 0, beyond = 0;
  for (const double v : y) range = std::isfinite(v) && std::abs(v) > range ? std::abs(v) : range;
  for (size_t i = 0; i < y.size(); ++i) {
    if (!std::isfinite(y[i])) {
      if (std::isnan(y[i]) ? !std::isnan(x[i]) : x[i] != y[i]) return "NaN or infinity differs";
      continue;
    }
    const double error = std::abs(x[i] - y[i]), allowed = 2e-6 * (range + std::abs(y[i])) + 1e-7;
    if (!(error <= 1e300)) return "NaN or infinity where there should be none";
    worst = error > worst ? error : worst;
    beyond = error - allowed > beyond ? error - allowed : beyond;
  }
  if (beyond <= 0) return "";
  if (reduced && worst <= .02 * range) {
    *approximate = true;
    return "";
  }
  snprintf(text, sizeof(text), "max error %.3g at output range %.3g", worst, range);
  return text;
}

/// What the builder selects for a model.
inline builder::Selection SelectionOf(const std::string& model) {
  std::vector<builder::Model> models(1);
  models[0].bytes.assign(model.begin(), model.end());
  models[0].root = schema::GetModel(models[0].bytes.data());
  return builder::Select(models);
}

struct Outcome {
  bool supported = true;     // false: an operator is not in the catalogue
  bool approximate = false;  // passed by the loose bound only
  std::string error;         // "" = passed
};

inline void Report(void* user, const char* format, va_list args) {
  char text[1024];
  vsnprintf(text, sizeof(text), format, args);
  *static_cast<std::string*>(user) += std::string(text) + " ";
}

inline bool Feed(Interpreter& interpreter, int input, const npz::Array& array) {
  TfLiteTensor* t = interpreter.tensor(interpreter.inputs()[input]);
  if (t->type == kTfLiteInt4) {  // an element per byte in numpy
    if (t->bytes != (array.data.size() + 1) / 2) return false;
    for (size_t i = 0; i < array.data.size(); ++i) {
      const int bits = (array.data[i] & 15) << i % 2 * 4;
      t->data.raw[i / 2] = static_cast<char>((i % 2 ? t->data.raw[i / 2] : 0) | bits);
    }
    return true;
  }
  if (t->type != kTfLiteString) {
    if (t->bytes != array.data.size()) return false;
    if (t->bytes) std::memcpy(t->data.raw, array.data.data(), t->bytes);
    return true;
  }
  const auto n = static_cast<int32_t>(array.elements());
  std::vector<int32_t> head = {n, 4 * (n + 2)};
  std::string bytes;
  for (int32_t i = 0; i < n; ++i) {
    bytes += StringAt(array, static_cast<size_t>(i));
    head.push_back(head[1] + static_cast<int32_t>(bytes.size()));
  }
  t->bytes = head.size() * 4 + bytes.size();
  std::free(t->data.raw);
  t->data.raw = static_cast<char*>(std::malloc(t->bytes));
  std::memcpy(t->data.raw, head.data(), head.size() * 4);
  std::memcpy(t->data.raw + head.size() * 4, bytes.data(), bytes.size());
  return true;
}

/// Runs a model's main graph on arrays in0, in1, … and compares with out0, out1, … Runs twice: the second result must
/// be the first's, whatever the first left in the arena; variables are reset between them. Models with state have
/// arrays in<step>_0, … and out<step>_0, … instead, of runs one after the other. `draws`: the model draws random
/// numbers, which a second run goes on from: one run.
inline Outcome Check(std::string_view model_bytes, const npz::Archive& arrays, bool reduced, int threads = 1,
                     bool draws = false) {
  Outcome outcome;
  std::string messages;
  const ErrorReporter reporter{Report, &messages};
  std::vector<uint64_t> aligned(model_bytes.size() / 8 + 3);
  void* bytes = aligned.data() + (reinterpret_cast<uintptr_t>(aligned.data()) % 16 ? 1 : 0);
  std::memcpy(bytes, model_bytes.data(), model_bytes.size());
  Model* model = Model::FromBuffer(bytes, model_bytes.size(), reporter);
  if (!model) return {true, false, messages};
  Interpreter* interpreter = Interpreter::Create(model, reporter, threads);
  const bool steps = arrays.contains("out0_0");
  const auto name = [&](const char* kind, int pass, int i) {
    return kind + (steps ? std::to_string(pass) + "_" : "") + std::to_string(i);
  };
  const auto run = [&]() -> std::string {
    if (!interpreter) {
      outcome.supported = messages.find("was not selected for this library") == std::string::npos;
      return messages;
    }
    for (int i = 0; i < interpreter->input_count(); ++i) {
      const npz::Array& array = arrays.at(name("in", 0, i));
      const std::vector<int> shape(array.shape.begin(), array.shape.end());
      if (interpreter->ResizeInput(0, i, shape.data(), static_cast<int>(shape.size()), false) != kTfLiteOk) {
        return "resize: " + messages;
      }
    }
    if (interpreter->AllocateTensors() != kTfLiteOk) {
      for (const char* lack : {"unresolved custom op", "not supported by this interpreter"}) {
        if (messages.find(lack) != std::string::npos) outcome.supported = false;
      }
      return "allocate: " + messages;
    }
    for (int pass = 0; steps ? arrays.contains(name("out", pass, 0)) : pass < (draws ? 1 : 2); ++pass) {
      if (!steps && interpreter->ResetVariableTensors() != kTfLiteOk) return "reset: " + messages;
      for (int i = 0; i < interpreter->input_count(); ++i) {
        if (!Feed(*interpreter, i, arrays.at(name("in", pass, i)))) return "input sizes differ";
      }
      if (interpreter->Invoke() != kTfLiteOk) return "invoke: " + messages;
      for (int i = 0; i < interpreter->output_count(); ++i) {
        const auto want = arrays.find(name("out", pass, i));
        if (want == arrays.end()) continue;
        const TfLiteTensor* got = interpreter->tensor(interpreter->outputs()[i]);
        const std::string difference = Compare(*got, want->second, reduced, &outcome.approximate);
        if (!difference.empty()) return want->first + " of run " + std::to_string(pass + 1) + ": " + difference;
      }
    }
    return "";
  };
  outcome.error = run();
  if (interpreter) Interpreter::Destroy(interpreter);
  model->Unref();
  return outcome;
}

}  // namespace tare::golden

#endif  // TARE_TESTS_UNIT_GOLDEN_H_
