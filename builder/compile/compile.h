// Compiles device sources to objects in the cache. What is missing for all targets together is one Ninja run, so all
// processors stay busy and a compiler launcher (ccache, sccache, distcc, icecc) sees every job at once.
#ifndef TARE_BUILDER_COMPILE_COMPILE_H_
#define TARE_BUILDER_COMPILE_COMPILE_H_

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "builder/compile/target.h"

namespace tare::build {

/// The sources of one library on one target.
struct CompileRequest {
  const Target* target = nullptr;
  std::vector<std::string> sources;  // as SourceTree::Collect gives them
  std::string selection;             // content of the file given as TARE_SELECTION
  std::string jni_package;           // of native methods' names, where it is not the reference's
};

struct CompileOptions {
  std::string launcher;                                                           // empty = none
  std::function<void(int done, int total, const std::string& what)> on_progress;  // of the objects that were missing
};

class SourceTree;

/// Objects of each request, in the order of its sources (micro sources once per ISA level). Throws std::runtime_error
/// with the compiler's messages.
std::vector<std::vector<std::filesystem::path>> CompileAll(SourceTree& tree,
                                                           const std::vector<CompileRequest>& requests,
                                                           const CompileOptions& options);

}  // namespace tare::build

#endif  // TARE_BUILDER_COMPILE_COMPILE_H_
