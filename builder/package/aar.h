// Android archives: what an app's build takes in, and the symbols that its crash reports need.
#ifndef TARE_BUILDER_PACKAGE_AAR_H_
#define TARE_BUILDER_PACKAGE_AAR_H_

#include <filesystem>
#include <string>
#include <vector>

#include "builder/link/link.h"
#include "builder/package/c_files.h"
#include "builder/package/names.h"

namespace tare::package {

struct AbiLibrary {
  std::string abi, name;  // such as "arm64-v8a", "libtensorflowlite_jni.so"
  build::Library library;
};

/// An archive's bytes, and what each entry takes of it.
struct Package {
  struct Entry {
    std::string name;
    size_t packed = 0;  // in the archive, headers included
    size_t raw = 0;     // the file itself
  };
  std::string bytes;
  std::vector<Entry> entries;
};

/// An AAR: manifest, classes, rules for the app's shrinker, libraries, licence notice. `fixed` is the folder under
/// packaging/ with the files in which only names change: "aar", or "aar_select_tf". `more` are further files, such as
/// those of the C API (CApiFiles). Deflates in parallel; throws std::runtime_error.
Package MakeAar(const std::string& fixed, const Names& names, const std::filesystem::path& classes_jar,
                const std::vector<AbiLibrary>& libraries, const std::vector<File>& more = {});

/// What an AAR whose libraries export the C API has besides: headers/, and a prefab module with the libraries again,
/// because that is where native builds look for them.
std::vector<File> CApiFiles(const Names& names, const std::vector<AbiLibrary>& libraries);

/// Libraries with their symbols, laid out as Google Play takes them: `<abi>/<library>`.
Package MakeSymbolsZip(const std::vector<AbiLibrary>& libraries);

}  // namespace tare::package

#endif  // TARE_BUILDER_PACKAGE_AAR_H_
