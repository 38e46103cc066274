// Models are loaded in a child because the library under proof is new: if it crashed, the build must still say so.
#include "builder/cli/build_flags.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

#include "builder/cli/commands.h"
#include "builder/cli/host_api.h"
#include "builder/cli/lists.h"
#include "builder/compile/process.h"
#include "builder/error.h"
#include "builder/package/java.h"
#include "builder/select/selection.h"

namespace tare::cli {
namespace {

namespace fs = std::filesystem;

constexpr char kLoadModels[] = "load_models", kDelegates[] = "delegates";

/// The features that a user may ask for. What else there is follows from the models.
std::vector<std::string> FeaturesOf(const BuildFlags& flags) {
  std::vector<std::string> features = SplitList(flags.features);
  for (const std::string& name : features) {
    RequireOneOf("feature", name, {kDelegates, "dynamic_tensors", "signatures", "strings", "variables"});
  }
  return features;
}

std::string Trimmed(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace

void AddLibraryFlags(CLI::App* command, BuildFlags& flags) {
  AddList(command, "--input_models", flags.models, "Models, separated by commas (default: every kernel there is)");
  AddCustomFlags(command, flags.custom);
  AddList(command, "--features", flags.features,
          "Parts of the runtime that no model asks for: delegates (the app brings delegates or operators)");
  command->add_option("--output_dir", flags.output_dir, "Folder to write to (default: the current one)");
  command->add_option("--compiler_launcher", flags.compiler_launcher,
                      "Program that starts the compiler: ccache, sccache, distcc, icecc");
  auto* quiet = command->add_flag("--quiet", flags.quiet, "Print nothing but errors");
  command->add_flag("--verbose", flags.verbose, "Print every step")->excludes(quiet);
  command->add_flag("--json", flags.json, "Print the result as JSON");
}

void AddBuildFlags(CLI::App* command, BuildFlags& flags) {
  AddLibraryFlags(command, flags);
  command->add_flag("--debug_info", flags.debug_info, "Keep line numbers and variable names in the Java classes");
  command->add_flag("--without_api_classes", flags.without_api_classes,
                    "Leave out the classes of tensorflow-lite-api, for apps that get them from elsewhere");
  command->add_option("--library_name", flags.library_name,
                      "Name of the native library (default: tensorflowlite_jni, and _SUFFIX with a suffix)");
  command->add_option("--java_package_suffix", flags.java_package_suffix,
                      "Move the Java classes to org.tensorflow.lite.SUFFIX, so that two AARs fit into one app");
  command->add_option("--select_tf_ops", flags.select_tf_ops,
                      "Kernels of Select TF ops: separate (a library of their own, the default) or merged");
}

builder::SelectTf WhereSelectTf(const BuildFlags& flags) {
  RequireOneOf("value of --select_tf_ops", flags.select_tf_ops, {"separate", "merged"});
  return flags.select_tf_ops == "merged" ? builder::SelectTf::kMerged : builder::SelectTf::kSeparate;
}

package::Names NamesOf(const BuildFlags& flags) {
  package::Names names(flags.library_name, flags.java_package_suffix);
  if (names.has_suffix() && flags.without_api_classes) {
    throw builder::BuildError(fmt::format(
        "--without_api_classes: no other library has the classes of {}; drop this flag or --java_package_suffix",
        names.JavaPackage()));
  }
  return names;
}

std::vector<fs::path> ClassesJars(const BuildFlags& flags, bool select_tf) {
  const package::JavaOptions options{
      .debug_info = flags.debug_info, .api_classes = !flags.without_api_classes, .names = NamesOf(flags)};
  std::vector<fs::path> jars = {package::ClassesJar(package::Classes::kApi, options)};
  if (select_tf) jars.push_back(package::ClassesJar(package::Classes::kSelectTf, options));
  return jars;
}

void AddFunctionsFlag(CLI::App* command, std::vector<std::string>& functions) {
  AddList(command, "--c_functions", functions,
          "C functions to export, separated by commas, or all (default: those of use without delegates)");
}

std::vector<std::string> FunctionsOf(const std::vector<std::string>& flag) {
  std::vector<std::string> functions = SplitList(flag);
  std::vector<std::string> valid = build::CFunctions();
  if (functions == std::vector<std::string>{"all"}) return valid;
  for (const std::string& name : functions) RequireOneOf("C function", name, valid);
  std::sort(functions.begin(), functions.end());
  functions.erase(std::unique(functions.begin(), functions.end()), functions.end());
  return functions;
}

builder::Selection SelectionFor(const BuildFlags& flags, const CustomOps& custom_ops, builder::Progress& progress) {
  const std::vector<std::string> models = SplitList(flags.models), features = FeaturesOf(flags);
  const custom::Registrations& registrations = custom_ops.registrations;
  if (models.empty()) {
    builder::Selection all = builder::SelectAll();
    all.user_ops = registrations.named();
    all.user_ops_by_rule = registrations.ByRule();
    return all;
  }
  progress.Phase("read", "", static_cast<int>(models.size()));
  const auto loaded = builder::LoadModels(models);
  for (const std::string& model : models) progress.Step(model);
  auto selection = builder::Select(loaded, UserOpsOf(registrations));
  for (const std::string& name : features) {
    selection.features[name] = {true, "--features"};
    if (name == "signatures") selection.features["subgraphs"] = selection.features[name];  // it may be of another one
  }
  if (selection.features.at(kDelegates).on) {
    std::erase_if(selection.unsupported,
                  [](const builder::Unsupported& u) { return u.reason == builder::Unsupported::Reason::kCustomOp; });
  }
  builder::RequireSupported(selection, loaded);
  for (const auto* kernel : selection.kernels) progress.Detail("kernel " + kernel->name());
  for (const auto& [op, symbol] : selection.user_ops) progress.Detail("custom op " + op + ": " + symbol);
  for (const auto& [name, feature] : selection.features) {
    if (feature.on) progress.Detail("feature " + name + (feature.why.empty() ? "" : ": " + feature.why));
  }
  progress.Done();
  return selection;
}

fs::path OutputFolder(const BuildFlags& flags) {
  const fs::path folder = fs::absolute(flags.output_dir).lexically_normal();
  std::error_code error;
  if (!fs::exists(folder, error)) return folder;
  if (!fs::is_directory(folder)) throw builder::BuildError(folder.string() + ": is not a folder");
  if (access(folder.c_str(), W_OK) != 0) throw builder::BuildError(folder.string() + ": cannot be written to");
  return folder;
}

void MakeOutputFolder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw builder::BuildError(fmt::format("{}: cannot be created: {}", folder.string(), error.message()));
}

build::BuildOptions OptionsFor(const BuildFlags& flags, builder::Progress& progress) {
  build::BuildOptions options{.compiler_launcher = flags.compiler_launcher, .on_progress = {}};
  if (!flags.compiler_launcher.empty() && flags.compiler_launcher.find('/') == std::string::npos) {
    options.compiler_launcher = build::FindProgram({flags.compiler_launcher}, flags.compiler_launcher.c_str());
  }
  auto current = std::make_shared<std::string>();
  options.on_progress = [current, &progress](std::string_view phase, std::string_view item, int done, int total) {
    if (*current != phase) {
      progress.Done();
      progress.Phase(*current = phase, "", total);
    }
    if (done > 0) progress.Step(std::string(item));
    if (done == total) progress.Done();
  };
  return options;
}

void RequireLoads(const fs::path& library, const BuildFlags& flags) {
  const std::vector<std::string> models = SplitList(flags.models), features = FeaturesOf(flags);
  std::vector<std::string> command = {"/proc/self/exe", kLoadModels, "--library=" + library.string()};
  if (std::find(features.begin(), features.end(), kDelegates) != features.end()) command.emplace_back("--unresolved");
  command.emplace_back("--");
  command.insert(command.end(), models.begin(), models.end());
  const auto result = build::Run(command);
  if (result.status == 0) return;
  std::string message = Trimmed(result.output);
  if (result.status > 128) {
    message += fmt::format("{}the library crashed with signal {} while it loaded the models",
                           message.empty() ? "" : "\n", result.status - 128);
  }
  throw builder::BuildError(message);
}

namespace {

/// True when an input has a dimension that apps are meant to set.
bool HasOpenInput(const Session& session) {
  const HostApi& api = session.api();
  for (int i = 0; i < api.TfLiteInterpreterGetInputTensorCount(session.get()); ++i) {
    const TfLiteIntArray* signature = api.TfLiteInterpreterGetInputTensor(session.get(), i)->dims_signature;
    for (int d = 0; signature && d < signature->size; ++d) {
      if (signature->data[d] < 0) return true;
    }
  }
  return false;
}

}  // namespace

void AddLoadModels(CLI::App& app) {
  struct Flags {
    std::string library;
    std::vector<std::string> models;
    bool unresolved = false;
  };
  auto flags = std::make_shared<Flags>();
  auto* command = app.add_subcommand(kLoadModels, "Load models with a library and allocate their tensors");
  command->group("");  // not in the help
  command->add_option("--library", flags->library)->required();
  command->add_flag("--unresolved", flags->unresolved);
  command->add_option("models", flags->models)->required();
  command->callback([flags] {
    const HostApi api = HostApi::Load(flags->library);
    std::string problems;
    for (const std::string& model : flags->models) {
      try {
        Session session(api, model, -1);
        // Where the model leaves dimensions open, the sizes it has are placeholders, with which it need not run.
        const bool open = HasOpenInput(session);
        const TfLiteStatus status = api.TfLiteInterpreterAllocateTensors(session.get());
        const bool left = flags->unresolved && status == kTfLiteUnresolvedOps;
        session.Require(status == kTfLiteOk || open || left, "allocating tensors");
      } catch (const std::exception& e) {
        problems += fmt::format("{}{}: {}", problems.empty() ? "" : "\n", model, e.what());
      }
    }
    if (!problems.empty()) throw builder::BuildError(problems);
  });
}

}  // namespace tare::cli
