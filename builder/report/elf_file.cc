// One template reads both classes; the structures of <elf.h> differ in field widths and order only.
#include "builder/report/elf_file.h"

#include <elf.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace tare::builder {
namespace {

std::string_view Slice(std::string_view bytes, uint64_t offset, uint64_t size) {
  if (offset > bytes.size() || size > bytes.size() - offset) throw std::runtime_error("damaged ELF file");
  return bytes.substr(offset, size);
}

template <class T>
T Read(std::string_view bytes, uint64_t offset) {
  T value;
  Slice(bytes, offset, sizeof(T)).copy(reinterpret_cast<char*>(&value), sizeof(T));
  return value;
}

std::string NameAt(std::string_view strings, uint64_t offset) {
  const std::string_view rest = Slice(strings, offset, strings.size() - std::min<uint64_t>(offset, strings.size()));
  return std::string(rest.substr(0, rest.find('\0')));
}

template <class Header, class Section, class Symbol>
ElfFile Parse(std::string_view bytes, size_t program_header_bytes) {
  const auto header = Read<Header>(bytes, 0);
  ElfFile file;
  file.header_bytes = header.e_phoff + uint64_t{header.e_phnum} * program_header_bytes;
  file.section_table_offset = header.e_shoff;
  file.section_table_bytes = uint64_t{header.e_shnum} * sizeof(Section);
  std::vector<Section> sections;
  for (unsigned i = 0; i < header.e_shnum; ++i) {
    sections.push_back(Read<Section>(bytes, header.e_shoff + uint64_t{i} * sizeof(Section)));
  }
  const auto content = [&](unsigned i) {
    if (i >= sections.size() || sections[i].sh_type == SHT_NOBITS) throw std::runtime_error("damaged ELF file");
    return Slice(bytes, sections[i].sh_offset, sections[i].sh_size);
  };
  for (unsigned i = 0; i < sections.size(); ++i) {
    const Section& s = sections[i];
    file.sections.push_back(
        {NameAt(content(header.e_shstrndx), s.sh_name), s.sh_type, s.sh_flags, s.sh_addr, s.sh_offset, s.sh_size});
    if (s.sh_type != SHT_NOBITS) content(i);
    if (s.sh_type != SHT_SYMTAB) continue;
    const std::string_view strings = content(s.sh_link);
    for (uint64_t at = 0; at + sizeof(Symbol) <= s.sh_size; at += sizeof(Symbol)) {
      const auto symbol = Read<Symbol>(content(i), at);
      if (symbol.st_shndx == SHN_UNDEF || symbol.st_size == 0) continue;
      file.symbols.push_back({NameAt(strings, symbol.st_name), symbol.st_value, symbol.st_size,
                              static_cast<uint8_t>(ELF32_ST_TYPE(symbol.st_info))});
    }
  }
  return file;
}

}  // namespace

ElfFile ParseElf(std::string_view bytes) {
  if (bytes.size() < EI_NIDENT || bytes.substr(0, SELFMAG) != ELFMAG || bytes[EI_DATA] != ELFDATA2LSB) {
    throw std::runtime_error("not a little-endian ELF file");
  }
  if (bytes[EI_CLASS] == ELFCLASS64) return Parse<Elf64_Ehdr, Elf64_Shdr, Elf64_Sym>(bytes, sizeof(Elf64_Phdr));
  return Parse<Elf32_Ehdr, Elf32_Shdr, Elf32_Sym>(bytes, sizeof(Elf32_Phdr));
}

}  // namespace tare::builder
