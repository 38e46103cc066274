// The roots of a library are the runtime's core, its APIs' entries, the selected kernels and the compiler helpers; the
// include rule (builder/compile/sources.h) finds the rest, and the linker drops what the selection does not reach.
#include "builder/link/build.h"

#include <mutex>
#include <regex>
#include <set>
#include <stdexcept>

#include "builder/compile/cache.h"
#include "builder/compile/compile.h"
#include "builder/compile/process.h"
#include "builder/compile/sources.h"
#include "builder/link/contract.h"
#include "builder/link/mach_contract.h"
#include "builder/link/stubs.h"

namespace tare::build {
namespace {

std::vector<std::string> Roots(const SourceTree& tree, const LibraryRequest& request) {
  std::vector<std::string> roots;
  auto append = [&](const std::vector<std::string>& more) { roots.insert(roots.end(), more.begin(), more.end()); };
  if (request.apis.select_tf) {
    append({"runtime/selection.cc"});
    append(tree.SourcesIn("runtime/select_tf/library"));
    append(tree.SourcesIn("api/select_tf/jni"));
  } else {
    append(tree.SourcesIn("runtime"));
  }
  append(KernelSources(request.selection));
  append(tree.SourcesIn("runtime/platform", "helpers_"));
  if (request.apis.java) append(tree.SourcesIn("api/java/jni"));
  if (request.apis.java && !request.apis.api_classes) append(tree.SourcesIn("api/java/jni/foreign_api"));
  // Operators from outside call the functions on arrays and tensors.
  if (request.apis.c || !request.user.empty()) append(tree.SourcesIn("api/c"));
  return roots;
}

/// Sources that the include rule must not bring: in a Select TF library, the core's services behind the Kernel view,
/// for which runtime/select_tf/library/ has stand-ins.
std::set<std::string> Excluded(const LibraryRequest& request) {
  if (!request.apis.select_tf) return {};
  return {"runtime/kernel.cc", "runtime/callee.cc", "runtime/registration.cc"};
}

/// True for a function that is of use mostly to those who bring delegates or operators of their own.
bool ForDelegates(const std::string& function) {
  static const std::regex name(
      "TfLite(Opaque|Delegate|Registration|Operator|Quantization|Sparsity|BackendBuffer|Synchronization|Nnapi).*|"
      "TfLiteTensor(Free|Reset|Copy|Get.*|.*WithAllocator)|"
      ".*(Op|Ops|Operator|OpResolver.*|RegistrationExternal|CustomAllocationForTensor|BufferHandle|BufferHandleOutput|"
      "EnableDelegateFallback|ModifyGraphWithDelegate|UseNNAPI|TelemetryProfiler|EnsureTensorDataIsReadable)|"
      "TfLiteInterpreterGet(Variable.*|InputTensorIndex|OutputTensorIndex)|TfLiteSignatureRunnerCancel|"
      "TfLiteXNNPack.*(Cache.*|GetFlags|GetThreadPool|WithThreadpool)");
  return std::regex_match(function, name);
}

/// A violation is a mistake of this program, or of a user's code, found before the library leaves it.
void RequireContract(const LibraryRequest& request, const std::vector<std::string>& exports, const Library& library) {
  Contract contract{.target = request.target,
                    .soname = request.soname,
                    .exports = exports,
                    .imports = {},
                    .user_code = !request.user.empty()};
  for (const std::string& system_library : request.target->stubs) {
    const std::vector<std::string> functions = StubSymbols(*request.target, system_library, !request.user.empty());
    contract.imports.insert(contract.imports.end(), functions.begin(), functions.end());
  }
  for (const fs::path& system_library : request.user.system) {
    const std::vector<std::string> functions = ExportedSymbols(system_library);
    contract.imports.insert(contract.imports.end(), functions.begin(), functions.end());
  }
  std::string text;
  const std::string file = ReadFile(library.packaged);
  for (const std::string& violation :
       request.target->is_apple() ? MachViolations(file, contract) : Violations(file, contract))
    text += "; it " + violation;
  if (!text.empty()) {
    if (!request.user.empty() && text.find("thread-local") != std::string::npos) {
      text += "; thread_local variables in custom-op sources are not supported";
    }
    throw std::runtime_error(request.soname + " for " + request.target->abi + " is not fit to ship" + text);
  }
}

}  // namespace

std::vector<std::string> CFunctions() {
  static const std::regex declaration("TFL_CAPI_EXPORT[^;(]*\\b(TfLite\\w+)\\(");
  std::set<std::string> functions;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(SourceRoot()) / "include")) {
    if (!entry.is_regular_file()) continue;
    const std::string text = ReadFile(entry.path());
    for (std::sregex_iterator it(text.begin(), text.end(), declaration), end; it != end; ++it) {
      functions.insert((*it)[1]);
    }
  }
  return {functions.begin(), functions.end()};
}

std::vector<std::string> Exports(const LibraryRequest& request) {
  std::vector<std::string> exports;
  if (request.apis.java) exports.insert(exports.end(), {"JNI_On*", "Java_" + request.jni_package + "_*"});
  if (request.apis.select_tf) exports.push_back("Java_" + request.jni_package + "_flex_*");
  if (!request.apis.c) return exports;
  std::vector<std::string> functions = request.c_functions;
  if (functions.empty()) {
    functions = CFunctions();
    if (request.selection.find("FEATURE(delegates, true)") == std::string::npos) std::erase_if(functions, ForDelegates);
  }
  exports.insert(exports.end(), functions.begin(), functions.end());
  // What the measuring commands use.
  if (request.target->stubs.empty()) exports.emplace_back("TareInterpreter*");
  return exports;
}

std::vector<Library> BuildLibraries(const std::vector<LibraryRequest>& requests, const BuildOptions& options) {
  SourceTree tree(SourceRoot());
  std::vector<CompileRequest> compiles;
  compiles.reserve(requests.size());
  for (const LibraryRequest& request : requests) {
    compiles.push_back({request.target, tree.Collect(Roots(tree, request), Excluded(request)), request.selection,
                        request.jni_package == kJniPackage ? "" : request.jni_package});
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
  links.reserve(requests.size());
  std::mutex mutex;
  int done = 0;
  for (size_t i = 0; i < requests.size(); ++i) {
    links.push_back([&, i] {
      const LibraryRequest& request = requests[i];
      const std::vector<std::string> exports = Exports(request);
      libraries[i] = Link({.target = request.target,
                           .objects = objects[i],
                           .soname = request.soname,
                           .exports = exports,
                           .archive = request.archive,
                           .fold_identical = request.user.empty(),
                           .user = request.user});
      if (!request.target->stubs.empty()) RequireContract(request, exports, libraries[i]);
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
