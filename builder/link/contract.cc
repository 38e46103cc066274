// Reads the file as the dynamic loader does: program headers first, then the dynamic section through them. Section
// headers are read only for what is promised about them. A template over the two ELF classes keeps one reading.
#include "builder/link/contract.h"

#include <elf.h>

#include <algorithm>

#include "builder/link/contract_checker.h"

namespace tare::build {
namespace {

constexpr uint64_t kPageSize = 16384;
constexpr int64_t kDtRelr = 36, kDtAndroidRelr = 0x6fffe000, kDtAndroidRel = 0x6000000f, kDtAndroidRela = 0x60000011;

struct Elf32 {
  using Header = Elf32_Ehdr;
  using Segment = Elf32_Phdr;
  using Section = Elf32_Shdr;
  using Dynamic = Elf32_Dyn;
  using Symbol = Elf32_Sym;
  using Word = uint32_t;
};
struct Elf64 {
  using Header = Elf64_Ehdr;
  using Segment = Elf64_Phdr;
  using Section = Elf64_Shdr;
  using Dynamic = Elf64_Dyn;
  using Symbol = Elf64_Sym;
  using Word = uint64_t;
};

bool MatchesAny(std::string_view name, const std::vector<std::string>& patterns) {
  return std::any_of(patterns.begin(), patterns.end(), [&](std::string_view pattern) {
    if (!pattern.ends_with('*')) return name == pattern;
    return name.starts_with(pattern.substr(0, pattern.size() - 1));
  });
}

template <class Elf>
class Checker : ContractChecker {
 public:
  using ContractChecker::ContractChecker;

  std::vector<std::string> Check() {
    const auto header = Read<typename Elf::Header>(0);
    if (!header) return {"is too short for an ELF header"};
    Require(header->e_machine == contract_.target->elf_machine, "is for another machine");
    Require(header->e_type == ET_DYN, "is not a shared library");
    Require(header->e_machine != EM_ARM || contract_.target->hard_float || !(header->e_flags & EF_ARM_ABI_FLOAT_HARD),
            "has the hard-float ABI");
    segments_ = Table<typename Elf::Segment>(header->e_phoff, header->e_phnum);
    CheckSegments();
    CheckDynamic();
    CheckSections(*header);
    return violations_;
  }

 private:
  template <class T>
  std::vector<T> Table(uint64_t at, uint64_t count) const {
    std::vector<T> table;
    for (uint64_t i = 0; i < count; ++i) {
      const auto entry = Read<T>(at + i * sizeof(T));
      if (!entry) break;
      table.push_back(*entry);
    }
    return table;
  }

  /// Where an address lies in the file.
  uint64_t FileOffset(uint64_t address) const {
    for (const auto& s : segments_) {
      if (s.p_type == PT_LOAD && address >= s.p_vaddr && address - s.p_vaddr < s.p_filesz) {
        return s.p_offset + (address - s.p_vaddr);
      }
    }
    return file_.size();
  }

  void CheckSegments() {
    bool load = false, relro = false, stack = false;
    for (const auto& s : segments_) {
      const bool writable_code = (s.p_flags & PF_W) && (s.p_flags & PF_X);
      if (s.p_type == PT_LOAD) {
        load = true;
        Require(s.p_align == kPageSize, "has a segment whose alignment is not 16 KiB");
        Require(!writable_code, "has a segment that is writable and executable");
      }
      relro = relro || s.p_type == PT_GNU_RELRO;
      stack = stack || (s.p_type == PT_GNU_STACK && !(s.p_flags & PF_X));
      Require(s.p_type != PT_TLS, "has thread-local storage");
    }
    Require(load, "has nothing to load");
    Require(relro, "lacks RELRO");
    Require(stack, "has an executable stack");
  }

  void CheckDynamic() {
    std::vector<typename Elf::Dynamic> entries;
    for (const auto& s : segments_) {
      if (s.p_type == PT_DYNAMIC) entries = Table<typename Elf::Dynamic>(s.p_offset, s.p_filesz / sizeof(entries[0]));
    }
    uint64_t strings = 0, symbols = 0, hash = 0;
    bool now = false, is_gnu = false;
    std::string_view soname;
    std::vector<std::string_view> needed;
    for (const auto& e : entries) {
      if (e.d_tag == DT_STRTAB) strings = FileOffset(e.d_un.d_ptr);
    }
    for (const auto& e : entries) {
      switch (static_cast<int64_t>(e.d_tag)) {
        case DT_SYMTAB:
          symbols = FileOffset(e.d_un.d_ptr);
          break;
        case DT_HASH:
        case DT_GNU_HASH:
          hash = FileOffset(e.d_un.d_ptr);
          is_gnu = e.d_tag == DT_GNU_HASH;
          break;
        case DT_SONAME:
          soname = Text(strings + e.d_un.d_val);
          break;
        case DT_NEEDED:
          needed.push_back(Text(strings + e.d_un.d_val));
          break;
        case DT_BIND_NOW:
          now = true;
          break;
        case DT_FLAGS:
          now = now || (e.d_un.d_val & DF_BIND_NOW);
          Require(!(e.d_un.d_val & DF_TEXTREL), "has text relocations");
          break;
        case DT_FLAGS_1:
          now = now || (e.d_un.d_val & DF_1_NOW);
          break;
        case DT_TEXTREL:
          Require(false, "has text relocations");
          break;
        case kDtRelr:
        case kDtAndroidRelr:
        case kDtAndroidRel:
        case kDtAndroidRela:
          Require(false, "has packed relocations");
          break;
        case DT_INIT:
        case DT_INIT_ARRAY:
        case DT_FINI:
        case DT_FINI_ARRAY:
          Require(contract_.user_code, "has global constructors or destructors");
          break;
        case DT_RPATH:
        case DT_RUNPATH:
          Require(false, "has a search path");
          break;
        default:
          break;
      }
    }
    Require(now, "does not bind at once");
    Require(soname == contract_.soname, "has the soname '" + std::string(soname) + "'");
    for (const std::string_view library : needed) {
      const auto& stubs = contract_.target->stubs;
      // libdl.so: an unwinder's, which an NDK's C++ library brings.
      const bool of_user = contract_.user_code && contract_.target->android && library == "libdl.so";
      Require(of_user || std::find(std::begin(stubs), std::end(stubs), library) != std::end(stubs),
              "needs " + std::string(library));
    }
    Require(hash != 0 && is_gnu == contract_.target->gnu_hash,
            contract_.target->gnu_hash ? "lacks a GNU hash table" : "lacks a SysV hash table");
    if (hash != 0) CheckSymbols(symbols, strings, is_gnu ? GnuSymbolCount(hash) : Read<uint32_t>(hash + 4).value_or(0));
  }

  /// One above the last symbol: the table says where each bucket's chain begins, and a chain ends with an odd value.
  uint32_t GnuSymbolCount(uint64_t hash) const {
    const auto word = [this](uint64_t at) { return Read<uint32_t>(at).value_or(1); };
    const uint64_t buckets = hash + 16 + uint64_t{word(hash + 8)} * sizeof(typename Elf::Word);
    const uint64_t chains = buckets + uint64_t{4} * word(hash);
    const uint32_t first = word(hash + 4);
    uint32_t last = first;
    for (const uint32_t start : Table<uint32_t>(buckets, word(hash))) last = std::max(last, start);
    while (!(word(chains + uint64_t{4} * (last - first)) & 1)) ++last;
    return last + 1;
  }

  void CheckSymbols(uint64_t symbols, uint64_t strings, uint32_t count) {
    bool exports = false;
    for (const auto& symbol : Table<typename Elf::Symbol>(symbols, count)) {
      const std::string name(Text(strings + symbol.st_name));
      if (name.empty()) continue;
      if (symbol.st_shndx == SHN_UNDEF) {
        Require(MatchesAny(name, contract_.imports), "imports " + name);
      } else {
        exports = true;
        Require(MatchesAny(name, contract_.exports), "exports " + name);
      }
    }
    Require(exports, "exports nothing");
  }

  void CheckSections(const Elf::Header& header) {
    const auto sections = Table<typename Elf::Section>(header.e_shoff, header.e_shnum);
    const uint64_t names = header.e_shstrndx < sections.size() ? sections[header.e_shstrndx].sh_offset : file_.size();
    bool build_id = false, strings = false;
    for (const auto& section : sections) {
      const std::string_view name = Text(names + section.sh_name);
      build_id = build_id || name == ".note.gnu.build-id";
      strings = strings || name == ".dynstr";
      const bool unwind = name.starts_with(".eh_frame") || name.starts_with(".ARM.ex");
      // A user's static libraries bring theirs.
      const bool debug =
          section.sh_type == SHT_SYMTAB || name.starts_with(".debug_") || (unwind && !contract_.user_code);
      Require(!debug, "has a section " + std::string(name));
    }
    Require(build_id, "lacks a build-id");
    Require(strings, "lacks section headers");
  }

  std::vector<typename Elf::Segment> segments_;
};

}  // namespace

std::vector<std::string> Violations(std::string_view file, const Contract& contract) {
  const char elf_class = contract.target->is_64_bit ? ELFCLASS64 : ELFCLASS32;
  if (!file.starts_with(ELFMAG) || file.size() <= EI_CLASS || file[EI_CLASS] != elf_class) {
    return {"is no ELF file of the target's word size"};
  }
  return contract.target->is_64_bit ? Checker<Elf64>(file, contract).Check() : Checker<Elf32>(file, contract).Check();
}

}  // namespace tare::build
