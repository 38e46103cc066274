// What every packaged Android library must be, so that each device from API 21 on loads it and nothing leaks out of it.
#ifndef TARE_BUILDER_LINK_CONTRACT_H_
#define TARE_BUILDER_LINK_CONTRACT_H_

#include <string>
#include <string_view>
#include <vector>

#include "builder/compile/target.h"

namespace tare::build {

struct Contract {
  const Target* target = nullptr;
  std::string soname;
  std::vector<std::string> exports;  // names, or prefixes that end with '*'
  std::vector<std::string> imports;  // functions that the system libraries offer
  bool user_code = false;            // a user's code may have global objects
};

/// What a library (its file's bytes) breaks of the contract, in words; empty when it keeps it. Takes any bytes.
std::vector<std::string> Violations(std::string_view file, const Contract& contract);

}  // namespace tare::build

#endif  // TARE_BUILDER_LINK_CONTRACT_H_
