// Reads the load commands, by whose numbers and layouts the format is defined: there is no header of it on this system.
#include "builder/link/mach_contract.h"

#include <algorithm>

#include "builder/link/contract_checker.h"

namespace tare::build {
namespace {

constexpr uint32_t kMagic = 0xfeedfacf, kArm64 = 0x0100000c, kX86 = 0x01000007, kDylib = 6;
constexpr uint32_t kSegment = 0x19, kSymbolTable = 2, kLoadDylib = 0xc, kIdDylib = 0xd, kUuid = 0x1b;
constexpr uint32_t kSignature = 0x1d, kBuildVersion = 0x32, kVersionMacos = 0x24, kVersionIos = 0x25;
constexpr uint32_t kHeaderSize = 32;

struct Symbol {
  uint32_t name;
  uint8_t type, section;
  uint16_t description;
  uint64_t value;
};
constexpr uint8_t kDebugging = 0xe0, kPrivate = 0x10, kTypeMask = 0x0e, kExternal = 1;

uint32_t PlatformNumber(const std::string& name) { return name == "macos" ? 1 : name == "ios" ? 2 : 7; }

/// "12.0" as the format has it.
uint32_t VersionNumber(const std::string& text) {
  const size_t dot = text.find('.');
  return static_cast<uint32_t>(std::stoul(text)) << 16 | static_cast<uint32_t>(std::stoul(text.substr(dot + 1))) << 8;
}

class Checker : ContractChecker {
 public:
  using ContractChecker::ContractChecker;

  std::vector<std::string> Check() {
    if (Word(0) != kMagic) return {"is no 64-bit Mach-O file"};
    Require(Word(4) == (contract_.target->linker_emulation == "arm64" ? kArm64 : kX86), "is for another machine");
    Require(Word(12) == kDylib, "is not a dynamic library");
    uint64_t at = kHeaderSize;
    for (uint32_t i = 0, count = Word(16); i < count && at + 8 <= file_.size(); ++i) {
      const uint32_t size = Word(at + 4);
      CheckCommand(at, Word(at));
      if (size < 8) break;
      at += size;
    }
    Require(platform_, "does not say for which platform it is");
    Require(signed_, "is not signed");
    Require(identified_, "has no UUID");
    Require(exports_, "exports nothing");
    return violations_;
  }

 private:
  uint32_t Word(uint64_t at) const { return Read<uint32_t>(at).value_or(0); }
  void CheckCommand(uint64_t at, uint32_t command) {
    switch (command) {
      case kBuildVersion:
        RequireVersion(Word(at + 8), Word(at + 12));
        break;
      case kVersionMacos:  // the older forms
        RequireVersion(PlatformNumber("macos"), Word(at + 8));
        break;
      case kVersionIos:  // on x86, a simulator
        RequireVersion(PlatformNumber(Word(4) == kX86 ? "ios-simulator" : "ios"), Word(at + 8));
        break;
      case kIdDylib: {
        const std::string_view name = Text(at + Word(at + 8));
        Require(name == contract_.soname, "has the install name '" + std::string(name) + "'");
        break;
      }
      case kLoadDylib: {
        const std::string name(Text(at + Word(at + 8)));
        const auto& stubs = contract_.target->stubs;
        Require(std::any_of(stubs.begin(), stubs.end(), [&](const auto& stub) { return name == "/usr/lib/" + stub; }),
                "needs " + name);
        break;
      }
      case kSegment:
        CheckSections(at + 72, Word(at + 64));
        break;
      case kSymbolTable:
        CheckSymbols(Word(at + 8), Word(at + 12), Word(at + 16));
        break;
      default:
        signed_ = signed_ || command == kSignature;
        identified_ = identified_ || command == kUuid;
        break;
    }
  }

  void RequireVersion(uint32_t platform, uint32_t version) {
    platform_ = true;
    Require(platform == PlatformNumber(contract_.target->apple_platform), "is for another platform");
    Require(version == VersionNumber(contract_.target->apple_version), "is for another version of the platform");
  }

  void CheckSections(uint64_t at, uint32_t count) {
    constexpr uint64_t kSectionSize = 80;
    for (uint32_t i = 0; i < count && at < file_.size(); ++i, at += kSectionSize) {
      const std::string_view name = Text(at).substr(0, 16);
      const bool is_constructor = name.starts_with("__mod_init_func") || name.starts_with("__init_offsets");
      Require(!is_constructor || contract_.user_code, "has global constructors");
      Require(!name.starts_with("__thread_"), "has thread-local storage");
      Require(!name.starts_with("__debug_"), "has debug information");
    }
  }

  void CheckSymbols(uint64_t at, uint32_t count, uint64_t strings) {
    for (uint32_t i = 0; i < count; ++i) {
      const auto symbol = Read<Symbol>(at + uint64_t{i} * sizeof(Symbol));
      if (!symbol) break;
      if ((symbol->type & (kDebugging | kPrivate)) || !(symbol->type & kExternal)) continue;
      std::string_view name = Text(strings + symbol->name);
      if (name == "dyld_stub_binder") continue;
      name.remove_prefix(std::min<size_t>(name.size(), 1));  // the linker's underscore
      const bool is_import = (symbol->type & kTypeMask) == 0;
      exports_ = exports_ || !is_import;
      const auto& allowed = is_import ? contract_.imports : contract_.exports;
      Require(std::find(allowed.begin(), allowed.end(), name) != allowed.end(),
              (is_import ? "imports " : "exports ") + std::string(name));
    }
  }

  bool platform_ = false, signed_ = false, identified_ = false, exports_ = false;
};

}  // namespace

std::vector<std::string> MachViolations(std::string_view file, const Contract& contract) {
  return Checker(file, contract).Check();
}

}  // namespace tare::build
