// `tare bench`: load time, first and steady-state latency and memory of a model on this machine. The measuring happens
// in a process that has done nothing else: when the library must be found or built first, the program starts itself
// again with its path.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <stdexcept>

#include "builder/cli/commands.h"
#include "builder/cli/host_api.h"
#include "builder/cli/tensors.h"
#include "builder/link/build.h"

namespace tare::cli {
namespace {

struct Flags {
  std::string model, inputs, library;
  int threads = 1;
  int runs = 50;
  bool json = false;
};

/// A "VmXXX: N kB" line of this process's status.
long StatusKb(const std::string& key) {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with(key + ":")) return std::stol(line.substr(key.size() + 1));
  }
  throw std::runtime_error("/proc/self/status has no " + key);
}

/// Makes the peak (VmHWM) start again at the present resident size. getrusage's peak cannot be used: it is inherited
/// from the process that started this one.
void ResetPeak() { std::ofstream("/proc/self/clear_refs") << 5; }

double Milliseconds(const auto& body) {
  const auto start = std::chrono::steady_clock::now();
  body();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

TfLiteTensor& Input(Session& session, int i) {
  TfLiteTensor* tensor = session.api().TfLiteInterpreterGetInputTensor(session.get(), i);
  session.Require(tensor != nullptr, "finding input " + std::to_string(i));
  return *tensor;
}

/// Gives inputs the arrays' shapes, where there are arrays.
void ResizeInputs(Session& session, const npz::Archive& arrays) {
  for (int i = 0; i < static_cast<int>(arrays.size()); ++i) {
    const npz::Array& array = arrays.at("in" + std::to_string(i));
    if (HasShape(Input(session, i), array)) continue;
    const std::vector<int> dims = DimsOf(array);
    session.Require(session.api().TfLiteInterpreterResizeInputTensor(session.get(), i, dims.data(),
                                                                     static_cast<int>(dims.size())) == kTfLiteOk,
                    "resizing input " + std::to_string(i));
  }
}

void FillInputs(Session& session, const npz::Archive& arrays) {
  std::mt19937_64 random(1);
  for (int i = 0; i < session.api().TfLiteInterpreterGetInputTensorCount(session.get()); ++i) {
    const std::string name = "in" + std::to_string(i);
    TfLiteTensor& tensor = Input(session, i);
    FillTensor(session.api(), name, arrays.empty() ? RandomArray(name, tensor, random) : arrays.at(name), tensor);
  }
}

void Bench(const Flags& flags) {
  const HostApi api = HostApi::Load(flags.library);
  npz::Archive arrays;
  if (!flags.inputs.empty()) {
    const Session session(api, flags.model, flags.threads);
    arrays = ReadInputs(flags.inputs, api.TfLiteInterpreterGetInputTensorCount(session.get()));
  }
  ResetPeak();
  const long resident_before = StatusKb("VmRSS");

  std::unique_ptr<Session> session;
  const double load = Milliseconds([&] {
    session = std::make_unique<Session>(api, flags.model, flags.threads);
    ResizeInputs(*session, arrays);
    session->Require(api.TfLiteInterpreterAllocateTensors(session->get()) == kTfLiteOk, "allocating tensors");
  });
  FillInputs(*session, arrays);
  const auto invoke = [&] {
    session->Require(api.TfLiteInterpreterInvoke(session->get()) == kTfLiteOk, "running the model");
  };
  const double first = Milliseconds(invoke);
  for (int i = 0; i < std::min(flags.runs / 10, 5); ++i) invoke();
  std::vector<double> times(flags.runs);
  for (double& time : times) time = Milliseconds(invoke);
  const long peak = StatusKb("VmHWM") - resident_before;

  std::sort(times.begin(), times.end());
  const double min = times.front(), median = times[times.size() / 2];
  const size_t arena = api.TareInterpreterArenaBytes(session->get());
  if (flags.json) {
    std::printf(
        "{\"load_ms\": %.4f, \"first_ms\": %.4f, \"min_ms\": %.4f, \"median_ms\": %.4f, \"peak_rss_kb\": %ld, "
        "\"arena_bytes\": %zu}\n",
        load, first, min, median, peak, arena);
  } else {
    std::printf(
        "load          %10.3f ms\nfirst run     %10.3f ms\nfastest run   %10.3f ms\nmedian run    %10.3f ms\n"
        "peak memory   %10ld KiB\narena         %10zu bytes\n",
        load, first, min, median, peak, arena);
  }
}

/// Starts this program again, with the library's path.
[[noreturn]] void StartAgain(const Flags& flags, const std::string& library) {
  std::vector<std::string> arguments = {"tare",      "bench",
                                        "--model",   flags.model,
                                        "--library", library,
                                        "--runs",    std::to_string(flags.runs),
                                        "--threads", std::to_string(flags.threads)};
  if (!flags.inputs.empty()) arguments.insert(arguments.end(), {"--inputs", flags.inputs});
  if (flags.json) arguments.emplace_back("--json");
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  execv("/proc/self/exe", argv.data());
  throw std::runtime_error(std::string("cannot start again: ") + std::strerror(errno));
}

}  // namespace

void AddBench(CLI::App& app) {
  CLI::App* command = app.add_subcommand("bench", "Measure a model on this machine");
  auto flags = std::make_shared<Flags>();
  command->add_option("--model", flags->model, "The .tflite model")->required();
  command->add_option("--inputs", flags->inputs, "Arrays in0, in1, ... as .npz, which give shapes (default: random)");
  command->add_option("--threads", flags->threads, "Threads to use (default: 1)");
  command->add_option("--runs", flags->runs, "Timed runs (default: 50)")->check(CLI::Range(1, 1000000));
  command->add_option("--library", flags->library, "Library to run in (default: the complete one)");
  command->add_flag("--json", flags->json, "Print one line of JSON");
  command->callback([flags] {
    if (flags->library.empty()) StartAgain(*flags, build::HostLibrary());
    Bench(*flags);
  });
}

}  // namespace tare::cli
