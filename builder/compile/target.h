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
  std::string abi;     // Android's name, or "linux-x86_64" for this machine
  std::string triple;  // clang's
  bool android = true;
  std::vector<std::string> flags;
  std::vector<IsaLevel> isa_levels;  // the first is the baseline
  std::string linker_emulation;
  std::vector<std::string> linker_flags;
  uint16_t elf_machine = 0;
  bool is_64_bit = true;
};

/// All Android targets, in the order in which the reference lists them.
const std::vector<Target>& AndroidTargets();
/// nullptr when there is no such ABI.
const Target* FindAndroidTarget(std::string_view abi);
/// The machine that this program runs on.
const Target& HostTarget();

/// How a source file is compiled.
enum class SourceKind { kControl, kMicro, kHelper };

/// Compiler flags of a source on a target, all but ISA level, defines and file names.
std::vector<std::string> CompileFlags(const Target& target, SourceKind kind);

/// Programs of the toolchain, by full path.
struct Toolchain {
  std::string clang, lld, objcopy, objdump, symbolizer, ninja;
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
