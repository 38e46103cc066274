// The parts of an Android NDK that a user's C++ code is compiled and linked with, in place of the distribution's
// headers.
#ifndef TARE_BUILDER_CUSTOM_NDK_H_
#define TARE_BUILDER_CUSTOM_NDK_H_

#include <filesystem>
#include <string>
#include <vector>

#include "builder/compile/target.h"

namespace tare::custom {

/// An NDK for one target.
struct Ndk {
  std::filesystem::path sysroot;
  std::vector<std::filesystem::path> archives;  // libc++, its ABI library, the unwinder, compiler helpers
  std::vector<std::filesystem::path> system;    // libc, libm, liblog, libdl of API 21, to link against
};

/// The NDK's folder: the flag's, else $ANDROID_NDK_HOME, else none (empty).
std::filesystem::path NdkFolder(const std::string& flag);

/// Looks up what a target needs. Throws BuildError naming what the folder lacks.
Ndk OpenNdk(const std::filesystem::path& folder, const build::Target& target);

}  // namespace tare::custom

#endif  // TARE_BUILDER_CUSTOM_NDK_H_
