// An object's key is its source, everything the source includes, its flags and the toolchain; Ninja gets only what the
// cache lacks, and knows nothing of the cache itself.
#include "builder/compile/compile.h"

#include <charconv>
#include <cstdlib>
#include <map>
#include <stdexcept>

#include "builder/compile/cache.h"
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

std::string ShellQuoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

/// For the value of a Ninja variable.
std::string NinjaEscaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) escaped += c == '$' ? std::string("$$") : std::string(1, c);
  return escaped;
}

/// For a path in a build line.
std::string NinjaPath(const fs::path& path) {
  std::string escaped;
  for (const char c : path.string()) {
    if (c == '$' || c == ' ' || c == ':') escaped += '$';
    escaped += c;
  }
  return escaped;
}

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
  Key key;
  key.Add(Tools().identity).AddAll(job.flags).Add(job.selection);
  for (const std::string& file : tree.Closure(source)) key.Add(file).Add(tree.Digest(file));
  job.object = CachePath("objects", key.Hex(), ".o");
  return job;
}

std::string Command(const Job& job, const CompileOptions& options, const fs::path& folder, size_t number) {
  const fs::path temporary = folder / (std::to_string(number) + ".o");
  std::string command;
  if (!options.launcher.empty()) command += ShellQuoted(options.launcher) + ' ';
  command += ShellQuoted(Tools().clang);
  for (const std::string& flag : job.flags) command += ' ' + ShellQuoted(flag);
  if (job.source == kSelectionSource) {
    // The folder's name changes from build to build and must not reach the object.
    const fs::path selection = folder / (std::to_string(number) + ".selection");
    fs::create_directories(selection);
    WriteFileAtomically(selection / kSelectionFile, job.selection);
    command += ' ' + ShellQuoted("-I" + selection.string());
    command += ' ' + ShellQuoted("-ffile-prefix-map=" + selection.string() + "=.");
    command += ' ' + ShellQuoted(std::string("-DTARE_SELECTION=\"") + kSelectionFile + '"');
  }
  command += " -c " + ShellQuoted(job.source) + " -o " + ShellQuoted(temporary.string());
  return command + " && mv -f " + ShellQuoted(temporary.string()) + ' ' + ShellQuoted(job.object.string());
}

void RunNinja(const fs::path& root, const std::vector<Job>& jobs, const CompileOptions& options) {
  const TemporaryFolder folder;
  std::string ninja = "builddir = " + NinjaEscaped(folder.path().string()) +
                      "\nrule compile\n  command = $command\n  description = $what\n";
  for (size_t i = 0; i < jobs.size(); ++i) {
    ninja += "build " + NinjaPath(jobs[i].object) +
             ": compile\n  command = " + NinjaEscaped(Command(jobs[i], options, folder.path(), i)) +
             "\n  what = " + NinjaEscaped(jobs[i].what) + "\n";
  }
  const fs::path file = folder.path() / "build.ninja";
  WriteFileAtomically(file, ninja);
  setenv("NINJA_STATUS", "[%f/%t] ", 1);
  const int total = static_cast<int>(jobs.size());
  auto on_line = [&](std::string_view line) {
    int done = 0;
    if (!options.on_progress || !line.starts_with('[')) return;
    const auto [end, error] = std::from_chars(line.data() + 1, line.data() + line.size(), done);
    if (error != std::errc() || *end != '/') return;
    const size_t blank = line.find("] ");
    if (blank != std::string_view::npos) options.on_progress(done, total, std::string(line.substr(blank + 2)));
  };
  if (options.on_progress) options.on_progress(0, total, "");
  const ProcessResult result = Run(
      {Tools().ninja, "-C", root.string(), "-f", file.string(), "-j", std::to_string(ProcessorCount())}, {}, on_line);
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
    RunNinja(tree.root(), jobs, options);
  }
  return objects;
}

}  // namespace tare::build
