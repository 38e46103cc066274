// The table of targets. Flags follow two rules: all code is compiled for size (-Oz), because inner loops say themselves
// what to unroll (kernels/micro/isa.h); and no two ABIs may round differently, so nothing is contracted to FMA unless
// an inner loop asks for it.
#include "builder/compile/target.h"

#include <elf.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "builder/compile/process.h"

namespace tare::build {
namespace {

const std::vector<IsaLevel>& X86Levels(bool is_64_bit) {
  static const IsaLevel avx2{"avx2", {"-mavx2", "-mfma", "-mf16c"}};
  static const std::vector<IsaLevel> x86{{"base", {}}, avx2}, x86_64 = x86;
  return is_64_bit ? x86_64 : x86;
}

// The simple register allocator: code of more bytes but fewer after deflate, and the inner loops keep within registers.
// Not on 32-bit x86, whose 8 registers it would spill in them, and not on Linux, where libraries are not deflated.
constexpr const char* kAllocator = "-regalloc=basic";

std::vector<Target> MakeAndroidTargets() {
  return {
      // The stack is aligned where the platform enters (runtime/platform/entry.h), not in every function as clang
      // would do for this API level.
      {.abi = "x86",
       .triple = "i686-linux-android21",
       .flags = {"-march=i686", "-mssse3", "-mfpmath=sse", "-mno-stackrealign"},
       .isa_levels = X86Levels(false),
       .linker_emulation = "elf_i386",
       .linker_flags = {},
       .elf_machine = EM_386,
       .is_64_bit = false},
      {.abi = "x86_64",
       .triple = "x86_64-linux-android21",
       .flags = {"-march=x86-64", "-msse4.2", "-mpopcnt"},
       .isa_levels = X86Levels(true),
       .linker_emulation = "elf_x86_64",
       .linker_flags = {"-mllvm", kAllocator},
       .elf_machine = EM_X86_64},
      // Atomics inline: the outlined ones are compiler-rt's. The linker flag works around an erratum of Cortex-A53.
      {.abi = "arm64-v8a",
       .triple = "aarch64-linux-android21",
       .flags = {"-march=armv8-a", "-mno-outline-atomics"},
       .isa_levels = {{"base", {}}},
       .linker_emulation = "aarch64linux",
       .linker_flags = {"--fix-cortex-a53-843419", "-mllvm", kAllocator},
       .elf_machine = EM_AARCH64},
      // The DWARF model, because ARM's own would leave unwind tables (.ARM.exidx) in the library.
      {.abi = "armeabi-v7a",
       .triple = "armv7a-linux-androideabi21",
       .flags = {"-march=armv7-a", "-mthumb", "-mfpu=neon", "-mfloat-abi=softfp", "-Xclang", "-exception-model=dwarf"},
       .isa_levels = {{"base", {}}},
       .linker_emulation = "armelf_linux_eabi",
       .linker_flags = {"-mllvm", "-exception-model=dwarf", "-mllvm", kAllocator},
       .elf_machine = EM_ARM,
       .is_64_bit = false},
  };
}

std::vector<Target> MakeLinuxTargets() {
  // libpthread is a part of libc since version 2.34 of the GNU C library, and of its own before.
  const std::vector<std::string> stubs = {"libc.so.6", "libm.so.6", "libpthread.so.0"};
  return {
      {.abi = "linux-x86_64",
       .triple = "x86_64-linux-gnu",
       .android = false,
       .stubs = stubs,
       .flags = {"-march=x86-64", "-msse4.2", "-mpopcnt"},
       .isa_levels = X86Levels(true),
       .linker_emulation = "elf_x86_64",
       .linker_flags = {},
       .elf_machine = EM_X86_64,
       .gnu_hash = true},
      {.abi = "linux-arm64",
       .triple = "aarch64-linux-gnu",
       .android = false,
       .stubs = stubs,
       .flags = {"-march=armv8-a", "-mno-outline-atomics"},
       .isa_levels = {{"base", {}}},
       .linker_emulation = "aarch64linux",
       .linker_flags = {"--fix-cortex-a53-843419"},
       .elf_machine = EM_AARCH64,
       .gnu_hash = true},
      {.abi = "linux-armv7",
       .triple = "armv7-linux-gnueabihf",
       .android = false,
       .stubs = stubs,
       .flags = {"-march=armv7-a", "-mthumb", "-mfpu=neon", "-mfloat-abi=hard", "-Xclang", "-exception-model=dwarf"},
       .isa_levels = {{"base", {}}},
       .linker_emulation = "armelf_linux_eabi",
       .linker_flags = {"-mllvm", "-exception-model=dwarf"},
       .elf_machine = EM_ARM,
       .is_64_bit = false,
       .gnu_hash = true,
       .hard_float = true},
  };
}

/// A target of Apple's; the linker's emulation is the architecture's name there.
Target AppleTarget(const std::string& platform, const std::string& version, const std::string& architecture) {
  const bool is_simulator = platform == "ios-simulator", is_x86 = architecture == "x86_64";
  // Frame pointers stay: the platform's crash reports follow them where there are no unwind tables.
  std::vector<std::string> flags = {"-fno-omit-frame-pointer"};
  for (const char* flag : {"-march=x86-64", "-msse4.2", "-mpopcnt"}) {
    if (is_x86) flags.emplace_back(flag);
  }
  if (!is_x86) flags.emplace_back("-march=armv8-a");
  return {.abi = platform + "-" + architecture,
          .triple = architecture + "-apple-" + (platform == "macos" ? "macos" : "ios") + version +
                    (is_simulator ? "-simulator" : ""),
          .android = false,
          .stubs = {"libSystem.B.dylib"},
          .flags = flags,
          .isa_levels = is_x86 ? X86Levels(true) : std::vector<IsaLevel>{{"base", {}}},
          .linker_emulation = architecture,
          .linker_flags = {},
          .apple_platform = platform,
          .apple_version = version};
}

// The oldest systems are those of TensorFlow Lite's own pods; there is no older one on that architecture for the
// others.
std::vector<Target> MakeAppleTargets() {
  return {AppleTarget("ios", "12.0", "arm64"), AppleTarget("ios-simulator", "14.0", "arm64"),
          AppleTarget("ios-simulator", "12.0", "x86_64"), AppleTarget("macos", "11.0", "arm64"),
          AppleTarget("macos", "10.15", "x86_64")};
}

Toolchain FindTools() {
  Toolchain tools;
  tools.clang = FindProgram({"clang++-19"}, "clang-19");
  tools.lld = FindProgram({"ld.lld-19"}, "lld-19");
  tools.ld64 = FindProgram({"ld64.lld-19"}, "lld-19");
  tools.lipo = FindProgram({"llvm-lipo-19"}, "llvm-19");
  tools.objcopy = FindProgram({"llvm-objcopy-19"}, "llvm-19");
  tools.ar = FindProgram({"llvm-ar-19"}, "llvm-19");
  tools.nm = FindProgram({"llvm-nm-19"}, "llvm-19");
  tools.objdump = FindProgram({"llvm-objdump-19"}, "llvm-19");
  tools.symbolizer = FindProgram({"llvm-symbolizer-19"}, "llvm-19");
  tools.ninja = FindProgram({"ninja"}, "ninja-build");
  // Size and date stand for the content of programs and of the library they share; a version text alone would miss a
  // distribution's patch.
  for (const std::string& program : {tools.clang, tools.lld, tools.objcopy}) {
    char* resolved = realpath(program.c_str(), nullptr);
    struct stat info{};
    if (resolved && stat(resolved, &info) == 0) {
      tools.identity +=
          std::string(resolved) + ' ' + std::to_string(info.st_size) + ' ' + std::to_string(info.st_mtim.tv_sec) + '\n';
    }
    free(resolved);
  }
  tools.identity += RunOrThrow({tools.clang, "--version"}, "asking clang for its version");
  return tools;
}

}  // namespace

const std::vector<Target>& AndroidTargets() {
  static const std::vector<Target> targets = MakeAndroidTargets();
  return targets;
}

const Target* FindAndroidTarget(std::string_view abi) {
  for (const Target& target : AndroidTargets()) {
    if (target.abi == abi) return &target;
  }
  return nullptr;
}

const std::vector<Target>& LinuxTargets() {
  static const std::vector<Target> targets = MakeLinuxTargets();
  return targets;
}

const std::vector<Target>& AppleTargets() {
  static const std::vector<Target> targets = MakeAppleTargets();
  return targets;
}

const Target& HostTarget() {
  static const Target host{.abi = "linux-x86_64",
                           .triple = "x86_64-linux-gnu",
                           .android = false,
                           .stubs = {},
                           .flags = {"-march=x86-64", "-msse4.2", "-mpopcnt"},
                           .isa_levels = X86Levels(true),
                           .linker_emulation = "elf_x86_64",
                           .linker_flags = {},
                           .elf_machine = EM_X86_64};
  return host;
}

std::vector<std::string> CompileFlags(const Target& target, SourceKind kind) {
  std::vector<std::string> flags = {"--target=" + target.triple,
                                    "-std=c++20",
                                    "-ffreestanding",
                                    "-nostdlibinc",
                                    "-fPIC",
                                    "-fvisibility=hidden",
                                    "-fno-exceptions",
                                    "-fno-rtti",
                                    "-fno-unwind-tables",
                                    "-fno-asynchronous-unwind-tables",
                                    "-fno-threadsafe-statics",
                                    "-fno-stack-protector",
                                    "-fomit-frame-pointer",
                                    "-fno-ident",
                                    "-ffunction-sections",
                                    "-fdata-sections",
                                    "-fmerge-all-constants",
                                    "-ffp-contract=off",
                                    "-fno-math-errno",
                                    "-gdwarf-4",
                                    "-gline-tables-only",
                                    "-ffile-compilation-dir=.",
                                    "-I.",
                                    "-Oz"};
  // Compiler helpers stay native objects: LTO would drop or rename what only its own code generation calls.
  if (kind != SourceKind::kHelper) flags.push_back("-flto");
  if (kind == SourceKind::kMicro) flags.push_back("-fno-vectorize");
  flags.insert(flags.end(), target.flags.begin(), target.flags.end());
  return flags;
}

std::vector<std::string> UserCodeFlags(const Target& target, const std::string& standard) {
  const bool is_cxx = standard.starts_with("c++");
  std::vector<std::string> flags = {"--target=" + target.triple, "-x", is_cxx ? "c++" : "c",
                                    "-std=gnu" + standard.substr(1)};
  if (is_cxx) flags.insert(flags.end(), {"-fno-exceptions", "-fno-rtti", "-fvisibility-inlines-hidden"});
  flags.insert(flags.end(), {"-fPIC", "-fvisibility=hidden", "-fno-unwind-tables", "-fno-asynchronous-unwind-tables",
                             "-fno-stack-protector", "-fomit-frame-pointer", "-fno-ident", "-ffunction-sections",
                             "-fdata-sections", "-ffp-contract=off", "-fno-math-errno", "-gdwarf-4",
                             "-gline-tables-only", "-ffile-compilation-dir=.", "-flto"});
  for (const std::string& flag : target.flags) {
    // The system may start the user's functions as threads, with a stack that is aligned less than they rely on.
    flags.emplace_back(flag == "-mno-stackrealign" ? "-mstackrealign" : flag);
  }
  return flags;
}

std::string FindProgram(const std::vector<std::string>& names, const char* package) {
  const char* path = getenv("PATH");
  for (const std::string& name : names) {
    for (std::string_view rest = path ? path : "/usr/bin:/bin"; !rest.empty();) {
      const size_t colon = rest.find(':');
      const std::string candidate = std::string(rest.substr(0, colon)) + "/" + name;
      if (access(candidate.c_str(), X_OK) == 0) return candidate;
      rest = colon == std::string_view::npos ? std::string_view() : rest.substr(colon + 1);
    }
  }
  throw std::runtime_error(names[0] + " is not installed (Debian package " + package + ")");
}

const Toolchain& Tools() {
  static const Toolchain tools = FindTools();
  return tools;
}

const std::string& SourceRoot() {
  static const std::string root = TARE_SOURCE_DIR;
  return root;
}

}  // namespace tare::build
