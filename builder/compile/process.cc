// posix_spawn with one pipe for both output streams. File descriptors of this process are close-on-exec throughout, so
// children started from several threads at once do not hold each other's pipes open.
#include "builder/compile/process.h"

#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace tare::build {
namespace {

std::string ReadAll(int fd, const std::function<void(std::string_view)>& on_line) {
  std::string output;
  size_t line_start = 0;
  char buffer[16384];
  for (;;) {
    const ssize_t count = read(fd, buffer, sizeof(buffer));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    output.append(buffer, static_cast<size_t>(count));
    for (size_t end; on_line && (end = output.find('\n', line_start)) != std::string::npos; line_start = end + 1) {
      on_line(std::string_view(output).substr(line_start, end - line_start));
    }
  }
  if (on_line && line_start < output.size()) on_line(std::string_view(output).substr(line_start));
  return output;
}

}  // namespace

ProcessResult Run(const std::vector<std::string>& command, const std::string& directory,
                  const std::function<void(std::string_view)>& on_line) {
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);

  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error(std::string("pipe: ") + strerror(errno));
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
  if (!directory.empty()) posix_spawn_file_actions_addchdir_np(&actions, directory.c_str());
  pid_t child = 0;
  const int error = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (error != 0) {
    close(ends[0]);
    throw std::runtime_error("cannot start " + command[0] + ": " + strerror(error));
  }
  ProcessResult result;
  result.output = ReadAll(ends[0], on_line);
  close(ends[0]);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

std::string RunOrThrow(const std::vector<std::string>& command, std::string_view doing, const std::string& directory) {
  ProcessResult result = Run(command, directory);
  if (result.status != 0) {
    while (!result.output.empty() && result.output.back() == '\n') result.output.pop_back();
    throw std::runtime_error(std::string(doing) + " failed (" + command[0] + ", status " +
                             std::to_string(result.status) + "):\n" + result.output);
  }
  return std::move(result.output);
}

int ProcessorCount() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof(set), &set) != 0) return 1;
  return std::max(1, CPU_COUNT(&set));
}

void RunParallel(const std::vector<std::function<void()>>& jobs) {
  std::atomic<size_t> next = 0;
  std::exception_ptr first_error;
  std::mutex mutex;
  auto work = [&] {
    for (size_t i; (i = next++) < jobs.size();) {
      try {
        jobs[i]();
      } catch (...) {
        std::lock_guard lock(mutex);
        if (!first_error) first_error = std::current_exception();
        next = jobs.size();
      }
    }
  };
  std::vector<std::thread> threads;
  const size_t count = std::min(jobs.size(), static_cast<size_t>(ProcessorCount()));
  for (size_t i = 1; i < count; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  if (first_error) std::rethrow_exception(first_error);
}

}  // namespace tare::build
