// What size reports read of an ELF file: sections and symbols, of 32 and 64 bits, little endian.
#ifndef TARE_BUILDER_REPORT_ELF_FILE_H_
#define TARE_BUILDER_REPORT_ELF_FILE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tare::builder {

struct ElfSection {
  std::string name;
  uint32_t type;
  uint64_t flags, address, offset, size;
};

struct ElfSymbol {
  std::string name;
  uint64_t address, size;
  uint8_t type;  // STT_FUNC, STT_OBJECT, …
};

struct ElfFile {
  std::vector<ElfSection> sections;
  std::vector<ElfSymbol> symbols;  // of .symtab: defined ones that have a size
  uint64_t header_bytes = 0;       // ELF header and program headers, which begin the file
  uint64_t section_table_offset = 0, section_table_bytes = 0;
};

/// Throws std::runtime_error when `bytes` is no such file or an offset leaves it.
ElfFile ParseElf(std::string_view bytes);

}  // namespace tare::builder

#endif  // TARE_BUILDER_REPORT_ELF_FILE_H_
