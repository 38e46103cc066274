// Labels of the profiler that TensorFlow Lite's kernels come with, as they are when it is off: nothing. Sources that
// use the ready kernels often set such labels.
#ifndef TARE_API_CPP_RUY_PROFILER_INSTRUMENTATION_H_
#define TARE_API_CPP_RUY_PROFILER_INSTRUMENTATION_H_

namespace ruy::profiler {

class ScopeLabel {
 public:
  template <typename... Args>
  explicit ScopeLabel(Args... /*format_and_numbers*/) {}
  ~ScopeLabel() {}  // NOLINT(modernize-use-equals-default): so that compilers do not report labels as unused
};

}  // namespace ruy::profiler

#endif  // TARE_API_CPP_RUY_PROFILER_INSTRUMENTATION_H_
