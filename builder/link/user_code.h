// A user's code on a linker's command line, in its messages, and in the name of its result.
#ifndef TARE_BUILDER_LINK_USER_CODE_H_
#define TARE_BUILDER_LINK_USER_CODE_H_

#include <string>
#include <vector>

#include "builder/compile/cache.h"
#include "builder/link/link.h"

namespace tare::build {

/// The code as linker arguments. Static libraries may need each other in any order, and what is only there in case
/// stands between --start-lib and --end-lib.
std::vector<std::string> UserArguments(const UserCode& user);

/// Runs a linker. Where the user's code takes part, its messages name the sources, and a line says what symbols that
/// nobody defines mean. Throws std::runtime_error.
void RunLinker(const std::vector<std::string>& command, const LinkRequest& request);

/// Adds all that the result depends on to the key.
void AddUserCode(const UserCode& user, Key& key);

}  // namespace tare::build

#endif  // TARE_BUILDER_LINK_USER_CODE_H_
