// Symbols are read with llvm-nm, which understands bitcode, ELF and archives alike. A missing or doubled registration
// is found here and not by the linker, because only here the op's name is known.
#include "builder/custom/symbols.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "builder/compile/process.h"
#include "builder/compile/target.h"
#include "builder/error.h"

namespace tare::custom {
namespace {

namespace fs = std::filesystem;
using builder::BuildError;

constexpr char kNamespace[] = "tflite::ops::custom::";
constexpr char kMangledNamespace[] = "_ZN6tflite3ops6custom";
constexpr char kRegister[] = "Register_";

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsIdentifier(const std::string& text) {
  return !text.empty() && !IsDigit(text[0]) && std::all_of(text.begin(), text.end(), [](char c) {
    return IsLower(c) || IsUpper(c) || IsDigit(c) || c == '_';
  });
}

std::vector<std::string> Parts(const std::string& function) {
  std::vector<std::string> parts;
  for (size_t begin = 0; begin <= function.size();) {
    const size_t end = std::min(function.find("::", begin), function.size());
    parts.push_back(function.substr(begin, end - begin));
    begin = end + 2;
  }
  return parts;
}

/// The symbols that the rule gives an op: in C++ and in C; none when its name makes no identifier.
std::vector<std::string> RuleSymbols(const std::string& op) {
  const std::string function = kRegister + NormalisedName(op);
  if (!IsIdentifier(function)) return {};
  return {MangledName(kNamespace + function), function};
}

/// "ns::Register_X" of the mangled name of a function without parameters in a namespace or outside; or "".
std::string Demangled(std::string_view symbol) {
  if (!symbol.starts_with("_Z")) return "";
  symbol.remove_prefix(2);
  const bool nested = symbol.starts_with('N');
  if (nested) symbol.remove_prefix(1);
  std::string name;
  while (!symbol.empty() && IsDigit(symbol[0])) {
    size_t length = 0, digits = 0;
    for (; digits < symbol.size() && digits < 4 && IsDigit(symbol[digits]); ++digits) {
      length = 10 * length + static_cast<size_t>(symbol[digits] - '0');
    }
    symbol.remove_prefix(digits);
    if (length > symbol.size()) return "";
    name += (name.empty() ? "" : "::") + std::string(symbol.substr(0, length));
    symbol.remove_prefix(length);
  }
  return symbol == (nested ? "Ev" : "v") ? name : "";
}

}  // namespace

std::string NormalisedName(const std::string& op) {
  std::string name;
  for (size_t i = 0; i < op.size(); ++i) {
    if (i > 0 && IsLower(op[i - 1]) && IsUpper(op[i])) name += '_';
    name += IsLower(op[i]) ? static_cast<char>(op[i] - 'a' + 'A') : op[i];
  }
  return name;
}

std::string MangledName(const std::string& function) {
  const std::vector<std::string> parts = Parts(function);
  std::string symbol;
  for (const std::string& part : parts) symbol += std::to_string(part.size()) + part;
  return parts.size() == 1 ? "_Z" + symbol + "v" : "_ZN" + symbol + "Ev";
}

Definitions ReadDefinitions(const build::Target& target, const std::vector<fs::path>& files,
                            const std::map<fs::path, std::string>& names) {
  Definitions definitions;
  for (const fs::path& file : files) {
    const auto named = names.find(file);
    const std::string name = named == names.end() ? file.string() : named->second;
    std::istringstream lines(
        build::RunOrThrow({build::Tools().nm, "--defined-only", "--extern-only", "--format=posix", file.string()},
                          "reading the symbols of " + name));
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      std::string symbol, type;
      words >> symbol >> type;
      // An archive's members are announced by lines without a type.
      if (type.size() != 1) continue;
      if (target.is_apple() && symbol.starts_with('_')) symbol.erase(0, 1);
      definitions.places[symbol].push_back({name, type == "W" || type == "V"});
    }
  }
  return definitions;
}

Registrations::Registrations(const std::vector<std::string>& given, std::map<std::string, Definitions> code)
    : code_(std::move(code)) {
  for (const std::string& flag : given) {
    const size_t equals = flag.rfind('=');
    const std::string op = flag.substr(0, equals), text = equals == std::string::npos ? "" : flag.substr(equals + 1);
    const std::vector<std::string> parts = Parts(text.starts_with("::") ? text.substr(2) : text);
    if (op.empty() || !std::all_of(parts.begin(), parts.end(), IsIdentifier)) {
      throw BuildError(
          fmt::format("--custom_op={}: must be NAME=SYMBOL, where SYMBOL is the name of a C function or the "
                      "qualified name of a C++ function without parameters",
                      flag));
    }
    const std::string function = fmt::format("{}", fmt::join(parts, "::"));
    if (const auto [it, is_new] = texts_.emplace(op, function); !is_new && it->second != function) {
      throw BuildError(fmt::format("--custom_op: op {} is given {} and {}", op, it->second, function));
    }
    std::vector<std::string> symbols = {MangledName(function)};
    if (parts.size() == 1) symbols.push_back(function);
    named_[op] = Unique(op, symbols);
    if (named_[op].empty()) {
      throw BuildError(fmt::format("--custom_op={}: no custom-op source defines {}()", flag, function));
    }
  }
}

std::string ReadableName(const std::string& symbol) {
  const std::string name = Demangled(symbol);
  return name.empty() ? symbol + "() (C)" : name + "()";
}

std::string Registrations::Unique(const std::string& op, const std::vector<std::string>& symbols) const {
  std::string found;
  for (const auto& [abi, definitions] : code_) {
    std::vector<std::string> places;
    std::string here;
    bool weak_seen = false;
    for (const std::string& symbol : symbols) {
      const auto it = definitions.places.find(symbol);
      if (it == definitions.places.end()) continue;
      for (const auto& place : it->second) {
        if (place.weak && weak_seen) continue;
        weak_seen = weak_seen || place.weak;
        places.push_back(fmt::format("{} in {}", ReadableName(symbol), place.file));
      }
      here = symbol;
    }
    if (places.size() > 1) {
      throw BuildError(fmt::format("custom op {}: its registration is defined twice: {}", op, fmt::join(places, "; ")));
    }
    if (abi != code_.begin()->first && here != found) {
      throw BuildError(fmt::format(
          "custom op {}: {} is defined for {} but not for {}", op, ReadableName(found.empty() ? here : found),
          found.empty() ? abi : code_.begin()->first, found.empty() ? code_.begin()->first : abi));
    }
    found = here;
  }
  return found;
}

std::optional<std::string> Registrations::Find(const std::string& op) const {
  if (const auto it = named_.find(op); it != named_.end()) return it->second;
  const std::vector<std::string> symbols = RuleSymbols(op);
  std::string found = symbols.empty() ? "" : Unique(op, symbols);
  return found.empty() ? std::nullopt : std::optional(std::move(found));
}

std::string Registrations::Expected(const std::string& op) const {
  const std::string function = kRegister + NormalisedName(op);
  if (!IsIdentifier(function)) {
    return fmt::format("a function of your choice, named by --custom_op={}=SYMBOL ({}{} is no name in C++)", op,
                       kNamespace, function);
  }
  return fmt::format("{}{}() or, in C, {}()", kNamespace, function, function);
}

std::string Registrations::Hint(const std::string& op) const {
  if (code_.empty()) return "";
  // Equal but for case and underscores counts as meant.
  const auto folded = [](const std::string& text) {
    std::string result;
    for (const char c : NormalisedName(text)) {
      if (c != '_') result += c;
    }
    return result;
  };
  const std::string wanted = folded(kRegister + op);
  for (const auto& [symbol, places] : code_.begin()->second.places) {
    const std::string demangled = Demangled(symbol), name = demangled.empty() ? symbol : demangled;
    if (folded(Parts(name).back()) == wanted) return fmt::format("--custom_op={}={}", op, name);
  }
  return "";
}

std::map<std::string, std::string> Registrations::ByRule() const {
  std::map<std::string, std::string> found;
  if (code_.empty()) return found;
  std::set<std::string> taken;
  for (const auto& [op, symbol] : named_) taken.insert(symbol);
  for (const auto& [symbol, places] : code_.begin()->second.places) {
    const std::string demangled = Demangled(symbol);
    const bool in_namespace = symbol.starts_with(kMangledNamespace) && !demangled.empty();
    const std::string function = in_namespace ? Parts(demangled).back() : symbol;
    if (!function.starts_with(kRegister) || taken.contains(symbol)) continue;
    const std::string name = function.substr(sizeof(kRegister) - 1);
    // A lower-case letter cannot come out of the rule: this is some other function.
    if (name.empty() || name != NormalisedName(name)) continue;
    found[name] = Unique(name, {MangledName(kNamespace + function), function});
  }
  return found;
}

}  // namespace tare::custom
