// An object's key is its source, everything the source includes, its flags and the toolchain; Ninja gets only what the
// cache lacks.
#include "builder/compile/compile.h"

#include <map>
#include <stdexcept>

#include "builder/compile/cache.h"
#include "builder/compile/ninja.h"
#include "builder/compile/process.h"
#include "builder/compile/sources.h"

namespace tare::build {
namespace {

constexpr char kSelectionSource[] = "runtime/selection.cc";
constexpr char kSelectionFile[] = "selection.inc";

/// One object to make.
struct Job {
  std::string what;  // ABI and source, for progress
  std::string source;
  std::vector<std::string> flags;
  std::string selection;  // only of the selection's source
  fs::path object;
};

Job MakeJob(SourceTree& tree, const CompileRequest& request, const std::string& source, const IsaLevel* level) {
  Job job{.what = request.target->abi + " " + source,
          .source = source,
          .flags = CompileFlags(*request.target, KindOf(source)),
          .selection = {},
          .object = {}};
  if (level) {
    job.what += " (" + level->name + ")";
    job.flags.insert(job.flags.end(), level->flags.begin(), level->flags.end());
    job.flags.push_back("-DTARE_ISA=" + level->name);
  }
  if (source == kSelectionSource) job.selection = request.selection;
  if (!request.jni_package.empty() && source.find("/jni/") != std::string::npos) {
    job.flags.push_back("-DTARE_JAVA_PACKAGE=" + request.jni_package);
  }
  Key key;
  key.Add(Tools().identity).AddAll(job.flags).Add(job.selection);
  for (const std::string& file : tree.Closure(source)) key.Add(file).Add(tree.Digest(file));
  job.object = CachePath("objects", key.Hex(), ".o");
  return job;
}

/// The selection's folder changes from build to build and must not reach the object.
void AppendSelection(const Job& job, const fs::path& folder, std::vector<std::string>& command) {
  fs::create_directories(folder);
  WriteFileAtomically(folder / kSelectionFile, job.selection);
  command.insert(command.end(), {"-I" + folder.string(), "-ffile-prefix-map=" + folder.string() + "=.",
                                 std::string("-DTARE_SELECTION=\"") + kSelectionFile + '"'});
}

void RunAll(const fs::path& root, const std::vector<Job>& jobs, const CompileOptions& options) {
  const TemporaryFolder folder;
  std::vector<NinjaJob> all;
  all.reserve(jobs.size());
  for (const Job& job : jobs) {
    NinjaJob& made = all.emplace_back(NinjaJob{.what = job.what, .command = {Tools().clang}, .object = job.object});
    made.command.insert(made.command.end(), job.flags.begin(), job.flags.end());
    if (job.source == kSelectionSource) {
      AppendSelection(job, folder.path() / (std::to_string(all.size()) + ".selection"), made.command);
    }
    made.command.insert(made.command.end(), {"-c", job.source});
  }
  const ProcessResult result = RunNinja(root, all, options);
  if (result.status == 0) return;
  const size_t failed = result.output.find("FAILED:");
  throw std::runtime_error("compiling the library failed:\n" +
                           (failed == std::string::npos ? result.output : result.output.substr(failed)));
}

}  // namespace

std::vector<std::vector<fs::path>> CompileAll(SourceTree& tree, const std::vector<CompileRequest>& requests,
                                              const CompileOptions& options) {
  std::vector<std::vector<fs::path>> objects;
  std::map<fs::path, Job> missing;
  for (const CompileRequest& request : requests) {
    std::vector<fs::path>& own = objects.emplace_back();
    auto add = [&](const std::string& source, const IsaLevel* level) {
      Job job = MakeJob(tree, request, source, level);
      own.push_back(job.object);
      if (fs::exists(job.object)) {
        Touch(job.object);
      } else {
        missing.emplace(job.object, std::move(job));
      }
    };
    for (const std::string& source : request.sources) {
      if (KindOf(source) == SourceKind::kMicro) {
        for (const IsaLevel& level : request.target->isa_levels) add(source, &level);
      } else {
        add(source, nullptr);
      }
    }
  }
  if (!missing.empty()) {
    std::vector<Job> jobs;
    for (auto& [object, job] : missing) jobs.push_back(std::move(job));
    RunAll(tree.root(), jobs, options);
  }
  return objects;
}

}  // namespace tare::build
