// Entries of the jar are stored, not deflated: the archive around it then deflates all classes as one stream, and what
// they share (names, constant pools) is paid once. Private names go (packaging/aar/classes.pro), the largest
// classes come first, because most of what the small ones hold has then been seen (5 % and 2 % of the stream), and
// class_file.cc gives all classes like beginnings.
#include "builder/package/java.h"

#include <minizip/unzip.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <stdexcept>
#include <vector>

#include "builder/compile/cache.h"
#include "builder/compile/process.h"
#include "builder/compile/target.h"
#include "builder/package/class_file.h"
#include "builder/package/deflate.h"
#include "builder/package/zip.h"

namespace tare::package {
namespace {

namespace fs = std::filesystem;

constexpr auto kFrames = std::to_array<int>({6, 7, 8, 9, 10, 11, 12, 14});

struct CloseZip {
  void operator()(void* file) const { unzClose(file); }
};

/// Files below a folder with a suffix, sorted by their paths relative to it.
std::vector<fs::path> FilesBelow(const fs::path& folder, std::string_view suffix) {
  std::vector<fs::path> files;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().filename().string().ends_with(suffix)) {
      files.push_back(entry.path().lexically_relative(folder));
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Changes whenever the compiler's output could, without starting a Java machine.
std::string JdkIdentity(const std::string& javac) {
  const fs::path real = fs::canonical(javac);
  std::string identity = real.string();
  for (const fs::path& file : {real, real.parent_path().parent_path() / "lib" / "modules"}) {
    struct stat info{};
    if (stat(file.c_str(), &info) == 0) {
      identity += ' ' + std::to_string(info.st_size) + ' ' + std::to_string(info.st_mtim.tv_sec);
    }
  }
  return identity;
}

/// True for a class that upstream's tensorflow-lite-api has: those that apps and libraries see, not what implements
/// them.
bool IsApiClass(const fs::path& file) {
  static constexpr auto kNames = std::to_array<std::string_view>(
      {"DataType", "Delegate", "DelegateFactory", "InterpreterApi", "InterpreterFactory", "InterpreterFactoryApi",
       "RuntimeFlavor", "Tensor", "TensorFlowLite", "acceleration/ValidatedAccelerationConfig",
       "annotations/UsedByReflection", "nnapi/NnApiDelegate"});
  std::string name = file.lexically_relative("org/tensorflow/lite").replace_extension().generic_string();
  name.resize(std::min(name.size(), name.find('$')));
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

}  // namespace

fs::path ClassesJar(Classes which, const JavaOptions& options) {
  const bool api = which == Classes::kApi;
  const fs::path root = fs::path(build::SourceRoot()) / "api" / (api ? "java" : "select_tf/java");
  const std::vector<fs::path> sources = FilesBelow(root, ".java");
  if (sources.empty()) throw std::runtime_error("there are no Java sources in " + root.string());
  const std::string javac = build::FindProgram({"javac"}, "openjdk-17-jdk-headless");
  std::vector<std::string> flags = {"--release",  "8",       "-encoding",       "UTF-8",
                                    "-proc:none", "-nowarn", "-Xlint:-options", options.debug_info ? "-g" : "-g:none"};
  // The delegate's few names are all public.
  const bool shrink = api && !options.debug_info;
  if (!api) {
    const JavaOptions with_all{.debug_info = true, .names = options.names};
    flags.insert(flags.end(), {"-classpath", ClassesJar(Classes::kApi, with_all).string()});
  }
  const std::string proguard = build::FindProgram({"proguard"}, "proguard-cli");
  const std::string rules =
      options.names.Adapted(build::ReadFile(fs::path(build::SourceRoot()) / "packaging" / "aar" / "classes.pro"));
  build::Key key;
  const bool all = !api || options.api_classes;
  key.Add(all ? "classes 4" : "classes 4 without API").Add(JdkIdentity(javac)).AddAll(flags).Add(proguard).Add(rules);
  std::vector<std::string> texts;
  for (const fs::path& source : sources) {
    texts.push_back(options.names.Adapted(build::ReadFile(root / source)));
    key.Add(source.generic_string()).Add(texts.back());
  }

  return build::Cached("classes", key.Hex(), ".jar", [&](const fs::path& temporary) {
    const fs::path folder = temporary.parent_path(), classes = folder / "classes", rules_file = folder / "classes.pro";
    std::vector<std::string> command = {javac};
    command.insert(command.end(), flags.begin(), flags.end());
    command.insert(command.end(), {"-d", classes.string()});
    for (size_t i = 0; i < sources.size(); ++i) {
      const fs::path source = folder / "sources" / sources[i];
      fs::create_directories(source.parent_path());
      build::WriteFileAtomically(source, texts[i]);
      command.push_back(source.string());
    }
    build::RunOrThrow(command, "compiling the Java classes");
    fs::path small = classes;
    if (shrink) {
      small = folder / "small";
      build::WriteFileAtomically(rules_file, rules);
      build::RunOrThrow({proguard, "@" + rules_file.string(), "-injars", classes.string(), "-outjars", small.string()},
                        "shortening private names in the Java classes");
    }
    struct Class {
      std::string name, bytes;
    };
    std::vector<Class> files;
    for (const fs::path& file : FilesBelow(small, ".class")) {
      if (!all && IsApiClass(file)) continue;
      files.push_back({file.generic_string(), build::ReadFile(small / file)});
    }
    std::sort(files.begin(), files.end(), [](const Class& a, const Class& b) {
      return a.bytes.size() != b.bytes.size() ? a.bytes.size() > b.bytes.size() : a.name < b.name;
    });
    const auto make_jar = [&](int frame) {
      std::vector<std::string> bytes;
      for (const Class& file : files) bytes.push_back(file.bytes);
      if (frame > 0) ArrangeClasses(bytes, frame);
      ZipWriter jar;
      for (size_t i = 0; i < files.size(); ++i) jar.AddStored(files[i].name, bytes[i]);
      return jar.Finish();
    };
    // How well zopfli does depends on details that no rule tells: of several jars the smallest is kept.
    std::vector<std::string> jars(shrink ? kFrames.size() : 1);
    std::vector<size_t> sizes(jars.size());
    std::vector<std::function<void()>> jobs;
    for (size_t i = 0; i < jars.size(); ++i) {
      jobs.emplace_back([&, i] {
        jars[i] = make_jar(shrink ? kFrames.at(i) : 0);
        if (shrink) sizes[i] = DeflateSmall(jars[i]).size();
      });
    }
    build::RunParallel(jobs);
    const auto best = std::min_element(sizes.begin(), sizes.end()) - sizes.begin();
    build::WriteFileAtomically(temporary, jars[static_cast<size_t>(best)]);
  });
}

size_t ClassBytes(const fs::path& jar) {
  const std::unique_ptr<void, CloseZip> zip(unzOpen64(jar.c_str()));
  if (!zip) throw std::runtime_error(jar.string() + ": cannot be read");
  size_t bytes = 0;
  for (int more = unzGoToFirstFile(zip.get()); more == UNZ_OK; more = unzGoToNextFile(zip.get())) {
    unz_file_info64 info;
    if (unzGetCurrentFileInfo64(zip.get(), &info, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK) continue;
    std::string content(info.uncompressed_size, '\0');
    const bool is_read = unzOpenCurrentFile(zip.get()) == UNZ_OK &&
                         unzReadCurrentFile(zip.get(), content.data(), static_cast<unsigned>(content.size())) ==
                             static_cast<int>(content.size());
    if (!is_read) throw std::runtime_error(jar.string() + ": cannot be read");
    bytes += UsedBytes(content);
  }
  return bytes;
}

}  // namespace tare::package
