// What every framework's library must be: the counterpart of the ELF contract (contract.h) for Mach-O.
#ifndef TARE_BUILDER_LINK_MACH_CONTRACT_H_
#define TARE_BUILDER_LINK_MACH_CONTRACT_H_

#include "builder/link/contract.h"

namespace tare::build {

/// Violations() for the targets of AppleTargets(), of one architecture's file.
std::vector<std::string> MachViolations(std::string_view file, const Contract& contract);

}  // namespace tare::build

#endif  // TARE_BUILDER_LINK_MACH_CONTRACT_H_
