// Which device sources make a library, by the one include rule: a header that has a sibling source brings that source
// along. Reading the includes by text is exact here because device code includes project files only by quoted paths
// from the root; it also gives every object's dependencies without running the compiler.
#ifndef TARE_BUILDER_COMPILE_SOURCES_H_
#define TARE_BUILDER_COMPILE_SOURCES_H_

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "builder/compile/target.h"

namespace tare::build {

/// The device sources of a clone. Each file is read once. Paths are relative to the root, with '/'.
class SourceTree {
 public:
  explicit SourceTree(std::filesystem::path root) : root_(std::move(root)) {}

  /// Sources of a library that starts from `roots`, sorted, without those `excluded` and what only they need. Throws
  /// std::runtime_error when a root does not exist.
  std::vector<std::string> Collect(const std::vector<std::string>& roots, const std::set<std::string>& excluded = {});
  /// The file and all that it includes, directly or not; sorted.
  std::vector<std::string> Closure(const std::string& file);
  /// Hash of the file's content.
  const std::string& Digest(const std::string& file) { return Read(file).digest; }
  /// All sources directly in a folder, whose names start with `prefix`; sorted. An absent folder has none.
  std::vector<std::string> SourcesIn(const std::string& folder, std::string_view prefix = {}) const;

  const std::filesystem::path& root() const { return root_; }

 private:
  struct File {
    bool exists = false;
    std::string digest;
    std::vector<std::string> includes;
  };
  const File& Read(const std::string& path);

  std::filesystem::path root_;
  std::map<std::string, File> files_;
};

/// Quoted includes of a source text, as written.
std::vector<std::string> QuotedIncludes(std::string_view text);

/// How a source is compiled, by where it is: kernels/micro/ and helpers_* are special.
SourceKind KindOf(std::string_view source);

/// The selection of a complete library: every kernel, every feature (runtime/all.inc with its includes in place).
std::string CompleteSelection(const std::filesystem::path& root);

/// The distinct source files that the KERNEL lines of a selection name, relative to the root, sorted.
std::vector<std::string> KernelSources(std::string_view selection);

}  // namespace tare::build

#endif  // TARE_BUILDER_COMPILE_SOURCES_H_
