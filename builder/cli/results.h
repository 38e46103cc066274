// The files that a build leaves: all are complete on disk before the first gets its name, so that a failed build leaves
// what was there.
#ifndef TARE_BUILDER_CLI_RESULTS_H_
#define TARE_BUILDER_CLI_RESULTS_H_

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "builder/compile/cache.h"

namespace tare::cli {

class Results {
 public:
  /// Writes the file under a temporary name, in a folder that is made if need be. Throws BuildError or
  /// std::runtime_error.
  void Add(const std::filesystem::path& path, std::string_view content);
  /// Deletes a file of an earlier build when the others appear.
  void Remove(const std::filesystem::path& path);
  /// In the order of the calls above.
  void Commit();

 private:
  struct Step {
    std::unique_ptr<build::StagedFile> file;  // nullptr: `path` goes
    std::filesystem::path path;
  };
  std::vector<Step> steps_;
};

}  // namespace tare::cli

#endif  // TARE_BUILDER_CLI_RESULTS_H_
