// The user's custom-op code as files: what --tflite_custom_ops_srcs and --tflite_custom_ops_deps name.
#ifndef TARE_BUILDER_CUSTOM_SOURCES_H_
#define TARE_BUILDER_CUSTOM_SOURCES_H_

#include <filesystem>
#include <string>
#include <vector>

namespace tare::custom {

/// What belongs to a library's custom ops. All paths are absolute.
struct Sources {
  std::vector<std::filesystem::path> files;     // C and C++ sources to compile; each once, in the order given
  std::vector<std::filesystem::path> listed;    // headers and sources named one by one
  std::vector<std::filesystem::path> includes;  // folders where headers are looked for
  std::vector<std::filesystem::path> archives;  // folders with <ABI>/lib*.a
  std::string standard = "c++17";               // or "c++20": of C++ sources

  bool empty() const { return files.empty() && archives.empty(); }
};

/// Reads the two flags. A dep is a folder (its sources, at any depth, headers, and <ABI>/lib*.a), or a label of
/// TensorFlow's repository whose kernels Tare has itself. Throws BuildError listing every part that is neither.
Sources ReadSources(const std::vector<std::string>& srcs, const std::vector<std::string>& deps);

/// The static libraries for an ABI. Throws BuildError when an archive folder has none for it.
std::vector<std::filesystem::path> ArchivesFor(const Sources& sources, const std::string& abi);
/// False when an archive folder has no library for the ABI.
bool HasArchivesFor(const Sources& sources, const std::string& abi);

}  // namespace tare::custom

#endif  // TARE_BUILDER_CUSTOM_SOURCES_H_
