// The flags of `build_aar` that publish its AARs in a local Maven repository.
#ifndef TARE_BUILDER_CLI_MAVEN_FLAGS_H_
#define TARE_BUILDER_CLI_MAVEN_FLAGS_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "builder/cli/results.h"
#include "builder/package/names.h"

namespace tare::cli {

struct MavenFlags {
  std::string repo;  // empty: nothing is published
  std::string version = "2.16.1", group = "org.tare";
  bool api_classes = true;  // not a flag of its own: whether the AAR has the classes of tensorflow-lite-api
};

void AddMavenFlags(CLI::App* command, MavenFlags& flags);
/// Throws BuildError when version or group cannot be coordinates.
void RequireValid(const MavenFlags& flags);

/// Adds the repository's files for both AARs (`select_tf` may be nullptr); nothing without a repository.
void Publish(const MavenFlags& flags, const package::Names& names, const std::string& aar, const std::string* select_tf,
             Results& results);

/// Coordinates ("group:artifact:version") of what Publish adds.
std::vector<std::string> PublishedModules(const MavenFlags& flags, const package::Names& names, bool select_tf);

}  // namespace tare::cli

#endif  // TARE_BUILDER_CLI_MAVEN_FLAGS_H_
