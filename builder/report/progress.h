// Progress of long work: a bar on a terminal, plain lines elsewhere, nothing with --quiet. Everything goes to stderr,
// so that stdout holds results only.
#ifndef TARE_BUILDER_REPORT_PROGRESS_H_
#define TARE_BUILDER_REPORT_PROGRESS_H_

#include <mutex>
#include <string>

namespace tare::builder {

/// How much a command says besides its results.
enum class Verbosity { kQuiet, kNormal, kVerbose };

/// Shows which phase work is in, for which target, and how much of it is done. Safe to call from several threads.
class Progress {
 public:
  explicit Progress(Verbosity verbosity);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Starts a phase of `total` steps (0 = unknown) for a target such as an ABI ("" = all).
  void Phase(const std::string& name, const std::string& target, int total);
  /// One step is done; `what` is shown with --verbose and beside the bar.
  void Step(const std::string& what);
  /// A line for --verbose only, such as a command that runs.
  void Detail(const std::string& line);
  /// Ends the current phase.
  void Done();

  Verbosity verbosity() const { return verbosity_; }

 private:
  void Draw(const std::string& what);
  void Clear();

  const Verbosity verbosity_;
  const bool terminal_;
  std::mutex mutex_;
  std::string phase_, target_;
  int total_ = 0, done_ = 0;
  bool drawn_ = false;
};

}  // namespace tare::builder

#endif  // TARE_BUILDER_REPORT_PROGRESS_H_
