// AARs as modules of a local Maven repository: what a Gradle or Maven build resolves by name, with everything that a
// repository served over the network would have.
#ifndef TARE_BUILDER_PACKAGE_MAVEN_H_
#define TARE_BUILDER_PACKAGE_MAVEN_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tare::package {

/// Coordinates of a module. `capabilities` are other modules ("group:name") that offer the same classes: a Gradle build
/// that has one of them, too, says so instead of packaging classes twice.
struct MavenModule {
  std::string group, artifact, version;
  std::string description;
  std::vector<std::string> capabilities;
  std::vector<std::string> dependencies;  // artifacts of the same group and version
};

/// A file of the repository, by its path from the repository's root.
using MavenFile = std::pair<std::filesystem::path, std::string>;

/// The files that publish an AAR: itself, POM, Gradle module metadata, and the checksums of each. Equal inputs give
/// equal bytes.
std::vector<MavenFile> PublishedFiles(const MavenModule& module, std::string_view aar);

/// maven-metadata.xml with its checksums: the versions that `existing` (the file as it is, or "") lists and this one.
std::vector<MavenFile> MetadataFiles(const MavenModule& module, const std::string& existing);

/// Where a module's maven-metadata.xml is.
std::filesystem::path MetadataPath(const MavenModule& module);

/// Throws BuildError naming `what` unless the text can be a part of coordinates: letters, digits, dots, dashes and
/// underscores.
void RequireCoordinate(const std::string& what, const std::string& text);

}  // namespace tare::package

#endif  // TARE_BUILDER_PACKAGE_MAVEN_H_
