// CxxLibrary: uses the C++ library widely and gives 1 for each thing that was right, so that a machine's results can be
// compared with another's. The input, one float, keeps the compiler from knowing the results.
#include <stdio.h>
#include <stdlib.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bitset>
#include <chrono>
#include <cmath>
#include <complex>
#include <condition_variable>
#include <cstring>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <queue>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

#include "tensorflow/lite/kernels/internal/tensor.h"
#include "tensorflow/lite/kernels/kernel_util.h"

namespace tflite::ops::custom {
namespace cxx_library {

struct Shape {
  virtual ~Shape() { ++destroyed; }
  virtual int Sides() const = 0;
  static inline int destroyed = 0;
};
struct Triangle : Shape {
  int Sides() const override { return 3; }
};

struct alignas(64) Aligned {
  float values[16];
};

/// A local of its own, made once by whoever comes first.
const std::vector<int>& Once() {
  static const std::vector<int> numbers = [] {
    std::vector<int> made(100);
    std::iota(made.begin(), made.end(), 1);
    return made;
  }();
  return numbers;
}

bool Strings(int n) {
  std::string text = std::to_string(n) + "," + std::to_string(-7L) + "," + std::to_string(2.5);
  bool good = text == "4,-7,2.500000" && text.find("-7") == 2 && text.rfind(',') == 4;
  good = good && std::stoi("12") == 12 && std::stoll("-99999999999") == -99999999999 &&
         std::stoul("ff", nullptr, 16) == 255;
  size_t end = 0;
  good = good && std::stof("1.25x", &end) == 1.25f && end == 4 && std::stod("1e3") == 1000;
  std::string longer(40, 'a');
  longer.append("b").insert(0, "c").replace(1, 2, "de").resize(60, 'z');
  good =
      good && longer.size() == 60 && longer[0] == 'c' && longer[1] == 'd' && longer[41] == 'b' && longer.back() == 'z';
  return good && std::string_view(longer).substr(42) == std::string(18, 'z') && longer.compare("d") < 0;
}

bool Containers(int n) {
  std::map<std::string, int> ordered = {{"b", 2}, {"a", 1}};
  std::unordered_map<std::string, int> hashed;
  std::unordered_set<int> numbers;
  for (int i = 0; i < 1000; ++i) {
    ++hashed["key " + std::to_string(i % 100)];
    numbers.insert(i * n);
  }
  std::priority_queue<float> queue;
  for (const float f : {1.f, 9.f, 4.f}) queue.push(f);
  std::list<int> list = {3, 1, 2};
  list.sort();
  std::multiset<int> set(list.begin(), list.end());
  set.insert(2);
  return ordered.begin()->first == "a" && hashed.size() == 100 && hashed["key 42"] == 10 && numbers.size() == 1000 &&
         numbers.count(999 * n) == 1 && queue.top() == 9 && list.front() == 1 && set.count(2) == 2;
}

template <class T>
bool Sorts(int n) {
  std::vector<T> numbers;
  for (int i = 0; i < 500; ++i) numbers.push_back(static_cast<T>(i * 7919 * n % 101));
  std::vector<T> stable = numbers, heap = numbers;
  std::sort(numbers.begin(), numbers.end());
  std::stable_sort(stable.begin(), stable.end());
  std::partial_sort(heap.begin(), heap.begin() + 10, heap.end());
  std::nth_element(heap.begin() + 10, heap.begin() + 250, heap.end());
  return std::is_sorted(numbers.begin(), numbers.end()) && numbers == stable &&
         std::equal(heap.begin(), heap.begin() + 10, numbers.begin()) && heap[250] == numbers[250];
}

bool Pointers() {
  Shape::destroyed = 0;
  std::weak_ptr<Shape> weak;
  {
    std::shared_ptr<Shape> shared = std::make_shared<Triangle>(), other = shared;
    weak = other;
    const std::unique_ptr<Shape> unique(new Triangle);
    if (shared.use_count() != 2 || weak.lock()->Sides() + unique->Sides() != 6) return false;
  }
  const std::unique_ptr<Aligned> aligned(new Aligned);
  return weak.expired() && !weak.lock() && Shape::destroyed == 2 &&
         reinterpret_cast<uintptr_t>(aligned.get()) % 64 == 0;
}

bool Threads(int n) {
  std::mutex mutex;
  std::condition_variable changed;
  std::once_flag once;
  std::atomic<int> calls{0}, sum{0};
  int turn = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i) {
    threads.emplace_back([&, i] {
      std::call_once(once, [&] { ++calls; });
      sum += Once()[static_cast<size_t>(i)];
      std::unique_lock<std::mutex> lock(mutex);
      changed.wait(lock, [&] { return turn == i; });
      ++turn;
      changed.notify_all();
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::unique_lock<std::mutex> lock(mutex);
  const bool late = changed.wait_for(lock, std::chrono::milliseconds(1), [] { return false; });
  std::recursive_mutex recursive;
  const std::lock_guard<std::recursive_mutex> first(recursive), second(recursive);
  const auto start = std::chrono::steady_clock::now();
  std::this_thread::sleep_for(std::chrono::milliseconds(2));
  return calls == 1 && sum == n * (n + 1) / 2 && turn == n && !late &&
         std::chrono::steady_clock::now() - start >= std::chrono::milliseconds(2) &&
         std::chrono::system_clock::to_time_t(std::chrono::system_clock::now()) > 1600000000;
}

bool Numbers(float x) {
  std::mt19937 twister(5489);
  twister.discard(9999);
  std::uniform_int_distribution<int> die(1, 6);
  const int thrown = die(twister);
  std::random_device device;
  const std::complex<float> product = std::complex<float>(x, 2) * std::complex<float>(1, -1);
  const std::complex<double> quotient = std::complex<double>(x, 2) / std::complex<double>(1, 1);
  const std::complex<float> turned = std::polar(2.f, static_cast<float>(M_PI) / 2);
  const bool random = device() != device() || device() != device();
  return std::mt19937()() == 3499211612u && thrown >= 1 && thrown <= 6 && random &&
         product == std::complex<float>(x + 2, 2 - x) &&
         std::abs(quotient - std::complex<double>((x + 2) / 2, (2 - x) / 2)) < 1e-12 &&
         std::abs(turned - std::complex<float>(0, 2)) < 1e-6f && std::abs(std::cbrt(27.0 + (x - x)) - 3) < 1e-12 &&
         std::lround(2.5f + (x - x)) == 3 && std::isnan(std::sqrt(-x)) && std::gcd(12, 18) == 6 &&
         std::hypot(3.f, 4.f) == 5;
}

bool Values(int n) {
  std::optional<int> nothing, four = n;
  std::variant<int, std::string> either = std::string("text");
  const auto [number, name] = std::make_tuple(n, std::string("n"));
  std::function<int(int)> add = [n](int i) { return i + n; };
  add = [add](int i) { return add(add(i)); };
  char text[32];
  snprintf(text, sizeof(text), "%05.1f|%-4s|%x", 2.25 * n, "ab", 255);
  int scanned = 0;
  sscanf("17 x", "%d", &scanned);
  return nothing.value_or(1) == 1 && *four == 4 && std::get<std::string>(either) == "text" && number == n &&
         name == "n" && add(1) == 9 && std::bitset<8>(5).count() == 2 && strcmp(text, "009.0|ab  |ff") == 0 &&
         scanned == 17;
}

constexpr int kChecks = 9;

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TfLiteIntArray* size = TfLiteIntArrayCreate(1);
  size->data[0] = kChecks;
  return context->ResizeTensor(context, GetOutput(context, node, 0), size);
}

TfLiteStatus Eval(TfLiteContext* context, TfLiteNode* node) {
  const float x = std::abs(GetTensorData<float>(GetInput(context, node, 0))[0]) + 1;
  const int n = x == x ? 4 : 3;
  const std::array<bool, kChecks> results = {Strings(n),      Containers(n),     Sorts<int>(n),
                                             Sorts<float>(n), Sorts<int64_t>(n), Pointers(),
                                             Threads(n),      Numbers(x),        Values(n)};
  float* out = GetTensorData<float>(GetOutput(context, node, 0));
  for (size_t i = 0; i < results.size(); ++i) out[i] = results[i] ? 1.f : 0.f;
  printf("CxxLibrary: %d of %d\n", static_cast<int>(std::count(results.begin(), results.end(), true)), kChecks);
  return kTfLiteOk;
}

}  // namespace cxx_library

TfLiteRegistration* Register_CXX_LIBRARY() {
  static TfLiteRegistration r = {nullptr, nullptr, cxx_library::Prepare, cxx_library::Eval};
  return &r;
}

}  // namespace tflite::ops::custom
