// All sources given are compiled, so that a mistake shows even in one that no model uses; linked is only what models
// use.
#include "builder/cli/custom_flags.h"

#include <fmt/format.h>

#include <algorithm>

#include "builder/cli/lists.h"
#include "builder/custom/ndk.h"
#include "builder/custom/sources.h"
#include "builder/error.h"

namespace tare::cli {

void AddCustomFlags(CLI::App* command, CustomFlags& flags) {
  AddList(command, "--tflite_custom_ops_srcs", flags.srcs,
          "C and C++ sources and headers of custom ops, separated by commas");
  AddList(command, "--tflite_custom_ops_deps", flags.deps,
          "What they need: folders of sources, of headers, or of static libraries (<ABI>/lib*.a), separated by commas");
  command
      ->add_option(
          "--custom_op", flags.ops,
          "NAME=SYMBOL: the function that registers the op, where it is not tflite::ops::custom::Register_NAME "
          "(may be repeated)")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_option("--custom_ops_std", flags.standard, "c++17 (default) or c++20: the standard of C++ sources");
  command->add_option("--ndk", flags.ndk,
                      "Android NDK whose C and C++ libraries custom ops use (default: $ANDROID_NDK_HOME, else those of "
                      "this machine's libc++-dev)");
}

CustomOps CompileCustomOps(const CustomFlags& flags, std::vector<const build::Target*> targets, bool load_here,
                           const build::BuildOptions& options) {
  CustomOps ops;
  RequireOneOf("C++ standard", flags.standard, {"c++17", "c++20"});
  custom::Sources sources = custom::ReadSources(SplitList(flags.srcs), SplitList(flags.deps));
  sources.standard = flags.standard;
  if (sources.empty()) {
    if (!flags.ops.empty()) {
      throw builder::BuildError("--custom_op=" + flags.ops[0] +
                                ": there is no code; give --tflite_custom_ops_srcs or --tflite_custom_ops_deps");
    }
    return ops;
  }
  const build::Target* host = &build::HostTarget();
  ops.loads_here = custom::HasArchivesFor(sources, host->abi);
  const bool has_host = std::find(targets.begin(), targets.end(), host) != targets.end();
  if (load_here && ops.loads_here && !has_host) targets.push_back(host);
  ops.code = custom::Compile(sources, targets, custom::NdkFolder(flags.ndk), options);
  ops.registrations = custom::Registrations(flags.ops, ops.code.definitions);
  return ops;
}

CustomOps LookUpCustomOps(const CustomFlags& flags) {
  const custom::Sources sources = custom::ReadSources(SplitList(flags.srcs), SplitList(flags.deps));
  const build::Target* first = &build::HostTarget();
  for (const auto* targets : {&build::AndroidTargets(), &build::LinuxTargets()}) {
    for (const build::Target& target : *targets) {
      if (!custom::HasArchivesFor(sources, first->abi) && custom::HasArchivesFor(sources, target.abi)) first = &target;
    }
  }
  return CompileCustomOps(flags, {first}, false, {});
}

builder::UserOps UserOpsOf(const custom::Registrations& registrations) {
  builder::UserOps ops;
  if (!registrations.empty()) ops.find = [&](const std::string& op) { return registrations.Find(op); };
  ops.hint = [&](const std::string& op) {
    const std::string hint = registrations.Hint(op);
    return registrations.empty() ? "give its source with --tflite_custom_ops_srcs"
                                 : fmt::format("the custom-op sources do not define {}{}", registrations.Expected(op),
                                               hint.empty() ? "" : fmt::format(" (did you mean {}?)", hint));
  };
  return ops;
}

void AddUserCode(const CustomOps& ops, std::vector<build::LibraryRequest>& requests) {
  for (build::LibraryRequest& request : requests) {
    const auto found = ops.code.by_target.find(request.target);
    if (found == ops.code.by_target.end() || request.apis.select_tf) continue;
    if (request.selection.find("CUSTOM_OP") != std::string::npos) request.user = found->second;
  }
}

}  // namespace tare::cli
