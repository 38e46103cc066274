// The file is a map from each byte to its owner, filled in by sections, then by the symbolizer for code and by symbols
// and source texts for constants; what nothing claims is a row of its own, so the sum is right by construction.
#include "builder/report/weigh.h"

#include <cxxabi.h>
#include <elf.h>
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <set>
#include <stdexcept>

#include "builder/compile/cache.h"
#include "builder/compile/process.h"
#include "builder/report/elf_file.h"

namespace tare::builder {
namespace {

namespace fs = std::filesystem;

/// Index into Owners; 0 is what nothing claims.
using Owner = uint32_t;

/// Hands out numbers for (group, row, function) triples.
class Owners {
 public:
  struct Key {
    std::string group, name, function;
    auto operator<=>(const Key&) const = default;
  };
  Owners() { Of("elf", "ELF headers and padding", ""); }
  Owner Of(const std::string& group, const std::string& name, const std::string& function) {
    const auto [it, is_new] = index_.try_emplace(Key{group, name, function}, static_cast<Owner>(keys_.size()));
    if (is_new) keys_.push_back(&it->first);
    return it->second;
  }
  const Key& operator[](Owner owner) const { return *keys_[owner]; }

 private:
  std::map<Key, Owner> index_;
  std::vector<const Key*> keys_;
};

std::string GroupOf(std::string_view source) {
  if (source.starts_with("kernels/micro/")) return "inner loops";
  if (source.starts_with("kernels/")) return "kernels";
  if (source.starts_with("runtime/platform/")) return "platform";
  if (source.starts_with("runtime/")) return "runtime";
  if (source.starts_with("api/") && !source.starts_with("api/cpp/")) return "api";
  // A user's, wherever they lie, with the headers and the C++ library that they bring along.
  return source.starts_with("include/") ? "runtime" : "custom ops";
}

std::string Demangled(const std::string& name) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> text(abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status),
                                                         &std::free);
  return status == 0 ? text.get() : name;
}

/// The ISA level that a mangled name of kernels/micro/ is in ("_ZN4tare4avx2…"): the name after its outer namespace.
std::string IsaOf(const std::string& mangled, const build::Target& target) {
  for (const build::IsaLevel& level : target.isa_levels) {
    if (mangled.find(fmt::format("N4tare{}{}", level.name.size(), level.name)) != std::string::npos) return level.name;
  }
  return target.isa_levels.front().name;
}

/// The symbol that covers each of a section's bytes; functions by even address (Thumb code has odd ones).
class SymbolMap {
 public:
  explicit SymbolMap(const ElfFile& elf) {
    for (const ElfSymbol& symbol : elf.symbols) {
      const uint64_t begin = symbol.type == STT_FUNC ? symbol.address & ~uint64_t{1} : symbol.address;
      by_address_[begin] = &symbol;
    }
  }
  const ElfSymbol* At(uint64_t address) const {
    auto it = by_address_.upper_bound(address);
    if (it == by_address_.begin()) return nullptr;
    --it;
    return address < it->first + it->second->size ? it->second : nullptr;
  }

 private:
  std::map<uint64_t, const ElfSymbol*> by_address_;
};

/// Inline stacks of every address in [begin, begin + size).
std::vector<std::vector<Frame>> Symbolize(const fs::path& symbols, uint64_t begin, uint64_t size) {
  const build::TemporaryFolder folder;
  std::string addresses;
  for (uint64_t i = 0; i < size; ++i) addresses += fmt::format("0x{:x}\n", begin + i);
  build::WriteFileAtomically(folder.path() / "addresses", addresses);
  auto stacks =
      ParseSymbolizer(build::RunOrThrow({build::Tools().symbolizer, "--obj=" + symbols.string(), "--functions=short",
                                         "--no-demangle", "@" + (folder.path() / "addresses").string()},
                                        "reading line tables"));
  if (stacks.size() != size) throw std::runtime_error("llvm-symbolizer gave another number of answers");
  return stacks;
}

/// Source texts of a library, to find who wrote a constant.
class Texts {
 public:
  explicit Texts(const build::SourceTree& tree) : root_(tree.root()) {}
  void Add(const std::string& source) {
    if (texts_.contains(source) || !fs::is_regular_file(root_ / source)) return;
    texts_[source] = build::ReadFile(root_ / source);
  }
  /// The one source that has `needle`; "" when none or several have it.
  std::string OnlySource(const std::string& needle) const {
    std::string only;
    for (const auto& [source, text] : texts_) {
      if (text.find(needle) == std::string::npos) continue;
      if (!only.empty()) return "";
      only = source;
    }
    return only;
  }

 private:
  fs::path root_;
  std::map<std::string, std::string> texts_;
};

/// As a string literal spells it.
std::string Literal(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) {
    if (c == '\n') {
      literal += "\\n";
    } else {
      if (c == '"' || c == '\\') literal += '\\';
      literal += c;
    }
  }
  return literal + '"';
}

class Weigher {
 public:
  Weigher(const build::Target& target, const build::Library& library, const build::SourceTree& tree)
      : target_(target),
        library_(library),
        file_(build::ReadFile(library.packaged)),
        packaged_(ParseElf(file_)),
        symbols_elf_(ParseElf(build::ReadFile(library.symbols))),
        symbols_(symbols_elf_),
        texts_(tree),
        owner_(file_.size()) {}

  std::vector<WeighRow> Rows(uint64_t& deflated) {
    Claim(0, packaged_.header_bytes, owners_.Of("elf", "ELF headers and padding", "headers"));
    Claim(packaged_.section_table_offset, packaged_.section_table_bytes,
          owners_.Of("elf", "ELF headers and padding", "section table"));
    for (const ElfSection& section : packaged_.sections) {  // first, because it finds the sources
      if (section.flags & SHF_EXECINSTR) ClaimCode(section);
    }
    for (const ElfSection& section : packaged_.sections) {
      if (section.type == SHT_NOBITS || section.type == SHT_NULL || section.flags & SHF_EXECINSTR) continue;
      if (section.name.starts_with(".rodata") || section.name.starts_with(".data")) {
        ClaimData(section);
      } else {
        Claim(section.offset, section.size, owners_.Of("elf", KindOf(section.name), section.name));
      }
    }
    return Sum(deflated);
  }

 private:
  void Claim(uint64_t offset, uint64_t size, Owner owner) {
    if (offset > owner_.size() || size > owner_.size() - offset) throw std::runtime_error("damaged ELF file");
    std::fill_n(owner_.begin() + static_cast<std::ptrdiff_t>(offset), size, owner);
  }

  static std::string KindOf(const std::string& section) {
    for (const char* name : {".dynsym", ".dynstr", ".hash", ".gnu.hash", ".gnu.version", ".gnu.version_r"}) {
      if (section == name) return "imports and exports";
    }
    if (section.starts_with(".rel") || section.starts_with(".got")) return "relocations";
    if (section == ".dynamic") return "imports and exports";
    return "ELF headers and padding";
  }

  void ClaimCode(const ElfSection& section) {
    if (section.name != ".text") {
      Claim(section.offset, section.size, owners_.Of("elf", "relocations", section.name));
      return;
    }
    const auto stacks = Symbolize(library_.symbols, section.address, section.size);
    for (uint64_t i = 0; i < section.size; ++i) {
      for (const Frame& frame : stacks[i]) texts_.Add(CleanPath(frame.file));
      const Frame* frame = OwningFrame(stacks[i]);
      const ElfSymbol* symbol = symbols_.At(section.address + i);
      if (!frame) {
        owner_[section.offset + i] = OwnerWithoutLines(symbol);
        continue;
      }
      std::string name = CleanPath(frame->file);
      if (name.ends_with(".inc")) name = "runtime/selection.cc";  // the selection's list, wherever it lay
      const std::string group = GroupOf(name);
      if (group == "inner loops" && symbol) name += " (" + IsaOf(symbol->name, target_) + ")";
      owner_[section.offset + i] = owners_.Of(group, name, Demangled(frame->function));
    }
  }

  /// Code that no line table knows: common sequences that the compiler moved out of several functions, the linker's own
  /// code, padding between functions.
  Owner OwnerWithoutLines(const ElfSymbol* symbol) {
    if (!symbol) return owners_.Of("elf", "ELF headers and padding", "");
    if (symbol->name.starts_with("OUTLINED_FUNCTION")) return owners_.Of("data", "code of several parts", symbol->name);
    return owners_.Of("elf", "linker's veneers", symbol->name);
  }

  /// Constants: named ones by the source that has the name, strings by the source that has the text.
  void ClaimData(const ElfSection& section) {
    const std::string_view content = std::string_view(file_).substr(section.offset, section.size);
    for (uint64_t i = 0; i < section.size;) {
      if (const ElfSymbol* symbol = symbols_.At(section.address + i); symbol && symbol->type == STT_OBJECT) {
        const uint64_t end = std::min(section.size, symbol->address - section.address + symbol->size);
        Claim(section.offset + i, end - i, OwnerOfConstant(Demangled(symbol->name)));
        i = end;
        continue;
      }
      const uint64_t end = EndOfString(content, i);
      if (end - i >= 4) {
        Claim(section.offset + i, end - i, OwnerOfString(content.substr(i, end - i - 1)));
        i = end;
      } else {
        owner_[section.offset + i] = owners_.Of("data", "constants of several parts", "");
        ++i;
      }
    }
  }

  /// The end (behind the zero) of the printable string at `begin`; `begin` when there is none.
  uint64_t EndOfString(std::string_view content, uint64_t begin) const {
    for (uint64_t i = begin; i < content.size(); ++i) {
      const auto c = static_cast<unsigned char>(content[i]);
      if (c == 0) return i + 1;
      if (c != '\n' && (c < 32 || c > 126)) return begin;
    }
    return begin;
  }

  Owner OwnerOfConstant(const std::string& name) {
    std::string plain = name.substr(name.rfind(':') == std::string::npos ? 0 : name.rfind(':') + 1);
    plain = plain.substr(0, plain.find_first_of("[. "));
    const std::string source = plain.size() < 3 ? "" : texts_.OnlySource(plain + "[");
    if (source.empty()) return owners_.Of("data", "constants of several parts", name);
    return owners_.Of(GroupOf(source), source, "constant " + plain);
  }

  Owner OwnerOfString(std::string_view text) {
    const std::string source = texts_.OnlySource(Literal(text));
    if (source.empty()) return owners_.Of("data", "texts of several parts", std::string(text));
    return owners_.Of(GroupOf(source), source, "texts");
  }

  std::vector<WeighRow> Sum(uint64_t& deflated);

  const build::Target& target_;
  const build::Library& library_;
  const std::string file_;
  const ElfFile packaged_, symbols_elf_;
  const SymbolMap symbols_;
  Texts texts_;
  Owners owners_;
  std::vector<Owner> owner_;
};

uint64_t Deflated(std::string_view bytes) {
  uLongf size = compressBound(bytes.size());
  std::string out(size, '\0');
  if (compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(),
                9) != Z_OK) {
    throw std::runtime_error("deflating failed");
  }
  return size - 6;  // without zlib's header and checksum, as in a zip
}

/// Shares of `total` in proportion to the rows' own deflated sizes; largest remainders get what rounding leaves.
void ShareDeflated(std::vector<WeighRow>& rows, uint64_t total) {
  uint64_t sum = 0;
  for (const WeighRow& row : rows) sum += row.deflated;
  uint64_t given = 0;
  for (WeighRow& row : rows) {
    row.deflated = sum ? row.deflated * total / sum : 0;
    given += row.deflated;
  }
  for (WeighRow& row : rows) {
    if (given >= total) break;
    ++row.deflated;
    ++given;
  }
}

size_t GroupIndex(const std::string& group) {
  return static_cast<size_t>(std::find(std::begin(kWeighGroups), std::end(kWeighGroups), group) - kWeighGroups);
}

std::vector<WeighRow> Weigher::Sum(uint64_t& deflated) {
  std::map<std::pair<std::string, std::string>, WeighRow> rows;
  std::map<std::pair<std::string, std::string>, std::string> content;
  for (size_t i = 0; i < owner_.size(); ++i) {
    const Owners::Key& key = owners_[owner_[i]];
    WeighRow& row = rows[{key.group, key.name}];
    ++row.bytes;
    ++row.functions[key.function];
    content[{key.group, key.name}] += file_[i];
  }
  deflated = Deflated(file_);
  std::vector<WeighRow> sorted;
  for (auto& [key, row] : rows) {
    row.group = key.first;
    row.name = key.second;
    row.deflated = Deflated(content[key]);
    sorted.push_back(std::move(row));
  }
  std::sort(sorted.begin(), sorted.end(), [](const WeighRow& a, const WeighRow& b) {
    const size_t ga = GroupIndex(a.group), gb = GroupIndex(b.group);
    return ga != gb ? ga < gb : a.bytes != b.bytes ? a.bytes > b.bytes : a.name < b.name;
  });
  ShareDeflated(sorted, deflated);
  return sorted;
}

/// For each file under kernels/, the selected variants that bring it along.
std::map<std::string, std::vector<const KernelLine*>> Users(const Selection& selection, build::SourceTree& tree) {
  std::map<std::string, std::set<const KernelLine*>> of;  // by address: the catalogue's order
  for (const KernelLine* line : selection.kernels) {
    for (const std::string& source : tree.Collect({"kernels/" + line->source})) {
      for (const std::string& file : tree.Closure(source)) {
        if (file.starts_with("kernels/")) of[file].insert(line);
      }
    }
  }
  std::map<std::string, std::vector<const KernelLine*>> users;
  for (const auto& [file, lines] : of) users[file].assign(lines.begin(), lines.end());
  return users;
}

}  // namespace

std::string CleanPath(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  return std::string(path);
}

const Frame* OwningFrame(const std::vector<Frame>& stack) {
  for (const Frame& frame : stack) {
    for (const char* source : {".cc", ".inc", ".c", ".cpp", ".cxx"}) {
      if (frame.file.ends_with(source)) return &frame;
    }
  }
  return stack.empty() || stack.back().file == "??" ? nullptr : &stack.back();
}

std::vector<std::vector<Frame>> ParseSymbolizer(std::string_view output) {
  std::vector<std::vector<Frame>> stacks;
  std::vector<Frame> stack;
  std::string_view function;
  while (!output.empty()) {
    const size_t end = std::min(output.find('\n'), output.size());
    const std::string_view line = output.substr(0, end);
    output.remove_prefix(std::min(end + 1, output.size()));
    if (line.empty()) {
      stacks.push_back(std::move(stack));
      stack.clear();
    } else if (function.empty()) {
      function = line;
    } else {
      std::string_view place = line;  // file:line:column
      for (int i = 0; i < 2; ++i) place = place.substr(0, place.rfind(':'));
      stack.push_back({std::string(function), std::string(place)});
      function = {};
    }
  }
  return stacks;
}

Weight Weigh(const build::Target& target, const build::Library& library, const Selection& selection,
             build::SourceTree& tree) {
  Weight weight;
  weight.abi = target.abi;
  weight.bytes = std::filesystem::file_size(library.packaged);
  const auto users = Users(selection, tree);
  weight.rows = Weigher(target, library, tree).Rows(weight.deflated);
  std::map<std::string, OpCost> costs;
  for (WeighRow& row : weight.rows) {
    const auto it = users.find(row.name.substr(0, row.name.find(' ')));
    if (it == users.end()) continue;
    std::set<std::string> ops;
    for (const KernelLine* line : it->second) {
      row.needs.push_back(line->name());
      ops.insert(line->op_name);
    }
    for (const std::string& op : ops) {
      OpCost& cost = costs[op];
      (ops.size() == 1 ? cost.alone : cost.shared) += row.bytes;
    }
  }
  for (auto& [op, cost] : costs) {
    cost.op = op;
    weight.ops.push_back(cost);
  }
  std::sort(weight.ops.begin(), weight.ops.end(), [](const OpCost& a, const OpCost& b) {
    const uint64_t all_a = a.alone + a.shared, all_b = b.alone + b.shared;
    return all_a != all_b ? all_a > all_b : a.op < b.op;
  });
  return weight;
}

}  // namespace tare::builder
