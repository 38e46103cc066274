// Ends of the program: where libc++ would throw, where a pure virtual function is called, where an assertion fails.
#include "api/cpp/libcxx/support.h"

#include <__verbose_abort>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <exception>

namespace tare::cxx {
namespace {

[[noreturn]] void DieWith(const char* format, va_list args) {
  char text[256];
  vsnprintf(text, sizeof(text), format, args);
  fprintf(stderr, "custom op: %s", text);
  abort();
}

}  // namespace

void Die(const char* format, ...) {
  va_list args;
  va_start(args, format);
  DieWith(format, args);
}

}  // namespace tare::cxx

_LIBCPP_BEGIN_NAMESPACE_STD

void __libcpp_verbose_abort(const char* format, ...) {
  va_list args;
  va_start(args, format);
  tare::cxx::DieWith(format, args);
}

void __throw_system_error(int error, const char* what) { tare::cxx::Die("%s: error %d", what, error); }

_LIBCPP_END_NAMESPACE_STD

namespace std {
void terminate() noexcept { tare::cxx::Die("std::terminate was called"); }
}  // namespace std

extern "C" {
void __cxa_pure_virtual() { tare::cxx::Die("a pure virtual function was called"); }
void __cxa_deleted_virtual() { tare::cxx::Die("a deleted virtual function was called"); }
void tare_assertion_failed(const char* file, int line, const char* condition) {
  tare::cxx::Die("%s:%d: assertion failed: %s", file, line, condition);
}
}
