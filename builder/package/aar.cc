// Entries come in the order of the reference's AAR. Files in which at most names change are in packaging/aar/ and
// packaging/aar_select_tf/.
#include "builder/package/aar.h"

#include <functional>

#include "builder/compile/cache.h"
#include "builder/compile/process.h"
#include "builder/compile/target.h"
#include "builder/package/deflate.h"
#include "builder/package/zip.h"

namespace tare::package {
namespace {

Package Pack(const std::vector<File>& files, std::string (*deflate)(std::string_view)) {
  std::vector<std::string> streams(files.size());
  std::vector<std::function<void()>> jobs;
  jobs.reserve(files.size());
  for (size_t i = 0; i < files.size(); ++i) {
    jobs.push_back([&, i] { streams[i] = deflate(files[i].content); });
  }
  build::RunParallel(jobs);
  Package package;
  ZipWriter zip;
  for (size_t i = 0; i < files.size(); ++i) {
    const File& file = files[i];
    package.entries.push_back({file.name, zip.AddDeflated(file.name, file.content, streams[i]), file.content.size()});
  }
  package.bytes = zip.Finish();
  return package;
}

}  // namespace

Package MakeAar(const std::string& fixed, const Names& names, const std::filesystem::path& classes_jar,
                const std::vector<AbiLibrary>& libraries, const std::vector<File>& more) {
  const auto read = [&](const char* name) {
    return names.Adapted(build::ReadFile(std::filesystem::path(build::SourceRoot()) / "packaging" / fixed / name));
  };
  std::vector<File> files = {{"AndroidManifest.xml", read("AndroidManifest.xml")},
                             {"classes.jar", build::ReadFile(classes_jar)},
                             {"R.txt", ""},
                             {"proguard.txt", read("proguard.txt")}};
  for (const AbiLibrary& library : libraries) {
    files.push_back({"jni/" + library.abi + "/" + library.name, build::ReadFile(library.library.packaged)});
  }
  files.push_back({"LICENSE", read("LICENSE")});
  files.insert(files.end(), more.begin(), more.end());
  return Pack(files, DeflateSmall);
}

std::vector<File> CApiFiles(const Names& names, const std::vector<AbiLibrary>& libraries) {
  std::vector<File> files = Headers();
  for (File& header : files) header.name = "headers/" + header.name;
  std::vector<std::string> abis;
  for (const AbiLibrary& library : libraries) abis.push_back(library.abi);
  for (File& file : PrefabFiles(names, abis)) files.push_back(std::move(file));
  for (const AbiLibrary& library : libraries) {
    files.push_back({PrefabLibrary(names, library.abi), build::ReadFile(library.library.packaged)});
  }
  return files;
}

Package MakeSymbolsZip(const std::vector<AbiLibrary>& libraries) {
  std::vector<File> files;
  files.reserve(libraries.size());
  for (const AbiLibrary& library : libraries) {
    files.push_back({library.abi + "/" + library.name, build::ReadFile(library.library.symbols)});
  }
  return Pack(files, DeflateFast);
}

}  // namespace tare::package
