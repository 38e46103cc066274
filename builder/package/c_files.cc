// Descriptions are templates in packaging/c/ where a build system's own language is worth reading as such; prefab's are
// a few JSON values.
#include "builder/package/c_files.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>

#include "builder/compile/cache.h"

namespace tare::package {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr char kMajor[] = "2";
constexpr int kApi = 21;

std::string Replaced(std::string text, const std::string& word, const std::string& by) {
  for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + by.size())) {
    text.replace(at, word.size(), by);
  }
  return text;
}

/// A file of packaging/c/ with its values in place; `libraries` are those that a static library needs.
std::string Template(const std::string& name, const std::string& libraries) {
  std::string text = build::ReadFile(fs::path(build::SourceRoot()) / "packaging" / "c" / (name + ".in"));
  text = Replaced(std::move(text), "@VERSION@", kVersion);
  text = Replaced(std::move(text), "@MAJOR@", kMajor);
  return Replaced(std::move(text), "@SYSTEM_LIBRARIES@", libraries);
}

constexpr char kOldPrefix[] = "tensorflow/lite/", kNewPrefix[] = "tflite/";

/// Adds a header of api/cpp, by its path there, and those that it includes of the same folder. One that it includes by
/// a relative path, a list of the runtime's, is put beside it.
void AddCppHeader(const std::string& name, std::map<std::string, std::string>& headers) {
  const fs::path path = fs::path(build::SourceRoot()) / "api" / "cpp" / name;
  if (headers.contains(name) || !fs::exists(path)) return;
  headers[name];  // headers may include each other
  std::string text = build::ReadFile(path);
  static const std::regex include("^#include \"([^\"]+)\"", std::regex::multiline);
  const std::string original = text;
  for (std::sregex_iterator it(original.begin(), original.end(), include), end; it != end; ++it) {
    const std::string included = (*it)[1];
    if (!included.starts_with("../")) {
      AddCppHeader(included, headers);
      continue;
    }
    const fs::path list = path.parent_path() / included;
    const std::string beside = list.filename().string();
    headers[(fs::path(name).parent_path() / beside).generic_string()] = build::ReadFile(list);
    text = Replaced(std::move(text), included, beside);
  }
  headers[name] = text;
}

/// The headers of the C++ classes that run models, and of those that delegates derive from, under both prefixes.
std::vector<File> CppHeaders() {
  std::map<std::string, std::string> headers;
  for (const std::string name : {"model.h", "kernels/register.h", "core/interpreter.h", "core/interpreter_builder.h",
                                 "core/model.h", "core/model_builder.h", "core/signature_runner.h", "error_reporter.h",
                                 "op_resolver.h", "optional_debug_tools.h", "string_util.h",
                                 "delegates/utils/simple_delegate.h", "delegates/utils/simple_opaque_delegate.h"}) {
    AddCppHeader(kOldPrefix + name, headers);
  }
  std::vector<File> files;
  for (const auto& [name, text] : headers) {
    files.push_back({name, text});
    if (!name.starts_with(kOldPrefix)) continue;
    files.push_back({kNewPrefix + name.substr(std::size(kOldPrefix) - 1), "#include \"" + name + "\"\n"});
  }
  return files;
}

std::string Module(const Names& names) { return "prefab/modules/" + names.library(); }

}  // namespace

std::vector<File> Headers() {
  const fs::path folder = fs::path(build::SourceRoot()) / "include";
  std::vector<File> headers;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".h") continue;
    headers.push_back({entry.path().lexically_relative(folder).generic_string(), build::ReadFile(entry.path())});
  }
  std::sort(headers.begin(), headers.end(), [](const File& a, const File& b) { return a.name < b.name; });
  return headers;
}

std::vector<File> InstallFiles(const build::Target& target) {
  std::vector<File> files = Headers();
  for (File& header : CppHeaders()) files.push_back(std::move(header));
  for (File& header : files) header.name = "include/" + header.name;
  const std::string cmake = "lib/cmake/tensorflowlite_c/";
  for (const std::string name : {"tensorflowlite_c-config.cmake", "tensorflowlite_c-config-version.cmake"}) {
    files.push_back({cmake + name, Template(name, target.android ? "log;m" : "pthread;m")});
  }
  const std::string pc = "tensorflowlite_c.pc";
  files.push_back({"lib/pkgconfig/" + pc, Template(pc, target.android ? "-llog -lm" : "-lpthread -lm")});
  files.push_back({"LICENSE", build::ReadFile(fs::path(build::SourceRoot()) / "packaging" / "aar" / "LICENSE")});
  return files;
}

std::vector<File> PrefabFiles(const Names& names, const std::vector<std::string>& abis) {
  // A native build finds packages by this name.
  const json package = {{"schema_version", 2},
                        {"name", names.has_own_library() ? names.library() : "tensorflowlite"},
                        {"version", kVersion},
                        {"dependencies", json::array()}};
  const json module = {{"export_libraries", json::array()}, {"android", json::object()}};
  std::vector<File> files = {{"prefab/prefab.json", package.dump(1)}, {Module(names) + "/module.json", module.dump(1)}};
  for (File& header : Headers()) {
    files.push_back({Module(names) + "/include/" + header.name, std::move(header.content)});
  }
  for (const std::string& abi : abis) {
    // No NDK takes part, but the format wants the number of one.
    const json about = {{"abi", abi}, {"api", kApi}, {"ndk", 21}, {"stl", "none"}, {"static", false}};
    files.push_back({Module(names) + "/libs/android." + abi + "/abi.json", about.dump(1)});
  }
  return files;
}

std::string PrefabLibrary(const Names& names, const std::string& abi) {
  return Module(names) + "/libs/android." + abi + "/" + names.Library();
}

}  // namespace tare::package
