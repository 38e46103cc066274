// Child processes: compilers, linkers and checks. No shell is involved, so names may hold any character.
#ifndef TARE_BUILDER_COMPILE_PROCESS_H_
#define TARE_BUILDER_COMPILE_PROCESS_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tare::build {

/// What a finished child left: its exit status (128 + the signal when a signal ended it) and its standard output and
/// error, in the order written.
struct ProcessResult {
  int status = 0;
  std::string output;
};

/// Runs a program (found through PATH) and waits for it. `on_line` sees every output line as it comes. `directory` is
/// where it runs; empty = here. Throws std::runtime_error when the program cannot be started.
ProcessResult Run(const std::vector<std::string>& command, const std::string& directory = {},
                  const std::function<void(std::string_view line)>& on_line = {});

/// Run, but a status other than 0 throws std::runtime_error(`doing` + the output).
std::string RunOrThrow(const std::vector<std::string>& command, std::string_view doing,
                       const std::string& directory = {});

/// Processors this process may use.
int ProcessorCount();

/// Runs the jobs on up to ProcessorCount() threads and returns when all are done; the first exception is rethrown.
void RunParallel(const std::vector<std::function<void()>>& jobs);

}  // namespace tare::build

#endif  // TARE_BUILDER_COMPILE_PROCESS_H_
