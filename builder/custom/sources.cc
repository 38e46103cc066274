// A file's place decides what it is only where its name cannot: in a dep's folder for an ABI, libraries count and
// sources do not; tests (…_test.cc) are left out, because Bazel's rules leave them out too.
#include "builder/custom/sources.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "builder/compile/target.h"
#include "builder/error.h"

namespace tare::custom {
namespace {

namespace fs = std::filesystem;

/// Labels of kernels that are part of Tare: accepted, and nothing to do.
constexpr const char* kLabels[] = {
    "//tensorflow/lite/kernels:custom_ops",
    "//tensorflow/lite/kernels/perception:perception_ops",
    "//tensorflow/lite/kernels/parse_example:parse_example",
    "//tensorflow/lite/kernels/ctc:ctc_beam_search_decoder_op",
    "//tensorflow/lite/kernels/ctc:ctc_beam_search_decoder",
};
/// What every custom op builds upon; labels that upstream's rules list and that mean headers here.
constexpr const char* kHeaderLabels[] = {
    "//tensorflow/lite:framework",
    "//tensorflow/lite:string_util",
    "//tensorflow/lite/c:common",
    "//tensorflow/lite/core/c:common",
    "//tensorflow/lite/kernels:kernel_util",
    "//tensorflow/lite/kernels:op_macros",
    "//tensorflow/lite/kernels:padding",
    "//tensorflow/lite/kernels/internal:tensor",
    "//tensorflow/lite/kernels/internal:reference_base",
    "//tensorflow/lite/kernels/internal:optimized_base",
    "@flatbuffers",
    "@flatbuffers//:runtime_cc",
};

enum class Kind { kSource, kHeader, kOther };

Kind KindOf(const fs::path& file) {
  const std::string extension = file.extension();
  for (const char* e : {".c", ".cc", ".cpp", ".cxx", ".c++", ".C"}) {
    if (extension == e) return Kind::kSource;
  }
  for (const char* e : {".h", ".hh", ".hpp", ".hxx", ".h++", ".inc", ".inl", ".ipp"}) {
    if (extension == e) return Kind::kHeader;
  }
  return Kind::kOther;
}

bool IsTest(const fs::path& file) {
  const std::string stem = file.stem();
  return stem.ends_with("_test") || stem.ends_with("_unittest");
}

bool IsAbi(const std::string& name) {
  const auto has = [&](const std::vector<build::Target>& targets) {
    return std::any_of(targets.begin(), targets.end(), [&](const build::Target& t) { return t.abi == name; });
  };
  return has(build::AndroidTargets()) || has(build::LinuxTargets());
}

std::vector<fs::path> ArchivesIn(const fs::path& folder) {
  std::vector<fs::path> archives;
  std::error_code absent;
  for (const auto& entry : fs::directory_iterator(folder, absent)) {
    if (entry.path().extension() == ".a") archives.push_back(entry.path());
  }
  std::sort(archives.begin(), archives.end());
  return archives;
}

void AddOnce(std::vector<fs::path>& paths, const fs::path& path) {
  if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
}

bool IsLabel(const std::string& dep) { return dep.starts_with("//") || dep.starts_with("@") || dep.starts_with(":"); }

class Reader {
 public:
  Sources Read(const std::vector<std::string>& srcs, const std::vector<std::string>& deps) {
    for (const std::string& src : srcs) AddFile(src);
    for (const std::string& dep : deps) {
      if (IsLabel(dep)) {
        CheckLabel(dep);
      } else {
        AddFolder(dep);
      }
    }
    if (!problems_.empty()) throw builder::BuildError(fmt::format("{}", fmt::join(problems_, "\n")));
    return std::move(sources_);
  }

 private:
  void AddFile(const std::string& name) {
    const fs::path path = fs::absolute(name).lexically_normal();
    if (!fs::is_regular_file(path)) {
      problems_.push_back(fmt::format("{}: {}; --tflite_custom_ops_srcs takes files", name,
                                      fs::is_directory(path) ? "is a folder" : "no such file"));
      return;
    }
    const Kind kind = KindOf(path);
    if (kind == Kind::kOther) {
      problems_.push_back(fmt::format("{}: is no C or C++ source or header (by its extension)", name));
      return;
    }
    AddOnce(sources_.includes, path.parent_path());
    AddOnce(sources_.listed, path);
    if (kind == Kind::kSource) AddOnce(sources_.files, path);
  }

  void CheckLabel(const std::string& label) {
    std::string short_form = label;  // @org_tensorflow//x:y is //x:y
    if (const size_t at = label.find("//"); at != std::string::npos && label.starts_with("@org_tensorflow")) {
      short_form = label.substr(at);
    }
    const auto is = [&](const char* known) { return short_form == known; };
    if (std::any_of(std::begin(kLabels), std::end(kLabels), is)) return;
    if (std::any_of(std::begin(kHeaderLabels), std::end(kHeaderLabels), is)) return;
    problems_.push_back(fmt::format(
        "unknown dep '{}'; of labels, these are known, because their kernels are part of Tare: {}; of others, give the "
        "folder with the sources",
        label, fmt::join(kLabels, ", ")));
  }

  void AddFolder(const std::string& name) {
    const fs::path folder = fs::absolute(name + "/").lexically_normal().parent_path();
    if (!fs::is_directory(folder)) {
      problems_.push_back(fmt::format(
          "{}: {}", name,
          fs::exists(folder) ? "a dep is a folder: sources go to --tflite_custom_ops_srcs, static libraries into "
                               "<folder>/<ABI>/"
                             : "no such folder, and no label (those start with //)"));
      return;
    }
    bool found = false;
    AddOnce(sources_.includes, folder);
    if (fs::is_directory(folder / "include")) AddOnce(sources_.includes, folder / "include");
    for (const auto& entry : fs::directory_iterator(folder)) {
      const std::string abi = entry.path().filename();
      if (!entry.is_directory() || !IsAbi(abi) || ArchivesIn(entry.path()).empty()) continue;
      AddOnce(sources_.archives, folder);
      found = true;
    }
    std::vector<fs::path> files;
    for (auto it = fs::recursive_directory_iterator(folder, fs::directory_options::follow_directory_symlink);
         it != fs::recursive_directory_iterator(); ++it) {
      const std::string base = it->path().filename();
      if (it->is_directory() && (base.starts_with('.') || (it.depth() == 0 && IsAbi(base)))) {
        it.disable_recursion_pending();
      } else if (it->is_regular_file()) {
        found = found || KindOf(it->path()) == Kind::kHeader;
        if (KindOf(it->path()) == Kind::kSource && !IsTest(it->path())) files.push_back(it->path());
      }
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) AddOnce(sources_.files, file);
    if (!found && files.empty()) {
      problems_.push_back(fmt::format("{}: has no source, no header and no static library <ABI>/lib*.a", name));
    }
  }

  Sources sources_;
  std::vector<std::string> problems_;
};

}  // namespace

Sources ReadSources(const std::vector<std::string>& srcs, const std::vector<std::string>& deps) {
  return Reader().Read(srcs, deps);
}

bool HasArchivesFor(const Sources& sources, const std::string& abi) {
  return std::none_of(sources.archives.begin(), sources.archives.end(),
                      [&](const fs::path& folder) { return ArchivesIn(folder / abi).empty(); });
}

std::vector<fs::path> ArchivesFor(const Sources& sources, const std::string& abi) {
  std::vector<fs::path> archives;
  for (const fs::path& folder : sources.archives) {
    const std::vector<fs::path> own = ArchivesIn(folder / abi);
    if (own.empty()) {
      throw builder::BuildError(fmt::format("{}: has no static library for {} ({})", folder.string(), abi,
                                            (folder / abi / "lib*.a").string()));
    }
    archives.insert(archives.end(), own.begin(), own.end());
  }
  return archives;
}

}  // namespace tare::custom
