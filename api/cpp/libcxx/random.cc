// std::random_device reads the kernel's random numbers; on Apple's systems, libc++ has it call a function for them.
#include <random>
#include <string>

#include "api/cpp/libcxx/support.h"

#ifdef __APPLE__
extern "C" unsigned arc4random();
#else
extern "C" {
int open(const char* path, int flags, ...);
long read(int file, void* data, size_t size);
int close(int file);
}
#endif

_LIBCPP_BEGIN_NAMESPACE_STD

#ifdef __APPLE__
random_device::random_device(const string&) {}
random_device::~random_device() {}
unsigned random_device::operator()() { return arc4random(); }
#else
random_device::random_device(const string&) {
  constexpr int kReadOnlyCloseOnExec = 02000000;
  __f_ = open("/dev/urandom", kReadOnlyCloseOnExec);
  if (__f_ < 0) tare::cxx::Die("random_device: /dev/urandom cannot be opened");
}
random_device::~random_device() { close(__f_); }
unsigned random_device::operator()() {
  unsigned number = 0;
  if (read(__f_, &number, sizeof(number)) != static_cast<long>(sizeof(number))) {
    tare::cxx::Die("random_device: /dev/urandom cannot be read");
  }
  return number;
}
#endif
double random_device::entropy() const noexcept { return 32; }

_LIBCPP_END_NAMESPACE_STD
