// The machines that libraries are built for, and the compiler and flags that all of them share. Everything about an ABI
// is one entry of the table in target.cc.
#ifndef TARE_BUILDER_COMPILE_TARGET_H_
#define TARE_BUILDER_COMPILE_TARGET_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tare::build {

/// One instruction set level of a target: sources under kernels/micro/ are compiled once for each.
struct IsaLevel {
  std::string name;  // the namespace, TARE_ISA
  std::vector<std::string> flags;
};

struct Target {
  std::string abi;     // Android's name; for others, "linux-x86_64" and such
  std::string triple;  // clang's
  bool android = true;
  /// System libraries that are linked against as stubs (builder/link/stubs.h), by which a library may need them. Empty
  /// for what runs only here: that is linked against this machine's own C library.
  std::vector<std::string> stubs = {"libc.so", "libm.so", "liblog.so"};
  std::vector<std::string> flags;
  std::vector<IsaLevel> isa_levels;  // the first is the baseline
  std::string linker_emulation;
  std::vector<std::string> linker_flags;
  uint16_t elf_machine = 0;
  bool is_64_bit = true;
  bool gnu_hash = false;    // the loader's newer symbol table, smaller from some forty symbols on
  bool hard_float = false;  // 32-bit ARM: floats are passed in vector registers
  /// Apple's: the linker's names of platform and oldest version, e.g. "ios-simulator" and "12.0"; both empty elsewhere.
  std::string apple_platform = {};  // NOLINT(readability-redundant-member-init)
  std::string apple_version = {};   // NOLINT(readability-redundant-member-init)

  bool is_apple() const { return !apple_platform.empty(); }
};

/// All Android targets, in the order in which the reference lists them.
const std::vector<Target>& AndroidTargets();
/// nullptr when there is no such ABI.
const Target* FindAndroidTarget(std::string_view abi);
/// Linux machines that C libraries are built for. Their libraries carry no symbol versions, so they load with every
/// version of the GNU C library.
const std::vector<Target>& LinuxTargets();
/// Machines that frameworks are built for: one entry for each architecture of each of Apple's platforms.
const std::vector<Target>& AppleTargets();
/// The machine that this program runs on.
const Target& HostTarget();

/// How a source file is compiled.
enum class SourceKind { kControl, kMicro, kHelper };

/// Compiler flags of a source on a target, all but ISA level, defines and file names.
std::vector<std::string> CompileFlags(const Target& target, SourceKind kind);

/// Compiler flags of a user's source on a target, all but headers, defines and optimisation: without exceptions, RTTI
/// and visible symbols, as TensorFlow's build has it. `standard` is "c++17", "c++20" or "c17".
std::vector<std::string> UserCodeFlags(const Target& target, const std::string& standard);

/// Programs of the toolchain, by full path.
struct Toolchain {
  std::string clang, lld, ld64, lipo, objcopy, ar, nm, objdump, symbolizer, ninja;
  std::string identity;  // changes whenever an output could: versions, paths, sizes and dates of the programs
};
/// Finds the toolchain once. Throws std::runtime_error naming what is missing and the package that has it.
const Toolchain& Tools();

/// The first of these programs that PATH has. Throws std::runtime_error naming the Debian package to install.
std::string FindProgram(const std::vector<std::string>& names, const char* package);

/// The clone this program was built from: where device sources are.
const std::string& SourceRoot();

}  // namespace tare::build

#endif  // TARE_BUILDER_COMPILE_TARGET_H_
