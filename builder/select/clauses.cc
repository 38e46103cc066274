// Fits() repeats the limits of kernels/tf/attributes.cc on an attribute's text; a test holds the two together.
#include "builder/select/clauses.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <vector>

namespace tare::builder {
namespace {

constexpr size_t kLongestText = 350, kLongestList = 16, kMostDimensions = 8;
constexpr std::ptrdiff_t kMostFloats = 64;
constexpr int64_t kWindowLimit = 1 << 28;

std::optional<int64_t> Integer(std::string_view text) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool IsNarrow(std::optional<int64_t> value) { return value && *value == static_cast<int32_t>(*value); }

/// "[1,2,2,1]"
std::optional<std::vector<int64_t>> Integers(std::string_view text) {
  if (text.size() < 2 || text.front() != '[' || text.back() != ']') return std::nullopt;
  std::vector<int64_t> values;
  for (text = text.substr(1, text.size() - 2); !text.empty();) {
    const size_t comma = std::min(text.find(','), text.size());
    const auto value = Integer(text.substr(0, comma));
    if (!value || !IsNarrow(value)) return std::nullopt;
    values.push_back(*value);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return values;
}

/// True when a value can become an options field of this kind.
bool Fits(char kind, const std::string& value) {
  switch (kind) {
    case 'i':
      return IsNarrow(Integer(value));
    case 'q':
      return Integer(value).has_value();
    case 'b':
      return value == "true" || value == "false";
    case 's':  // kernels see it up to its first NUL
      return value.size() <= kLongestText && value.find('\0') == std::string::npos;
    case 'l': {
      const auto values = Integers(value);
      return values && values->size() <= kLongestList;
    }
    case 'v':
      return std::count(value.begin(), value.end(), ',') < kMostFloats;
    case 'p': {
      const auto dims = Integers(value);
      return value == "unknown" || (dims && dims->size() <= kMostDimensions);
    }
    case 'w':
    case 'h':
    case 'd': {
      const auto values = Integers(value);
      if (!values || values->size() < 4 || values->size() > 5 || values->front() != 1 || values->back() != 1) {
        return false;
      }
      const int64_t size = (*values)[values->size() - (kind == 'w' ? 2 : kind == 'h' ? 3 : 4)];
      return size >= 1 && size < kWindowLimit;
    }
    default:
      return true;
  }
}

/// TensorFlow has no meaning for a name that only the output of an equation has.
bool OutputNamesAreInputs(const std::string& equation) {
  const size_t arrow = equation.find("->");
  return arrow == std::string::npos ||
         equation.find_first_not_of(equation.substr(0, arrow) + ".", arrow + 2) == std::string::npos;
}

/// True for what kernels/tf/regex.h reads, and has the room for, of RE2's syntax.
bool IsPlainPattern(const std::string& pattern) {
  constexpr size_t kLongest = 120;
  constexpr std::string_view kLetters = "dwsDWSntrfva";
  if (pattern.size() > kLongest || pattern.find("[:") != std::string::npos) return false;
  bool in_class = false;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i], next = i + 1 < pattern.size() ? pattern[i + 1] : '\0';
    if (c == '\\') {
      const auto letter = static_cast<unsigned char>(next);
      if (letter == 0 || letter >= 0x80) return false;
      if (std::isalnum(letter) != 0 && kLetters.find(next) == std::string_view::npos) return false;
      ++i;
    } else if (in_class) {
      in_class = c != ']';
    } else if (c == '[') {
      in_class = true;
      if (next == '^') ++i;
      if (i + 1 < pattern.size() && pattern[i + 1] == ']') ++i;  // it is one of the class
    } else if (c == '{' || (c == '(' && next == '?' && pattern.compare(i, 3, "(?:") != 0)) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool Meets(const Attributes& attributes, std::string_view clauses) {
  while (!clauses.empty()) {
    const size_t end = std::min(clauses.find(';'), clauses.size());
    const std::string_view clause = clauses.substr(0, end);
    clauses.remove_prefix(std::min(end + 1, clauses.size()));
    const size_t at = std::min(clause.find('@'), clause.size()), equals = std::min(clause.find('='), at);
    if (at == 0) continue;  // a value that is no attribute's
    const auto it = attributes.find(std::string(clause.substr(0, equals)));
    if (it == attributes.end()) return false;
    const std::string& value = it->second;
    if (at != clause.size() && !Fits(clause[at + 1], value)) return false;
    if (equals == at) continue;
    bool met = false;
    for (std::string_view rest = clause.substr(equals + 1, at - equals - 1); !met;) {
      const size_t bar = std::min(rest.find('|'), rest.size());
      met = rest.substr(0, bar) == value;
      if (bar == rest.size()) break;
      rest.remove_prefix(bar + 1);
    }
    if (!met) return false;
  }
  return true;
}

bool KernelTakes(const std::string& op, const Attributes& attributes) {
  const auto value = [&](const char* name) {
    const auto it = attributes.find(name);
    return it == attributes.end() ? std::string() : it->second;
  };
  if (op == "FlexEinsum") return OutputNamesAreInputs(value("equation"));
  if (op.starts_with("FlexParseExample")) return value("dense_shapes").find_first_of("-u") == std::string::npos;
  if (op.starts_with("FlexRegex") && !attributes.contains("pattern")) return false;  // it is no constant
  return !(op.starts_with("FlexRegex") || op.starts_with("FlexStaticRegex")) || IsPlainPattern(value("pattern"));
}

std::string DeviceClauses(const std::string& op, std::string_view clauses) {
  const TfOp& definition = TfOps().at(op);
  std::string kept;
  while (!clauses.empty()) {
    const size_t end = std::min(clauses.find(';'), clauses.size());
    const std::string_view clause = clauses.substr(0, end);
    clauses.remove_prefix(std::min(end + 1, clauses.size()));
    const auto kind = definition.kinds.find(std::string(clause.substr(0, clause.find_first_of("=@"))));
    if (kind != definition.kinds.end() && kind->second == "type") continue;
    kept += (kept.empty() ? "" : ";") + std::string(clause);
  }
  return kept;
}

}  // namespace tare::builder
