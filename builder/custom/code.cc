// An object's key is its preprocessed text, so that headers anywhere on the machine count, with the flags and the
// toolchain. The folder tmp/, where TensorFlow's build copies sources to, and the distribution's flatbuffers folder
// appear to the compiler through an overlay of its file system: messages still show the user's own files.
#include "builder/custom/code.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "builder/compile/cache.h"
#include "builder/compile/compile.h"
#include "builder/compile/ninja.h"
#include "builder/custom/ndk.h"
#include "builder/error.h"

namespace tare::custom {
namespace {

namespace fs = std::filesystem;
using builder::BuildError;

constexpr char kOverlay[] = "/tare-overlay";  // exists only for the compiler
constexpr char kFlatbuffers[] = "/usr/include/flatbuffers";
constexpr char kHeaders[] = "api/cpp";  // with the sources that belong to them

/// The distribution's libc++ headers for the compiler.
fs::path CxxHeaders() {
  const fs::path clang = fs::canonical(build::Tools().clang);
  const fs::path headers = clang.parent_path().parent_path() / "include" / "c++" / "v1";
  if (!fs::exists(headers / "vector")) {
    throw BuildError(
        "libc++-19-dev is not installed: custom-op sources need its headers, or those of an Android NDK (--ndk)");
  }
  return headers;
}

/// The overlay's description: kOverlay/N/tmp/<file> for each listed file, N being its folder's place in `includes`;
/// kOverlay/flatbuffers; and kOverlay/tflite, the prefix that newer releases have in place of tensorflow/lite.
fs::path WriteOverlay(const Sources& sources) {
  using nlohmann::json;
  json roots = json::array();
  const auto remap = [&](const std::string& name, const std::string& folder) {
    roots.push_back(
        {{"type", "directory-remap"}, {"name", std::string(kOverlay) + name}, {"external-contents", folder}});
  };
  remap("/flatbuffers", kFlatbuffers);
  remap("/tflite", (fs::path(build::SourceRoot()) / kHeaders / "tensorflow" / "lite").string());
  for (size_t i = 0; i < sources.includes.size(); ++i) {
    json files = json::array();
    for (const fs::path& file : sources.listed) {
      if (file.parent_path() != sources.includes[i]) continue;
      files.push_back({{"type", "file"}, {"name", file.filename().string()}, {"external-contents", file.string()}});
    }
    if (files.empty()) continue;
    roots.push_back({{"type", "directory"}, {"name", fmt::format("{}/{}/tmp", kOverlay, i)}, {"contents", files}});
  }
  const std::string text = json{{"version", 0}, {"use-external-names", true}, {"roots", roots}}.dump();
  return build::Cached("overlays", build::Key().Add(text).Hex(), ".json",
                       [&](const fs::path& temporary) { build::WriteFileAtomically(temporary, text); });
}

bool IsC(const fs::path& file) { return file.extension() == ".c"; }

/// One source of the user's, or of the runtime's, on a target.
struct Unit {
  const build::Target* target;
  fs::path source;
  std::string name;  // for messages
  bool is_runtime;
  std::vector<std::string> flags;
  fs::path object = {};  // NOLINT(readability-redundant-member-init)
};

/// Headers of the C and C++ libraries.
std::vector<std::string> LibraryFlags(const Ndk& ndk) {
  if (!ndk.sysroot.empty()) return {"--sysroot=" + ndk.sysroot.string()};
  return {"-nostdlibinc",
          "-nostdinc++",
          "-isystem",
          CxxHeaders().string(),
          "-idirafter",
          "api/cpp/libc",
          "-D_LIBCPP_HAS_NO_LOCALIZATION",
          "-D_LIBCPP_HAS_NO_WIDE_CHARACTERS",
          "-D_LIBCPP_HAS_NO_FILESYSTEM"};
}

std::string PrefixMapOfCxx(const Ndk& ndk) {
  return "-fdebug-prefix-map=" + (ndk.sysroot.empty() ? CxxHeaders() : ndk.sysroot).string() + "=libc++";
}

Unit UserUnit(const Sources& sources, const fs::path& file, const build::Target& target, const Ndk& ndk,
              const fs::path& overlay) {
  Unit unit{&target, file, file.string(), false, build::UserCodeFlags(target, IsC(file) ? "c17" : sources.standard)};
  const auto add = [&](const std::vector<std::string>& flags) {
    unit.flags.insert(unit.flags.end(), flags.begin(), flags.end());
  };
  add({"-Os", "-DNDEBUG", "-ivfsoverlay", overlay.string()});
  // What the source's own folder has comes first, for quoted names the compiler does that itself.
  const fs::path own = file.parent_path();
  const auto place = std::find(sources.includes.begin(), sources.includes.end(), own);
  if (place != sources.includes.end()) add({fmt::format("-I{}/{}", kOverlay, place - sources.includes.begin())});
  for (size_t i = 0; i < sources.includes.size(); ++i) {
    add({fmt::format("-I{}/{}", kOverlay, i), "-I" + sources.includes[i].string()});
  }
  add({"-Iapi/cpp", "-Iinclude", "-isystem", kOverlay, "-DFLATBUFFERS_LOCALE_INDEPENDENT=0",
       "-DFLATBUFFERS_PREFER_PRINTF"});
  add(LibraryFlags(ndk));
  // Only names of files may reach the object, not where they are kept.
  const std::string headers = (fs::path(build::SourceRoot()) / kHeaders).string();
  add({"-fdebug-prefix-map=" + headers + "=" + kHeaders});
  for (const fs::path& folder : sources.includes) {
    add({"-fmacro-prefix-map=" + folder.string() + "/=", "-fdebug-prefix-map=" + folder.string() + "=custom_ops"});
  }
  add({"-fmacro-prefix-map=" + own.string() + "/=", "-fdebug-prefix-map=" + own.string() + "=custom_ops",
       "-fdebug-prefix-map=" + std::string(kFlatbuffers) + "=flatbuffers", PrefixMapOfCxx(ndk),
       "-fdebug-prefix-map=" + build::SourceRoot() + "=."});
  return unit;
}

/// What Tare's headers for custom ops leave to be compiled, and the runtime of the C++ library.
std::vector<std::string> RuntimeSources(bool with_ndk) {
  const fs::path root = build::SourceRoot();
  std::vector<std::string> sources;
  for (const auto& entry : fs::recursive_directory_iterator(root / kHeaders)) {
    if (entry.path().extension() != ".cc") continue;
    const std::string source = entry.path().lexically_relative(root).generic_string();
    // An NDK has all of the C++ library but what its start-up objects do.
    const bool is_cxx = source.find("/libcxx/") != std::string::npos;
    if (!with_ndk || !is_cxx || source.ends_with("/unload.cc")) sources.push_back(source);
  }
  std::sort(sources.begin(), sources.end());
  return sources;
}

Unit RuntimeUnit(const std::string& file, const build::Target& target, const Ndk& ndk) {
  Unit unit{&target, file, file, true, build::UserCodeFlags(target, "c++17")};
  for (const std::string& flag : LibraryFlags(ndk)) unit.flags.push_back(flag);
  unit.flags.insert(unit.flags.end(), {"-Oz", "-DNDEBUG", "-I.", "-Iapi/cpp", "-Iinclude", PrefixMapOfCxx(ndk)});
  return unit;
}

/// Lines that say what a source asks for in vain, from the compiler's messages; each once.
std::string NeedsOf(const std::string& messages) {
  static const std::regex exceptions(R"(^(.*?):\d+:\d+: error: cannot use '(\w+)' with exceptions disabled)",
                                     std::regex::multiline),
      rtti(R"(^(.*?):\d+:\d+: error: use of (\w+) requires -frtti)", std::regex::multiline);
  std::string text;
  std::set<std::string> seen;
  const auto add = [&](const std::string& line) {
    if (seen.insert(line).second) text += line + "\n";
  };
  for (std::sregex_iterator it(messages.begin(), messages.end(), exceptions), end; it != end; ++it) {
    add(fmt::format("{}: needs C++ exceptions ('{}'), without which the library is built, as TensorFlow Lite is",
                    (*it)[1].str(), (*it)[2].str()));
  }
  for (std::sregex_iterator it(messages.begin(), messages.end(), rtti), end; it != end; ++it) {
    add(
        fmt::format("{}: needs C++ run-time type information ('{}'), without which the library is built, as TensorFlow "
                    "Lite is",
                    (*it)[1].str(), (*it)[2].str()));
  }
  return text;
}

[[noreturn]] void ThrowCompileError(const std::string& messages) {
  throw BuildError("compiling the custom-op sources failed:\n" + messages + NeedsOf(messages));
}

/// What the compiler said, without Ninja's own lines and the commands. What it said for each target alike is said once.
std::string CompilerMessages(const std::string& ninja_output) {
  std::istringstream lines(ninja_output);
  std::vector<std::string> messages(1);
  bool command = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("FAILED: ")) {
      messages.emplace_back();
      command = true;
    } else if (command) {
      command = false;
    } else if (!line.starts_with('[') && !line.starts_with("ninja: ")) {
      messages.back() += line + "\n";
    }
  }
  std::string text;
  std::set<std::string> seen;
  for (const std::string& message : messages) text += seen.insert(message).second ? message : "";
  return text;
}

/// Sets the units' objects: files in the cache, by the preprocessed text.
void FindObjects(std::vector<Unit>& units) {
  std::vector<std::function<void()>> jobs;
  std::mutex mutex;
  std::map<std::string, std::string> problems;  // by source
  jobs.reserve(units.size());
  for (Unit& unit : units) {
    jobs.push_back([&] {
      std::vector<std::string> command = {build::Tools().clang};
      command.insert(command.end(), unit.flags.begin(), unit.flags.end());
      command.insert(command.end(), {"-w", "-E", unit.source.string()});
      const build::ProcessResult result = build::Run(command, build::SourceRoot());
      if (result.status != 0) {
        // The text goes to the same place as the messages, which begin where a line names a problem.
        std::istringstream lines(result.output);
        std::string messages;
        for (std::string line; std::getline(lines, line);) {
          if (line.find("error: ") != std::string::npos) messages += line + "\n";
        }
        // libc++ built without locales stops at these headers.
        if (messages.find("/__locale") != std::string::npos) {
          messages = unit.name + ": needs C++ streams or locales, which are there only with an Android NDK (--ndk)\n";
        }
        const std::lock_guard lock(mutex);
        problems.emplace(unit.name, messages);
        return;
      }
      build::Key key;
      key.Add("user code 1").Add(build::Tools().identity).AddAll(unit.flags).Add(result.output);
      unit.object = build::CachePath("objects", key.Hex(), ".o");
    });
  }
  build::RunParallel(jobs);
  std::string text;
  for (const auto& [source, messages] : problems) text += messages;
  if (!text.empty()) ThrowCompileError(text);
}

void CompileMissing(const std::vector<Unit>& units, const build::BuildOptions& options) {
  std::vector<build::NinjaJob> jobs;
  std::set<fs::path> added;
  for (const Unit& unit : units) {
    if (fs::exists(unit.object)) {
      build::Touch(unit.object);
    } else if (added.insert(unit.object).second) {
      std::vector<std::string> command = {build::Tools().clang};
      command.insert(command.end(), unit.flags.begin(), unit.flags.end());
      command.insert(command.end(), {"-c", unit.source.string()});
      jobs.push_back({unit.target->abi + " " + unit.name, command, unit.object});
    }
  }
  if (jobs.empty()) return;
  build::CompileOptions compile{.launcher = options.compiler_launcher, .on_progress = {}};
  if (options.on_progress) {
    compile.on_progress = [&](int done, int total, const std::string& what) {
      options.on_progress("custom ops", what, done, total);
    };
  }
  const build::ProcessResult result = build::RunNinja(build::SourceRoot(), jobs, compile);
  if (result.status != 0) ThrowCompileError(CompilerMessages(result.output));
}

}  // namespace

Code Compile(const Sources& sources, const std::vector<const build::Target*>& targets, const fs::path& ndk_folder,
             const build::BuildOptions& options) {
  const fs::path overlay = WriteOverlay(sources);
  Code code;
  std::vector<Unit> units;
  for (const build::Target* target : targets) {
    Ndk ndk;
    if (target->android && !ndk_folder.empty()) ndk = OpenNdk(ndk_folder, *target);
    build::UserCode& own = code.by_target[target];
    own.archives = ArchivesFor(sources, target->abi);
    own.archives.insert(own.archives.end(), ndk.archives.begin(), ndk.archives.end());
    own.system = ndk.system;
    for (const fs::path& file : sources.files) units.push_back(UserUnit(sources, file, *target, ndk, overlay));
    for (const std::string& file : RuntimeSources(!ndk.sysroot.empty())) {
      units.push_back(RuntimeUnit(file, *target, ndk));
    }
  }
  FindObjects(units);
  CompileMissing(units, options);
  for (const Unit& unit : units) {
    build::UserCode& own = code.by_target[unit.target];
    (unit.is_runtime ? own.runtime : own.objects).push_back(unit.object);
    own.names[unit.object] = unit.name;
  }
  for (const build::Target* target : targets) {
    const build::UserCode& own = code.by_target[target];
    std::vector<fs::path> files = own.objects;
    const std::vector<fs::path> archives = ArchivesFor(sources, target->abi);
    files.insert(files.end(), archives.begin(), archives.end());
    code.definitions[target->abi] = ReadDefinitions(*target, files, own.names);
  }
  return code;
}

}  // namespace tare::custom
