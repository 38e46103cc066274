// The one exception of the host program: a message for the user, on one line per problem.
#ifndef TARE_BUILDER_ERROR_H_
#define TARE_BUILDER_ERROR_H_

#include <stdexcept>

namespace tare::builder {

/// Stops a command; the program prints what() to stderr and exits 1.
class BuildError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace tare::builder

#endif  // TARE_BUILDER_ERROR_H_
