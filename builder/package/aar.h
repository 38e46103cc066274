// Android archives: what an app's build takes in, and the symbols that its crash reports need.
#ifndef TARE_BUILDER_PACKAGE_AAR_H_
#define TARE_BUILDER_PACKAGE_AAR_H_

#include <filesystem>
#include <string>
#include <vector>

#include "builder/link/link.h"

namespace tare::package {

/// File names of what is built; the reference's.
inline constexpr char kAarName[] = "tensorflow-lite.aar";
inline constexpr char kSymbolsName[] = "tensorflow-lite-symbols.zip";
inline constexpr char kJniLibraryName[] = "libtensorflowlite_jni.so";

struct AbiLibrary {
  std::string abi;
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

/// The AAR: manifest, classes, rules for the app's shrinker, libraries, licence notice. Deflates in parallel; throws
/// std::runtime_error.
Package MakeAar(const std::filesystem::path& classes_jar, const std::vector<AbiLibrary>& libraries);

/// Libraries with their symbols, laid out as Google Play takes them: `<abi>/<library>`.
Package MakeSymbolsZip(const std::vector<AbiLibrary>& libraries);

}  // namespace tare::package

#endif  // TARE_BUILDER_PACKAGE_AAR_H_
