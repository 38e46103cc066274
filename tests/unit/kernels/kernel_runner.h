// Runs one kernel in a test: builds a one-node model in memory and runs it through the interpreter of the complete
// library, so that loading, planning and the checks around a kernel are those of a device.
//
//   KernelRunner r(Op::SOFTMAX, 1);
//   r.Input<float>({2, 3}, {1, 2, 3, 4, 5, 6});
//   r.Output<float>();
//   r.Options(schema::SoftmaxOptionsT{.beta = 1});
//   ASSERT_EQ(r.Run(), kTfLiteOk) << r.errors();
//   EXPECT_EQ(r.shape(), (std::vector<int>{2, 3}));
//   EXPECT_FLOAT_EQ(r.Get<float>()[0], 0.0900306f);
#ifndef TARE_TESTS_UNIT_KERNELS_KERNEL_RUNNER_H_
#define TARE_TESTS_UNIT_KERNELS_KERNEL_RUNNER_H_

#include <complex>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "builder/model/tflite_generated.h"
#include "runtime/interpreter.h"
#include "runtime/op_codes.h"

namespace tare {

/// Quantization of a tensor: one scale and zero point, or one per slice of `dimension`.
struct Quant {
  std::vector<float> scale;
  std::vector<int64_t> zero_point;
  int dimension = 0;
};

/// One node with its tensors. Tensors are added in the order of the node's inputs and outputs.
class KernelRunner {
 public:
  KernelRunner(Op op, int version);
  ~KernelRunner();
  KernelRunner(const KernelRunner&) = delete;
  KernelRunner& operator=(const KernelRunner&) = delete;

  /// An input that is fed while running; `values` has one element per element of `shape`.
  template <class T>
  KernelRunner& Input(std::vector<int> shape, const std::vector<T>& values, Quant quant = {}) {
    return Add(TypeOf<T>(), std::move(shape), Bytes(values), std::move(quant), kFed);
  }
  /// An input that the model holds.
  template <class T>
  KernelRunner& Constant(std::vector<int> shape, const std::vector<T>& values, Quant quant = {}) {
    return Add(TypeOf<T>(), std::move(shape), Bytes(values), std::move(quant), kConstant);
  }
  /// An optional input that is not there (-1).
  KernelRunner& NoInput();
  /// Any type by number, for those C++ has none for; `bytes` as the format stores them.
  KernelRunner& RawInput(schema::TensorType type, std::vector<int> shape, std::string bytes, Quant quant,
                         bool constant) {
    return Add(type, std::move(shape), std::move(bytes), std::move(quant), constant ? kConstant : kFed);
  }
  /// An output. Its shape is the kernel's business; `shape` is only what the model says.
  template <class T>
  KernelRunner& Output(Quant quant = {}, std::vector<int> shape = {}) {
    return Add(TypeOf<T>(), std::move(shape), {}, std::move(quant), kOutput);
  }
  KernelRunner& RawOutput(schema::TensorType type, Quant quant = {}) {
    return Add(type, {}, {}, std::move(quant), kOutput);
  }
  /// The op's options: an object of the generated schema, such as schema::AddOptionsT.
  template <class OptionsT>
  KernelRunner& Options(OptionsT options) {
    op_->builtin_options.Set(std::move(options));
    return *this;
  }

  /// Loads, allocates, feeds and invokes `runs` times. Messages are in errors().
  TfLiteStatus Run(int threads = 1, int runs = 1);
  const std::string& errors() const { return errors_; }
  /// Results of the last Run that succeeded.
  std::vector<int> shape(int output = 0) const;
  template <class T>
  std::vector<T> Get(int output = 0) const {
    const TfLiteTensor* t = Result(output);
    const auto* data = reinterpret_cast<const T*>(t->data.raw);
    return std::vector<T>(data, data + t->bytes / sizeof(T));
  }
  /// The interpreter after Run, for tests that look closer; nullptr when the model did not load.
  Interpreter* interpreter() const { return interpreter_; }
  /// The model's bytes, for tests that damage them.
  std::string Serialize() const;

 private:
  enum Role { kFed, kConstant, kOutput };
  KernelRunner& Add(schema::TensorType type, std::vector<int> shape, std::string bytes, Quant quant, Role role);
  const TfLiteTensor* Result(int output) const;
  void Close();

  template <class T>
  static std::string Bytes(const std::vector<T>& values) {
    if constexpr (std::is_same_v<T, bool>) {
      return std::string(values.begin(), values.end());
    } else {
      return std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
    }
  }
  template <class T>
  static constexpr schema::TensorType TypeOf() {
    using schema::TensorType;
    if constexpr (std::is_same_v<T, float>) return TensorType::FLOAT32;
    if constexpr (std::is_same_v<T, _Float16>) return TensorType::FLOAT16;
    if constexpr (std::is_same_v<T, int8_t>) return TensorType::INT8;
    if constexpr (std::is_same_v<T, uint8_t>) return TensorType::UINT8;
    if constexpr (std::is_same_v<T, int16_t>) return TensorType::INT16;
    if constexpr (std::is_same_v<T, uint16_t>) return TensorType::UINT16;
    if constexpr (std::is_same_v<T, int32_t>) return TensorType::INT32;
    if constexpr (std::is_same_v<T, uint32_t>) return TensorType::UINT32;
    if constexpr (std::is_same_v<T, int64_t>) return TensorType::INT64;
    if constexpr (std::is_same_v<T, uint64_t>) return TensorType::UINT64;
    if constexpr (std::is_same_v<T, double>) return TensorType::FLOAT64;
    if constexpr (std::is_same_v<T, bool>) return TensorType::BOOL;
    if constexpr (std::is_same_v<T, std::complex<float>>) return TensorType::COMPLEX64;
  }

  schema::ModelT model_;
  schema::OperatorT* op_ = nullptr;
  std::vector<std::string> fed_;
  std::string errors_;
  std::vector<uint64_t> bytes_;  // the model as loaded, aligned
  Model* loaded_ = nullptr;
  Interpreter* interpreter_ = nullptr;
};

}  // namespace tare

#endif  // TARE_TESTS_UNIT_KERNELS_KERNEL_RUNNER_H_
