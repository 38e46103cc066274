// An AAR read back: its libraries, and the names that it was built with.
#ifndef TARE_BUILDER_CLI_AAR_FILE_H_
#define TARE_BUILDER_CLI_AAR_FILE_H_

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "builder/package/names.h"

namespace tare::cli {

class AarFile {
 public:
  /// Throws BuildError where the file cannot be read as an archive.
  explicit AarFile(const std::string& path);

  /// By the package in its manifest and the file name of its library. Throws BuildError where it holds none.
  package::Names names() const;

  /// Unpacks the libraries of that file name to `folder`/<abi>/ and returns their ABIs. Throws BuildError where there
  /// is none, or one is damaged.
  std::vector<std::string> Unpack(const std::string& library, const std::filesystem::path& folder) const;

 private:
  struct Close {
    void operator()(void* file) const;
  };

  /// An entry's bytes.
  std::string Read(const std::string& name) const;

  std::string path_;
  std::unique_ptr<void, Close> zip_;
  std::vector<std::string> entries_;
};

}  // namespace tare::cli

#endif  // TARE_BUILDER_CLI_AAR_FILE_H_
