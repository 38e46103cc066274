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

/// Walks a pattern by what kernels/tf/regex.h reads of RE2's syntax, and counts instructions, of which it has few. What
/// is wrong in ways that this does not see, the library for this machine finds when it loads the model.
class Pattern {
 public:
  explicit Pattern(const std::string& text) : text_(text) {}

  bool IsPlain() {
    constexpr size_t kLongest = 120, kMostInstructions = 390;
    if (text_.size() > kLongest) return false;
    while (at_ < text_.size()) {
      if (!Step()) return false;
    }
    constexpr size_t kLongestFolded = 90;  // each letter is a class
    if (folds_ && (text_.size() > kLongestFolded || has_negated_ || !IsAscii())) return false;
    return sizes_.size() == 1 && sizes_.back() <= kMostInstructions;
  }

 private:
  [[nodiscard]] char At(size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  [[nodiscard]] bool IsAscii() const {
    return std::none_of(text_.begin(), text_.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  }

  void Add(size_t instructions) {
    sizes_.back() += instructions;
    last_ = instructions;
  }

  bool Step() {
    const char c = text_[at_++];
    switch (c) {
      case '\\':
        Add(1);
        return Escape("dwsDWSntrfvabAzx");
      case '[':
        Add(1);
        return Class();
      case '(':
        sizes_.push_back(0);
        return At(at_) != '?' || Flags();
      case ')': {
        if (sizes_.size() == 1) return false;
        const size_t group = sizes_.back() + 2;
        sizes_.pop_back();
        Add(group);
        return true;
      }
      case '|':
      case '*':
      case '+':
      case '?':
        sizes_.back() += 2;
        last_ += 2;
        return true;
      case '{':
        return Count();
      default:
        Add(1);
        return true;
    }
  }

  /// Behind a backslash.
  bool Escape(std::string_view letters) {
    const auto letter = static_cast<unsigned char>(At(at_++));
    if (letter == 0 || letter >= 0x80) return false;
    has_negated_ = has_negated_ || letter == 'D' || letter == 'W' || letter == 'S';
    return std::isalnum(letter) == 0 || letters.find(static_cast<char>(letter)) != std::string_view::npos;
  }

  bool Class() {
    if (At(at_) == '^') ++at_;
    for (bool begins = true; begins || At(at_) != ']'; begins = false) {
      if (at_ >= text_.size()) return false;
      if (text_.compare(at_, 2, "[:") == 0) {
        const size_t end = text_.find(":]", at_);
        if (end == std::string::npos) return false;
        has_negated_ = has_negated_ || At(at_ + 2) == '^';
        at_ = end + 2;
      } else if (text_[at_++] == '\\' && !Escape("dwsDWSntrfvax")) {
        return false;
      }
    }
    ++at_;
    return true;
  }

  /// Behind "(", where there is a "?".
  bool Flags() {
    if (text_.compare(at_, 3, "?P<") == 0) {
      at_ = text_.find('>', at_);
      return at_++ != std::string::npos;
    }
    for (++at_; At(at_) == 'i' || At(at_) == 's' || At(at_) == '-'; ++at_) folds_ = folds_ || text_[at_] == 'i';
    if (At(at_) == ')') {  // no group
      ++at_;
      sizes_.pop_back();
      return true;
    }
    return At(at_++) == ':';
  }

  /// Behind "{", which is a letter where no count follows.
  bool Count() {
    constexpr size_t kMost = 1000;
    const auto number = [&](size_t& at, size_t& value) {
      const size_t begin = at;
      for (value = 0; std::isdigit(static_cast<unsigned char>(At(at))) != 0; ++at) {
        if (value <= kMost) value = value * 10 + static_cast<size_t>(text_[at] - '0');
      }
      return at > begin;
    };
    size_t at = at_, least = 0, most = 0;
    bool counts = number(at, least);
    most = least;
    if (counts && At(at) == ',') {
      ++at;
      if (!number(at, most)) most = least;
    }
    counts = counts && At(at) == '}';
    if (!counts) {
      Add(1);
      return true;
    }
    at_ = at + 1;
    const size_t optional = most > least ? most - least : 0;
    const size_t more = (std::max<size_t>(most, 1) - 1) * last_ + optional + 2;
    sizes_.back() += more;
    last_ += more;
    return most <= kMost && least <= most;
  }

  const std::string& text_;
  size_t at_ = 0;
  std::vector<size_t> sizes_ = {0};  // of the groups that are open
  size_t last_ = 0;                  // of what may be repeated
  bool folds_ = false, has_negated_ = false;
};

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
  return !(op.starts_with("FlexRegex") || op.starts_with("FlexStaticRegex")) || Pattern(value("pattern")).IsPlain();
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
