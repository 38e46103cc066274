// Links objects to one shared library, and splits it: what ships, and what understands its crashes.
#ifndef TARE_BUILDER_LINK_LINK_H_
#define TARE_BUILDER_LINK_LINK_H_

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "builder/compile/target.h"

namespace tare::build {

/// A user's code in a library.
struct UserCode {
  std::vector<std::filesystem::path> objects;          // linked, then dropped where nothing reaches them
  std::vector<std::filesystem::path> archives;         // static libraries, an NDK's among them
  std::vector<std::filesystem::path> runtime;          // objects that are linked only where something needs them
  std::vector<std::filesystem::path> system;           // an NDK's system libraries, to link against beside Tare's stubs
  std::map<std::filesystem::path, std::string> names;  // the objects' sources, for messages

  bool empty() const { return objects.empty() && archives.empty(); }
};

struct LinkRequest {
  const Target* target = nullptr;
  std::vector<std::filesystem::path> objects;
  std::string soname;
  std::vector<std::string> exports;  // symbols, or patterns with '*'; everything else is hidden
  bool archive = false;              // also make a static library of the same code
  bool fold_identical = true;        // false where user code may compare function addresses (--icf=safe)
  UserCode user = {};                // NOLINT(readability-redundant-member-init)
};

/// A linked library's files, in the cache.
struct Library {
  std::filesystem::path packaged;  // stripped, with section headers
  std::filesystem::path symbols;   // the same addresses with symbol table, line tables and .debug_frame
  std::filesystem::path archive;   // the static library, when asked for; only the exported symbols are global
  std::filesystem::path map;       // lld's map: every section with its address, size and object
};

/// Options of LTO's code generation, chosen by what the compressed library weighs.
const std::vector<std::string>& CodeGenerationOptions();

/// Links with LTO, or finds the result of an equal link in the cache. Throws std::runtime_error with the linker's
/// messages.
Library Link(const LinkRequest& request);

}  // namespace tare::build

#endif  // TARE_BUILDER_LINK_LINK_H_
