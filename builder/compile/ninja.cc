// Writes the build file for Ninja and reads its progress lines. An object gets its name by a rename, so that one that
// is in the cache is complete.
#include "builder/compile/ninja.h"

#include <charconv>
#include <cstdlib>

#include "builder/compile/cache.h"

namespace tare::build {
namespace {

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

std::string Command(const NinjaJob& job, const CompileOptions& options, const fs::path& temporary) {
  std::string command;
  if (!options.launcher.empty()) command += ShellQuoted(options.launcher) + ' ';
  for (const std::string& word : job.command) command += ShellQuoted(word) + ' ';
  command += "-o " + ShellQuoted(temporary.string());
  return command + " && mv -f " + ShellQuoted(temporary.string()) + ' ' + ShellQuoted(job.object.string());
}

}  // namespace

ProcessResult RunNinja(const fs::path& directory, const std::vector<NinjaJob>& jobs, const CompileOptions& options) {
  const TemporaryFolder folder;
  std::string ninja = "builddir = " + NinjaEscaped(folder.path().string()) +
                      "\nrule compile\n  command = $command\n  description = $what\n";
  for (size_t i = 0; i < jobs.size(); ++i) {
    const fs::path temporary = folder.path() / (std::to_string(i) + ".o");
    ninja += "build " + NinjaPath(jobs[i].object) +
             ": compile\n  command = " + NinjaEscaped(Command(jobs[i], options, temporary)) +
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
  return Run({Tools().ninja, "-C", directory.string(), "-f", file.string(), "-j", std::to_string(ProcessorCount())}, {},
             on_line);
}

}  // namespace tare::build
