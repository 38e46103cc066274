// std::chrono's clocks.
#include <chrono>
#include <ctime>

_LIBCPP_BEGIN_NAMESPACE_STD

namespace chrono {
namespace {

nanoseconds Now(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return seconds(now.tv_sec) + nanoseconds(now.tv_nsec);
}

}  // namespace

system_clock::time_point system_clock::now() noexcept {
  return time_point(duration_cast<duration>(Now(CLOCK_REALTIME)));
}
time_t system_clock::to_time_t(const time_point& time) noexcept {
  return static_cast<time_t>(duration_cast<seconds>(time.time_since_epoch()).count());
}
system_clock::time_point system_clock::from_time_t(time_t time) noexcept { return time_point(seconds(time)); }
steady_clock::time_point steady_clock::now() noexcept { return time_point(Now(CLOCK_MONOTONIC)); }

}  // namespace chrono

_LIBCPP_END_NAMESPACE_STD
