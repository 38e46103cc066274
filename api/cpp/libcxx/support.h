// How the runtime pieces in this folder end the program: a line in the log, then abort, because there are no
// exceptions.
#ifndef TARE_API_CPP_LIBCXX_SUPPORT_H_
#define TARE_API_CPP_LIBCXX_SUPPORT_H_

namespace tare::cxx {

/// Logs "custom op: " and the text, and aborts.
[[noreturn]] void Die(const char* format, ...) __attribute__((format(printf, 1, 2)));

}  // namespace tare::cxx

#endif  // TARE_API_CPP_LIBCXX_SUPPORT_H_
