// Layout of the NDKs since r19: one sysroot with headers for all ABIs and, by ABI and API level, stubs to link against.
// Where the unwinder and the compiler helpers are has moved since then, so those are searched for.
#include "builder/custom/ndk.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "builder/error.h"

namespace tare::custom {
namespace {

namespace fs = std::filesystem;
using builder::BuildError;

struct Names {
  const char* triple;    // of library folders
  const char* helpers;   // of compiler helpers
  const char* unwinder;  // folder of the unwinder
};

Names NamesOf(const build::Target& target) {
  if (target.abi == "arm64-v8a") return {"aarch64-linux-android", "aarch64", "aarch64"};
  if (target.abi == "armeabi-v7a") return {"arm-linux-androideabi", "arm", "arm"};
  if (target.abi == "x86") return {"i686-linux-android", "i686", "i386"};
  return {"x86_64-linux-android", "x86_64", "x86_64"};
}

[[noreturn]] void Lacks(const fs::path& folder, const std::string& what) {
  throw BuildError(fmt::format("{}: is no Android NDK of r19 or later: there is no {}", folder.string(), what));
}

/// All files below `folder` with this end of their path, sorted.
std::vector<fs::path> FilesEndingIn(const fs::path& folder, const std::string& end) {
  std::vector<fs::path> files;
  std::error_code absent;
  for (const auto& entry : fs::recursive_directory_iterator(folder, absent)) {
    if (entry.path().string().ends_with(end) && entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

fs::path NdkFolder(const std::string& flag) {
  if (!flag.empty()) return fs::absolute(flag).lexically_normal();
  const char* variable = getenv("ANDROID_NDK_HOME");
  return variable && *variable ? fs::absolute(variable).lexically_normal() : fs::path();
}

Ndk OpenNdk(const fs::path& folder, const build::Target& target) {
  const fs::path prebuilt = folder / "toolchains" / "llvm" / "prebuilt";
  fs::path toolchain;
  std::error_code absent;
  for (const auto& entry : fs::directory_iterator(prebuilt, absent)) {
    if (fs::is_directory(entry.path() / "sysroot")) toolchain = entry.path();
  }
  if (toolchain.empty()) Lacks(folder, "toolchains/llvm/prebuilt/<host>/sysroot");
  const Names names = NamesOf(target);
  Ndk ndk{.sysroot = toolchain / "sysroot", .archives = {}, .system = {}};
  const fs::path libraries = ndk.sysroot / "usr" / "lib" / names.triple;
  for (const char* name : {"libc++_static.a", "libc++abi.a"}) {
    if (!fs::exists(libraries / name)) Lacks(folder, (libraries / name).lexically_relative(folder).string());
    ndk.archives.push_back(libraries / name);
  }
  for (const char* name : {"libc.so", "libm.so", "liblog.so", "libdl.so"}) {
    const fs::path library = libraries / "21" / name;
    if (!fs::exists(library)) Lacks(folder, library.lexically_relative(folder).string() + " (API level 21)");
    ndk.system.push_back(library);
  }
  // The newest clang's, where several are there.
  for (const std::string& end : {fmt::format("/{}/libunwind.a", names.unwinder),
                                 fmt::format("/libclang_rt.builtins-{}-android.a", names.helpers)}) {
    const std::vector<fs::path> found = FilesEndingIn(toolchain, end);
    if (!found.empty()) ndk.archives.push_back(found.back());
  }
  return ndk;
}

}  // namespace tare::custom
