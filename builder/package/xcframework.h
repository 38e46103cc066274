// The files of an XCFramework: for each platform a framework, which is a folder of a layout that Xcode knows, and the
// description of them all.
#ifndef TARE_BUILDER_PACKAGE_XCFRAMEWORK_H_
#define TARE_BUILDER_PACKAGE_XCFRAMEWORK_H_

#include <string>
#include <vector>

#include "builder/package/c_files.h"

namespace tare::package {

inline constexpr char kFrameworkName[] = "TensorFlowLiteC";

/// One platform's part of an XCFramework.
struct Slice {
  std::string name;      // its folder
  std::string platform;  // as the linker calls it
  std::string oldest;    // version of the platform, of all its architectures
  std::vector<std::string> architectures;
  std::string library;  // the bytes: a universal file where there are several architectures
};

/// Where an app's loader finds the library of a platform's framework.
std::string InstallName(const std::string& platform);

/// A link of a bundle's layout, beside its files.
struct Symlink {
  std::string name, target;
};

struct Xcframework {
  std::vector<File> files;
  std::vector<Symlink> links;
};

/// All that is below TensorFlowLiteC.xcframework/.
Xcframework MakeXcframework(const std::vector<Slice>& slices);

}  // namespace tare::package

#endif  // TARE_BUILDER_PACKAGE_XCFRAMEWORK_H_
