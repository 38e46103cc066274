// `tare verify`: executes the packaged library of every ABI in an AAR on models and compares with the complete library.
// Each library runs under musl's loader (tests/packaged), in qemu-user where this machine cannot run it, and on x86
// also on an emulated processor that has nothing beyond the ABI's baseline, where one instruction too wide is fatal.
// Where a Select TF AAR lies beside the AAR, its libraries are loaded, too.
#include <fmt/format.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "builder/cli/aar_file.h"
#include "builder/cli/commands.h"
#include "builder/cli/host_api.h"
#include "builder/cli/lists.h"
#include "builder/cli/tensors.h"
#include "builder/compile/cache.h"
#include "builder/compile/process.h"
#include "builder/error.h"
#include "builder/link/build.h"

namespace tare::cli {
namespace {

namespace fs = std::filesystem;
using builder::BuildError;

/// A way to execute an ABI's library: a name for the report, and the command that the driver's arguments follow.
struct Machine {
  const char* abi;
  const char* name;
  std::vector<std::string> command;
};

/// All machines, each still only with its emulator.
const std::vector<Machine>& Machines() {
  static const std::vector<Machine> machines = {
      {"arm64-v8a", "arm64-v8a", {"qemu-aarch64"}},
      {"armeabi-v7a", "armeabi-v7a", {"qemu-arm"}},
#if defined(__x86_64__)
      {"x86", "x86", {}},
      {"x86_64", "x86_64", {}},
#else
      {"x86", "x86", {"qemu-i386", "-cpu", "max"}},
      {"x86_64", "x86_64", {"qemu-x86_64", "-cpu", "max"}},
#endif
      {"x86", "x86, SSSE3 only", {"qemu-i386", "-cpu", "n270"}},
      {"x86_64", "x86_64, SSE4.2 only", {"qemu-x86_64", "-cpu", "Nehalem"}},
  };
  return machines;
}

/// Tensors as the driver reads and writes them: a count, then per tensor its type, rank, dims and size in bytes (all
/// uint32), and its data.
class TensorFile {
 public:
  void Add(const TfLiteTensor& tensor) {
    ++count_;
    Put(static_cast<uint32_t>(tensor.type));
    Put(static_cast<uint32_t>(tensor.dims->size));
    for (int i = 0; i < tensor.dims->size; ++i) Put(static_cast<uint32_t>(tensor.dims->data[i]));
    Put(static_cast<uint32_t>(tensor.bytes));
    body_.append(tensor.data.raw ? tensor.data.raw : "", tensor.data.raw ? tensor.bytes : 0);
  }
  std::string bytes() const { return std::string(reinterpret_cast<const char*>(&count_), 4) + body_; }

 private:
  void Put(uint32_t value) { body_.append(reinterpret_cast<const char*>(&value), 4); }
  uint32_t count_ = 0;
  std::string body_;
};

/// A model with inputs and the outputs of the complete library.
struct Reference {
  std::string model;
  std::string inputs;             // a TensorFile
  std::vector<TfLiteType> types;  // of the outputs
  std::string outputs;            // a TensorFile
};

/// `given` holds arrays in0, in1, …, or is empty: random ones then.
Reference MakeReference(const HostApi& api, const std::string& model, const npz::Archive& given) {
  Session session(api, model, 1);
  const auto array = [&](int i) -> const npz::Array& {
    const auto found = given.find("in" + std::to_string(i));
    if (found == given.end()) throw BuildError(fmt::format("{}: --inputs has no array in{}", model, i));
    return found->second;
  };
  for (int i = 0; !given.empty() && i < api.TfLiteInterpreterGetInputTensorCount(session.get()); ++i) {
    const std::vector<int> dims = DimsOf(array(i));
    const auto rank = static_cast<int>(dims.size());
    session.Require(api.TfLiteInterpreterResizeInputTensor(session.get(), i, dims.data(), rank) == kTfLiteOk,
                    model + ": resizing an input");
  }
  session.Require(api.TfLiteInterpreterAllocateTensors(session.get()) == kTfLiteOk, model + ": allocating tensors");
  Reference reference{model, {}, {}, {}};
  std::mt19937_64 random(1);
  TensorFile inputs, outputs;
  for (int i = 0; i < api.TfLiteInterpreterGetInputTensorCount(session.get()); ++i) {
    TfLiteTensor& tensor = *api.TfLiteInterpreterGetInputTensor(session.get(), i);
    FillTensor(api, model, given.empty() ? RandomArray(model, tensor, random) : array(i), tensor);
    inputs.Add(tensor);
  }
  session.Require(api.TfLiteInterpreterInvoke(session.get()) == kTfLiteOk, model + ": running the model");
  for (int i = 0; i < api.TfLiteInterpreterGetOutputTensorCount(session.get()); ++i) {
    const TfLiteTensor& tensor = *api.TfLiteInterpreterGetOutputTensor(session.get(), i);
    reference.types.push_back(tensor.type);
    outputs.Add(tensor);
  }
  reference.inputs = inputs.bytes();
  reference.outputs = outputs.bytes();
  return reference;
}

/// Reads a TensorFile piece by piece.
class Reader {
 public:
  explicit Reader(const std::string& file) : rest_(file) {}
  uint32_t Word() {
    uint32_t value = 0;
    const std::string_view bytes = Bytes(4);
    if (bytes.size() == 4) std::memcpy(&value, bytes.data(), 4);
    return value;
  }
  std::string_view Bytes(size_t count) {
    const std::string_view bytes = rest_.substr(0, count);
    rest_.remove_prefix(bytes.size());
    return bytes;
  }

 private:
  std::string_view rest_;
};

/// Compares numbers of type T, of which complex ones have two: empty when each is within 2e-6 of the largest magnitude
/// plus its own.
template <class T>
std::string CompareFloats(std::string_view got, std::string_view want) {
  const size_t n = want.size() / sizeof(T);
  const auto at = [](std::string_view bytes, size_t i) {
    T value;
    std::memcpy(&value, bytes.data() + i * sizeof(T), sizeof(T));
    return static_cast<double>(value);
  };
  double largest = 0, worst = 0;
  for (size_t i = 0; i < n; ++i) {
    if (std::isfinite(at(want, i))) largest = std::max(largest, std::abs(at(want, i)));
  }
  for (size_t i = 0; i < n; ++i) {
    const double g = at(got, i), w = at(want, i);
    if (!std::isfinite(w) || !std::isfinite(g)) {
      if (std::isnan(w) ? !std::isnan(g) : g != w) return "infinities or NaNs differ";
    } else if (std::abs(g - w) > 2e-6 * (largest + std::abs(w)) + 1e-7) {
      worst = std::max(worst, std::abs(g - w));
    }
  }
  return worst > 0 ? fmt::format("error {:.3g} at output range {:.3g}", worst, largest) : "";
}

/// Compares a tensor's values; empty when they agree.
std::string CompareValues(TfLiteType type, std::string_view got, std::string_view want) {
  switch (type) {
    case kTfLiteFloat32:
    case kTfLiteComplex64:
      return CompareFloats<float>(got, want);
    case kTfLiteFloat64:
    case kTfLiteComplex128:
      return CompareFloats<double>(got, want);
    case kTfLiteFloat16:
      return CompareFloats<_Float16>(got, want);
    default:
      return got == want ? "" : "the bytes differ";
  }
}

/// What is wrong with a library's outputs; empty when they agree.
std::string Compare(const std::string& got_file, const Reference& reference) {
  Reader got(got_file), want(reference.outputs);
  if (got.Word() != want.Word()) return "another number of outputs";
  for (size_t i = 0; i < reference.types.size(); ++i) {
    const std::string where = fmt::format("output {}: ", i);
    if (got.Word() != want.Word()) return where + "another type";
    const uint32_t rank = want.Word();
    if (got.Word() != rank || got.Bytes(4 * rank) != want.Bytes(4 * rank)) return where + "another shape";
    const uint32_t bytes = want.Word();
    if (got.Word() != bytes) return where + "another size";
    const std::string_view g = got.Bytes(bytes), w = want.Bytes(bytes);
    if (g.size() != w.size()) return where + "truncated";
    const std::string difference = CompareValues(reference.types[i], g, w);
    if (!difference.empty()) return where + difference;
  }
  return "";
}

/// What is wrong when a command fails; empty when it succeeds.
std::string Problem(const std::vector<std::string>& command) {
  const build::ProcessResult result = build::Run(command);
  if (result.status == 0) return "";
  std::string output = result.output;
  while (output.ends_with('\n')) output.pop_back();
  return fmt::format("exit status {}: {}", result.status, output);
}

struct Flags {
  std::string aar = "tensorflow-lite.aar";
  std::vector<std::string> models, archs;
  std::string driver, inputs, library;
  bool checks = false;
  bool json = false;
};

/// The machines that `flags` ask for, of those whose ABIs are in the AAR.
std::vector<Machine> MachinesFor(const Flags& flags, const std::vector<std::string>& abis) {
  const std::vector<std::string> archs = SplitList(flags.archs);
  for (const std::string& arch : archs) RequireOneOf("architecture of " + flags.aar, arch, abis);
  const std::vector<std::string>& wanted = archs.empty() ? abis : archs;
  const auto has = [&](const char* abi) { return std::find(wanted.begin(), wanted.end(), abi) != wanted.end(); };
  std::vector<Machine> machines;
  for (const Machine& machine : Machines()) {
    if (!has(machine.abi)) continue;
    if (flags.driver.empty()) {
      const fs::path tools = fs::path(build::SourceRoot()) / "build/packaged" / machine.abi;
      machines.push_back(machine);
      machines.back().command.insert(machines.back().command.end(),
                                     {tools / "loader", "--library-path", tools / "lib", tools / "driver"});
    } else if (machines.empty() || machines.back().abi != std::string_view(machine.abi)) {
      machines.push_back({machine.abi, machine.abi, {flags.driver, machine.abi}});
    }
  }
  return machines;
}

/// Runs one model in one library; empty when all is well, else what is wrong.
std::string RunOne(const Machine& machine, const fs::path& folder, const package::Names& names,
                   const Reference& reference, bool checks) {
  const fs::path library = folder / machine.abi / names.Library();
  const fs::path select_tf = folder / machine.abi / names.SelectTfLibrary();
  const std::string inputs = folder / "inputs", outputs = folder / "outputs";
  fs::remove(outputs);
  std::vector<std::string> driver = machine.command;
  if (names.has_suffix()) driver.insert(driver.end(), {"--package", names.JniPackage()});
  if (fs::exists(select_tf)) driver.insert(driver.end(), {"--select_tf", select_tf});
  std::vector<std::string> command = driver;
  command.insert(command.end(), {library, reference.model, inputs, outputs});
  std::string problem = Problem(command);
  if (problem.empty()) problem = Compare(build::ReadFile(outputs), reference);
  if (problem.empty() && checks) {
    command = driver;
    command.insert(command.end(), {"--check", library, reference.model, inputs});
    problem = Problem(command);
  }
  return problem;
}

void Verify(const Flags& flags) {
  if (flags.driver.empty()) {
    build::RunOrThrow({fs::path(build::SourceRoot()) / "tests/packaged/prepare.sh"}, "preparing the emulated machines");
  }
  const build::TemporaryFolder folder;
  const AarFile aar(flags.aar);
  const package::Names names = aar.names();
  if (names.has_suffix() && !flags.driver.empty())
    throw BuildError("--driver cannot load the libraries of " + flags.aar);
  const std::vector<Machine> machines = MachinesFor(flags, aar.Unpack(names.Library(), folder.path()));
  const fs::path select_tf = fs::path(flags.aar).parent_path() / (names.SelectTfArtifact() + ".aar");
  if (fs::exists(select_tf)) {
    AarFile(select_tf).Unpack(names.SelectTfLibrary(), folder.path());
  }
  const HostApi api = HostApi::Load(flags.library.empty() ? build::HostLibrary() : fs::path(flags.library));

  const npz::Archive given = flags.inputs.empty() ? npz::Archive() : npz::ReadNpz(flags.inputs);
  int failures = 0;
  nlohmann::json rows = nlohmann::json::array();
  for (const std::string& model : SplitList(flags.models)) {
    const Reference reference = MakeReference(api, model, given);
    build::WriteFileAtomically(folder.path() / "inputs", reference.inputs);
    for (const Machine& machine : machines) {
      const std::string problem = RunOne(machine, folder.path(), names, reference, flags.checks);
      failures += !problem.empty();
      if (flags.json) {
        rows.push_back({{"model", model}, {"abi", machine.abi}, {"machine", machine.name}, {"problem", problem}});
      } else {
        fmt::print("{:20} {}: {}\n", machine.name, model, problem.empty() ? "ok" : problem);
        std::fflush(stdout);
      }
    }
  }
  if (flags.json) fmt::print("{}\n", rows.dump(1));
  if (failures) throw BuildError(fmt::format("{}: {} runs failed", flags.aar, failures));
}

}  // namespace

void AddVerify(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  CLI::App* command =
      app.add_subcommand("verify", "Execute the packaged libraries of an AAR, compare with the complete one");
  command->add_option("--aar", flags->aar, "The AAR (default: tensorflow-lite.aar)");
  command->add_option("--input_models", flags->models, "Models to run, separated by commas")->required();
  command->add_option("--inputs", flags->inputs, "Arrays in0, in1, ... as .npz (default: random from a fixed seed)");
  command->add_option("--library", flags->library,
                      "Library for this machine to compare with, such as tare build_host makes (default: the complete "
                      "one, which has no custom ops of yours)");
  AddList(command, "--target_archs", flags->archs, "ABIs to execute (default: all in the AAR)");
  command->add_option("--driver", flags->driver,
                      "Program that runs a model in place of the emulators; its arguments are the ABI, with a Select "
                      "TF AAR --select_tf "
                      "and its library, the library, the model, and the files of inputs and outputs");
  command->add_flag("--checks", flags->checks, "Also check errors, resizing, threads and memory");
  command->add_flag("--json", flags->json, "Print JSON");
  command->callback([flags] { Verify(*flags); });
}

}  // namespace tare::cli
