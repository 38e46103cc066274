// From a selection to linked libraries: which sources, compiled how, linked to what. One call builds all targets, so
// that compiling is one Ninja run and the links run side by side.
#ifndef TARE_BUILDER_LINK_BUILD_H_
#define TARE_BUILDER_LINK_BUILD_H_

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "builder/compile/target.h"
#include "builder/link/link.h"

namespace tare::build {

/// Interfaces that a library offers.
struct Apis {
  bool java = false;
  bool c = false;
  bool api_classes = true;  // with java: whether the classes of tensorflow-lite-api are this build's own
  bool select_tf = false;   // alone: kernels for another library's runtime (runtime/select_tf/interface.h)
};

/// The package of the Java classes as it stands in the names of their native methods, unless a build moves them.
inline constexpr char kJniPackage[] = "org_tensorflow_lite";

struct LibraryRequest {
  const Target* target = nullptr;
  std::string selection;  // KERNEL and FEATURE lines: Selection::ToInc()
  Apis apis;
  std::string soname;
  bool archive = false;  // also as a static library
  /// Of the native methods' names. The initialiser is for who leaves the member out.
  std::string jni_package = kJniPackage;
  /// With apis.c: those to export; empty = all of CFunctions() that make sense with the selected features.
  std::vector<std::string> c_functions = {};  // NOLINT(readability-redundant-member-init)
  UserCode user = {};                         // NOLINT(readability-redundant-member-init)
};

/// Receives what is being done: a phase ("compile", "link", "package", …), the item at hand, and counts.
using ProgressFunction = std::function<void(std::string_view phase, std::string_view item, int done, int total)>;

struct BuildOptions {
  std::string compiler_launcher;  // empty = none
  ProgressFunction on_progress;   // may be empty; calls do not overlap
};

/// All functions of the C API, by the headers under include/, sorted. Throws std::runtime_error.
std::vector<std::string> CFunctions();

/// Exported symbols of a library, some as patterns. Only this machine's has what the measuring commands use.
std::vector<std::string> Exports(const LibraryRequest& request);

/// The libraries in the order of the requests. Those that leave this machine have passed the ELF contract (contract.h).
/// Throws std::runtime_error.
std::vector<Library> BuildLibraries(const std::vector<LibraryRequest>& requests, const BuildOptions& options);

/// The complete library for this machine with the C API: what `run` and `bench` load. Built when something changed.
std::filesystem::path HostLibrary(const BuildOptions& options = {});

}  // namespace tare::build

#endif  // TARE_BUILDER_LINK_BUILD_H_
