// The roots of a library are the runtime's core, its APIs' entries, the selected kernels and the compiler helpers; the
// include rule (builder/compile/sources.h) finds the rest, and the linker drops what the selection does not reach.
#include "builder/link/build.h"

#include <mutex>

#include "builder/compile/cache.h"
#include "builder/compile/compile.h"
#include "builder/compile/process.h"
#include "builder/compile/sources.h"

namespace tare::build {
namespace {

std::vector<std::string> Roots(const SourceTree& tree, const LibraryRequest& request) {
  std::vector<std::string> roots = tree.SourcesIn("runtime");
  auto append = [&](const std::vector<std::string>& more) { roots.insert(roots.end(), more.begin(), more.end()); };
  append(KernelSources(request.selection));
  append(tree.SourcesIn("runtime/platform", "helpers_"));
  if (request.apis.java) append(tree.SourcesIn("api/java/jni"));
  if (request.apis.c) append({"api/c/c_api.cc"});
  return roots;
}

}  // namespace

std::vector<std::string> Exports(const Apis& apis) {
  std::vector<std::string> exports;
  if (apis.java) exports.insert(exports.end(), {"JNI_On*", "Java_org_tensorflow_lite_*"});
  if (apis.c) exports.insert(exports.end(), {"TareInterpreter*", "TfLite*"});
  return exports;
}

std::vector<Library> BuildLibraries(const std::vector<LibraryRequest>& requests, const BuildOptions& options) {
  SourceTree tree(SourceRoot());
  std::vector<CompileRequest> compiles;
  for (const LibraryRequest& request : requests) {
    compiles.push_back({request.target, tree.Collect(Roots(tree, request)), request.selection});
  }
  CompileOptions compile_options{.launcher = options.compiler_launcher, .on_progress = {}};
  if (options.on_progress) {
    compile_options.on_progress = [&](int done, int total, const std::string& what) {
      options.on_progress("compile", what, done, total);
    };
  }
  const auto objects = CompileAll(tree, compiles, compile_options);

  std::vector<Library> libraries(requests.size());
  std::vector<std::function<void()>> links;
  std::mutex mutex;
  int done = 0;
  for (size_t i = 0; i < requests.size(); ++i) {
    links.push_back([&, i] {
      const LibraryRequest& request = requests[i];
      const std::vector<std::string> exports = Exports(request.apis);
      libraries[i] =
          Link({.target = request.target, .objects = objects[i], .soname = request.soname, .exports = exports});
      const std::lock_guard lock(mutex);
      ++done;
      if (options.on_progress) options.on_progress("link", request.target->abi, done, static_cast<int>(links.size()));
    });
  }
  RunParallel(links);
  return libraries;
}

fs::path HostLibrary(const BuildOptions& options) {
  const std::string selection = CompleteSelection(SourceRoot());
  return BuildLibraries({{&HostTarget(), selection, {.java = false, .c = true}, "libtensorflowlite_c.so"}}, options)[0]
      .packaged;
}

}  // namespace tare::build
