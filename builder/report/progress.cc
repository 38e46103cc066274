// The bar is redrawn in place with a carriage return; a phase leaves one line behind when it ends, so that a log of a
// terminal session reads like the plain output.
#include "builder/report/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace tare::builder {
namespace {

int TerminalWidth() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

Progress::Progress(Verbosity verbosity) : verbosity_(verbosity), terminal_(isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
  const std::lock_guard lock(mutex_);
  Clear();
}

void Progress::Phase(const std::string& name, const std::string& target, int total) {
  const std::lock_guard lock(mutex_);
  phase_ = name;
  target_ = target;
  total_ = total;
  done_ = 0;
  if (verbosity_ == Verbosity::kQuiet) return;
  if (terminal_) {
    Draw("");
  } else {
    const std::string count = total > 0 ? fmt::format(" ({})", total) : "";
    fmt::print(stderr, "{}{}{}\n", phase_, target_.empty() ? "" : " " + target_, count);
  }
}

void Progress::Step(const std::string& what) {
  const std::lock_guard lock(mutex_);
  ++done_;
  if (verbosity_ == Verbosity::kVerbose && !what.empty()) {
    Clear();
    fmt::print(stderr, "  {}\n", what);
  }
  if (terminal_ && verbosity_ != Verbosity::kQuiet) Draw(what);
}

void Progress::Detail(const std::string& line) {
  const std::lock_guard lock(mutex_);
  if (verbosity_ != Verbosity::kVerbose) return;
  Clear();
  fmt::print(stderr, "  {}\n", line);
}

void Progress::Done() {
  const std::lock_guard lock(mutex_);
  if (!terminal_ || verbosity_ == Verbosity::kQuiet || phase_.empty()) return;
  Clear();
  fmt::print(stderr, "{}{}{}\n", phase_, target_.empty() ? "" : " " + target_,
             total_ > 0 ? fmt::format(" ({})", total_) : "");
  phase_.clear();
}

void Progress::Draw(const std::string& what) {
  const int shown = std::min(done_, std::max(total_, 0));
  constexpr int kCells = 24;
  const int filled = total_ > 0 ? kCells * shown / total_ : 0;
  std::string line =
      fmt::format("[{}{}] {}{}", std::string(static_cast<size_t>(filled), '#'),
                  std::string(static_cast<size_t>(kCells - filled), '.'), phase_, target_.empty() ? "" : " " + target_);
  if (total_ > 0) line += fmt::format(" {}/{}", shown, total_);
  if (!what.empty()) line += "  " + what;
  line.resize(std::min(line.size(), static_cast<size_t>(TerminalWidth() - 1)));
  fmt::print(stderr, "\r\x1b[K{}", line);
  std::fflush(stderr);
  drawn_ = true;
}

void Progress::Clear() {
  if (drawn_) fmt::print(stderr, "\r\x1b[K");
  std::fflush(stderr);
  drawn_ = false;
}

}  // namespace tare::builder
