// The files that come with a C library: headers, and the descriptions by which build systems find it (CMake,
// pkg-config, and prefab inside an AAR).
#ifndef TARE_BUILDER_PACKAGE_C_FILES_H_
#define TARE_BUILDER_PACKAGE_C_FILES_H_

#include <string>
#include <vector>

#include "builder/compile/target.h"
#include "builder/package/names.h"

namespace tare::package {

/// A file by its path in a package, and its bytes.
struct File {
  std::string name, content;
};

/// What TfLiteVersion() says.
inline constexpr char kVersion[] = "2.16.1";

/// The public headers, by their paths below an include folder, sorted.
std::vector<File> Headers();

/// What an installed library has beside itself: include/ (with the C++ classes that run models), lib/cmake/,
/// lib/pkgconfig/, LICENSE. The same for every place it is put in: the files find each other by relative paths.
std::vector<File> InstallFiles(const build::Target& target);

/// An AAR's prefab module: everything but the libraries, for which PrefabLibrary names the places.
std::vector<File> PrefabFiles(const Names& names, const std::vector<std::string>& abis);
std::string PrefabLibrary(const Names& names, const std::string& abi);

}  // namespace tare::package

#endif  // TARE_BUILDER_PACKAGE_C_FILES_H_
