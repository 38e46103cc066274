// A link's inputs, a user's code among them: on a linker's command line, in its messages, in the name of its result.
#ifndef TARE_BUILDER_LINK_USER_CODE_H_
#define TARE_BUILDER_LINK_USER_CODE_H_

#include <string>
#include <vector>

#include "builder/compile/cache.h"
#include "builder/link/link.h"

namespace tare::build {

/// Runs a linker. Where the user's code takes part, its messages name the sources, and a line says what symbols that
/// nobody defines mean. Throws std::runtime_error.
void RunLinker(const std::vector<std::string>& command, const LinkRequest& request);

/// Adds the objects and the user's code, by all that the result depends on, to the key.
void AddInputs(const LinkRequest& request, Key& key);

/// The start of a linker's command line: program, flags, objects, the user's code, libraries.
std::vector<std::string> LinkerCommand(const std::string& linker, const std::vector<std::string>& flags,
                                       const LinkRequest& request, const std::vector<std::string>& libraries);

}  // namespace tare::build

#endif  // TARE_BUILDER_LINK_USER_CODE_H_
