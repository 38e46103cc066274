// Which modules the AARs are, and what else offers their classes.
#include "builder/cli/maven_flags.h"

#include "builder/compile/cache.h"
#include "builder/package/maven.h"

namespace tare::cli {
namespace {

namespace fs = std::filesystem;

/// The modules that offer the classes of the API: upstream's under its older and newer names. Classes in a package of
/// their own are nobody else's.
package::MavenModule CoreModule(const MavenFlags& flags, const package::Names& names) {
  package::MavenModule module{.group = flags.group,
                              .artifact = names.Artifact(),
                              .version = flags.version,
                              .description = "TensorFlow Lite's Java API with what the app's models need",
                              .capabilities = {},
                              .dependencies = {}};
  if (names.has_suffix()) return module;
  module.capabilities = {"org.tensorflow:tensorflow-lite", "com.google.ai.edge.litert:litert"};
  if (flags.api_classes) {
    module.capabilities.insert(module.capabilities.end(),
                               {"org.tensorflow:tensorflow-lite-api", "com.google.ai.edge.litert:litert-api"});
  }
  return module;
}

package::MavenModule SelectTfModule(const MavenFlags& flags, const package::Names& names) {
  package::MavenModule module{
      .group = flags.group,
      .artifact = names.SelectTfArtifact(),
      .version = flags.version,
      .description = "The Select TF ops of the app's models, for the tensorflow-lite module of the same build",
      .capabilities = {},
      .dependencies = {names.Artifact()}};
  if (!names.has_suffix()) module.capabilities = {"org.tensorflow:tensorflow-lite-select-tf-ops"};
  return module;
}

void Add(const fs::path& repository, const package::MavenModule& module, const std::string& aar, Results& results) {
  for (const auto& [path, content] : package::PublishedFiles(module, aar)) results.Add(repository / path, content);
  const fs::path metadata = repository / package::MetadataPath(module);
  const std::string existing = fs::exists(metadata) ? build::ReadFile(metadata) : "";
  for (const auto& [path, content] : package::MetadataFiles(module, existing)) results.Add(repository / path, content);
}

}  // namespace

void AddMavenFlags(CLI::App* command, MavenFlags& flags) {
  command->add_option("--maven_repo", flags.repo, "Also publish the AARs in this local Maven repository");
  command->add_option("--maven_version", flags.version, "Version to publish as (default: 2.16.1)");
  command->add_option("--maven_group", flags.group, "Group to publish as (default: org.tare)");
}

void RequireValid(const MavenFlags& flags) {
  package::RequireCoordinate("--maven_version", flags.version);
  package::RequireCoordinate("--maven_group", flags.group);
}

void Publish(const MavenFlags& flags, const package::Names& names, const std::string& aar, const std::string* select_tf,
             Results& results) {
  if (flags.repo.empty()) return;
  const fs::path repository = fs::absolute(flags.repo).lexically_normal();
  Add(repository, CoreModule(flags, names), aar, results);
  if (select_tf) Add(repository, SelectTfModule(flags, names), *select_tf, results);
}

std::vector<std::string> PublishedModules(const MavenFlags& flags, const package::Names& names, bool select_tf) {
  if (flags.repo.empty()) return {};
  const auto name = [](const package::MavenModule& m) { return m.group + ":" + m.artifact + ":" + m.version; };
  std::vector<std::string> modules = {name(CoreModule(flags, names))};
  if (select_tf) modules.push_back(name(SelectTfModule(flags, names)));
  return modules;
}

}  // namespace tare::cli
