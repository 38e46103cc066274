// What the checkers of both contracts share: reading any bytes at any offset, and the list of what is broken.
#ifndef TARE_BUILDER_LINK_CONTRACT_CHECKER_H_
#define TARE_BUILDER_LINK_CONTRACT_CHECKER_H_

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "builder/link/contract.h"

namespace tare::build {

class ContractChecker {
 public:
  ContractChecker(std::string_view file, const Contract& contract) : file_(file), contract_(contract) {}

 protected:
  /// None where the file ends before the value does.
  template <class T>
  std::optional<T> Read(uint64_t at) const {
    if (at > file_.size() || sizeof(T) > file_.size() - at) return std::nullopt;
    T value;
    std::memcpy(&value, file_.data() + at, sizeof(T));
    return value;
  }
  std::string_view Text(uint64_t at) const {
    const std::string_view rest = file_.substr(std::min<uint64_t>(at, file_.size()));
    return rest.substr(0, rest.find('\0'));
  }
  void Require(bool good, std::string_view violation) {
    if (!good) violations_.emplace_back(violation);
  }

  std::string_view file_;
  const Contract& contract_;
  std::vector<std::string> violations_;
};

}  // namespace tare::build

#endif  // TARE_BUILDER_LINK_CONTRACT_CHECKER_H_
