// The formats: Maven's POM 4.0.0 and repository metadata, Gradle's module metadata 1.1. Dates are left out where they
// are optional, so that a repository depends on its AARs only.
#include "builder/package/maven.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <regex>
#include <stdexcept>

#include "builder/error.h"

namespace tare::package {
namespace {

namespace fs = std::filesystem;
using json = nlohmann::ordered_json;

constexpr std::array<const char*, 4> kDigests = {"md5", "sha1", "sha256", "sha512"};

std::string Digest(const char* algorithm, std::string_view bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  const EVP_MD* type = EVP_get_digestbyname(algorithm);
  if (!type || EVP_Digest(bytes.data(), bytes.size(), digest, &size, type, nullptr) != 1) {
    throw std::runtime_error(fmt::format("OpenSSL has no {}", algorithm));
  }
  std::string text;
  for (unsigned i = 0; i < size; ++i) text += fmt::format("{:02x}", digest[i]);
  return text;
}

void AddWithDigests(std::vector<MavenFile>& files, const fs::path& path, std::string content) {
  for (const char* algorithm : kDigests) {
    files.emplace_back(fs::path(path) += fmt::format(".{}", algorithm), Digest(algorithm, content));
  }
  files.emplace_back(path, std::move(content));
}

fs::path ModuleFolder(const MavenModule& m) {
  std::string group = m.group;
  std::replace(group.begin(), group.end(), '.', '/');
  return fs::path(group) / m.artifact;
}

std::string Pom(const MavenModule& m) {
  std::string dependencies;
  for (const std::string& artifact : m.dependencies) {
    dependencies += fmt::format(
        "    <dependency>\n      <groupId>{}</groupId>\n      <artifactId>{}</artifactId>\n      "
        "<version>{}</version>\n"
        "      <type>aar</type>\n      <scope>compile</scope>\n    </dependency>\n",
        m.group, artifact, m.version);
  }
  if (!dependencies.empty()) dependencies = "  <dependencies>\n" + dependencies + "  </dependencies>\n";
  // The comment is what makes Gradle look for the module metadata.
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<project xmlns=\"http://maven.apache.org/POM/4.0.0\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
      "    xsi:schemaLocation=\"http://maven.apache.org/POM/4.0.0 http://maven.apache.org/xsd/maven-4.0.0.xsd\">\n"
      "  <!-- do_not_remove: published-with-gradle-metadata -->\n"
      "  <modelVersion>4.0.0</modelVersion>\n"
      "  <groupId>{}</groupId>\n  <artifactId>{}</artifactId>\n  <version>{}</version>\n  <packaging>aar</packaging>\n"
      "  <name>{}</name>\n  <description>{}</description>\n"
      "  <licenses>\n    <license>\n      <name>The Apache License, Version 2.0</name>\n"
      "      <url>http://www.apache.org/licenses/LICENSE-2.0.txt</url>\n    </license>\n  </licenses>\n{}</project>\n",
      m.group, m.artifact, m.version, m.artifact, m.description, dependencies);
}

std::string GradleModule(const MavenModule& m, const std::string& file, std::string_view aar) {
  const json coordinates = {{"group", m.group}, {"name", m.artifact}, {"version", m.version}};
  json capabilities = json::array({coordinates});
  for (const std::string& other : m.capabilities) {
    const size_t colon = other.find(':');
    const json capability = {
        {"group", other.substr(0, colon)}, {"name", other.substr(colon + 1)}, {"version", m.version}};
    if (capability != coordinates) capabilities.push_back(capability);
  }
  json dependencies = json::array();
  for (const std::string& artifact : m.dependencies) {
    dependencies.push_back({{"group", m.group}, {"module", artifact}, {"version", {{"requires", m.version}}}});
  }
  json about = {{"name", file}, {"url", file}, {"size", aar.size()}};
  for (const char* algorithm : {"sha512", "sha256", "sha1", "md5"}) about[algorithm] = Digest(algorithm, aar);
  json variants = json::array();
  for (const auto& [name, usage] : {std::pair{"releaseApi", "java-api"}, std::pair{"releaseRuntime", "java-runtime"}}) {
    json variant = {{"name", name},
                    {"attributes",
                     {{"org.gradle.category", "library"},
                      {"org.gradle.dependency.bundling", "external"},
                      {"org.gradle.libraryelements", "aar"},
                      {"org.gradle.usage", usage}}}};
    if (!dependencies.empty()) variant["dependencies"] = dependencies;
    variant["files"] = json::array({about});
    variant["capabilities"] = capabilities;
    variants.push_back(std::move(variant));
  }
  const json module = {{"formatVersion", "1.1"},
                       {"component",
                        {{"group", m.group},
                         {"module", m.artifact},
                         {"version", m.version},
                         {"attributes", {{"org.gradle.status", "release"}}}}},
                       {"variants", variants}};
  return module.dump(2) + "\n";
}

}  // namespace

void RequireCoordinate(const std::string& what, const std::string& text) {
  static const std::regex allowed("[A-Za-z0-9_][A-Za-z0-9_.-]*");
  if (std::regex_match(text, allowed)) return;
  throw builder::BuildError(fmt::format("{} '{}': letters, digits, '.', '-' and '_' are allowed", what, text));
}

std::vector<MavenFile> PublishedFiles(const MavenModule& module, std::string_view aar) {
  const std::string stem = module.artifact + "-" + module.version;
  const fs::path folder = ModuleFolder(module) / module.version;
  std::vector<MavenFile> files;
  AddWithDigests(files, folder / (stem + ".aar"), std::string(aar));
  AddWithDigests(files, folder / (stem + ".module"), GradleModule(module, stem + ".aar", aar));
  AddWithDigests(files, folder / (stem + ".pom"), Pom(module));
  return files;
}

fs::path MetadataPath(const MavenModule& module) { return ModuleFolder(module) / "maven-metadata.xml"; }

std::vector<MavenFile> MetadataFiles(const MavenModule& module, const std::string& existing) {
  static const std::regex version("<version>([^<]*)</version>");
  std::vector<std::string> versions;
  for (std::sregex_iterator it(existing.begin(), existing.end(), version), end; it != end; ++it) {
    if ((*it)[1] != module.version) versions.push_back((*it)[1]);
  }
  versions.push_back(module.version);  // the latest published stands last
  std::string list;
  for (const std::string& v : versions) list += fmt::format("      <version>{}</version>\n", v);
  std::vector<MavenFile> files;
  AddWithDigests(files, MetadataPath(module),
                 fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<metadata>\n  <groupId>{}</groupId>\n"
                             "  <artifactId>{}</artifactId>\n  <versioning>\n    <latest>{}</latest>\n"
                             "    <release>{}</release>\n    <versions>\n{}    </versions>\n  </versioning>\n"
                             "</metadata>\n",
                             module.group, module.artifact, module.version, module.version, list));
  return files;
}

}  // namespace tare::package
