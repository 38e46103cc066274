// Links for Apple's systems: one architecture's dynamic library of a framework, signed ad hoc, and the static one.
#ifndef TARE_BUILDER_LINK_MACH_LINK_H_
#define TARE_BUILDER_LINK_MACH_LINK_H_

#include "builder/link/link.h"

namespace tare::build {

/// Link() for the targets of AppleTargets(). The soname is the install name, by which an app finds the library. There
/// are no symbols and no map. Throws std::runtime_error with the linker's messages.
Library LinkMach(const LinkRequest& request);

/// One universal file of those of several architectures. Throws std::runtime_error.
std::filesystem::path Universal(const std::vector<std::filesystem::path>& files);

}  // namespace tare::build

#endif  // TARE_BUILDER_LINK_MACH_LINK_H_
