// The parser writes code as it reads: what stands before is moved where an operator behind it needs an instruction in
// front.
#include "kernels/tf/regex.h"

#include "kernels/tf/utf8.h"

namespace tare::tf {
namespace {

constexpr int32_t kLastCharacter = 0x10ffff;

bool IsDigit(int32_t c) { return c >= '0' && c <= '9'; }
bool IsAlpha(int32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool IsWordByte(char c) { return IsDigit(c) || IsAlpha(c) || c == '_'; }

/// A class by its name: pairs of first and last characters.
struct NamedClass {
  const char *name, *pairs;
  int count;
};
constexpr NamedClass kNamed[] = {
    {"alnum", "09AZaz", 6},
    {"alpha", "AZaz", 4},
    {"ascii", "\0\x7f", 2},
    {"blank", "\t\t  ", 4},
    {"cntrl", "\0\x1f\x7f\x7f", 4},
    {"digit", "09", 2},
    {"graph", "!~", 2},
    {"lower", "az", 2},
    {"print", " ~", 2},
    {"punct", "!/:@[`{~", 8},
    {"space", "\t\r  ", 4},
    {"upper", "AZ", 2},
    {"word", "09AZ__az", 8},
    {"xdigit", "09AFaf", 6},
};

int HexDigit(char c) {
  const int letter = c | 0x20;
  return IsDigit(c) ? c - '0' : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/// The character that an escaped letter names; -1 where it is none.
int32_t Escaped(int32_t c) {
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case 'f':
      return '\f';
    case 'v':
      return '\v';
    case 'a':
      return '\a';
    default:
      return c < 0x80 && !IsDigit(c) && !IsAlpha(c) ? c : -1;
  }
}

}  // namespace

bool Regex::Emit(Code code, int x, int y, int32_t letter) {
  if (code_size_ == kMaxCode) return Fail("the pattern is too long");
  code_[code_size_++] = {code, static_cast<int16_t>(x), static_cast<int16_t>(y), letter};
  return true;
}

bool Regex::Insert(int place, Code code, int x, int y) {
  if (!Emit(code, x, y, 0)) return false;
  const Instruction last = code_[code_size_ - 1];
  for (int i = code_size_ - 1; i > place; --i) code_[i] = code_[i - 1];
  code_[place] = last;
  return true;
}

const char* Regex::Compile(StringRef pattern) {
  pattern_ = pattern;
  at_ = 0;
  error_ = nullptr;
  groups_ = 1;
  folds_ = dot_all_ = false;
  code_size_ = range_count_ = 0;
  Emit(kSave, 0, 0, 0);
  if (Alternatives(0) && !Ends()) Fail("missing (");
  Emit(kSave, 1, 0, 0);
  Emit(kDone, 0, 0, 0);
  round_ = 0;
  for (uint32_t& seen : seen_) seen = 0;
  return error_;
}

bool Regex::Alternatives(int depth) {
  if (depth > kMaxDepth) return Fail("groups are too deep");
  const int start = code_size_;
  while (!Ends() && pattern_.data[at_] != '|' && pattern_.data[at_] != ')') {
    if (!Repetition(depth)) return false;
  }
  if (Ends() || pattern_.data[at_] == ')') return true;
  ++at_;
  if (!Insert(start, kSplit, 1, code_size_ - start + 2)) return false;
  const int jump = code_size_;
  if (!Emit(kJump, 0, 0, 0) || !Alternatives(depth + 1)) return false;
  code_[jump].x = static_cast<int16_t>(code_size_ - jump);
  return true;
}

/// Reads {n}, {n,} or {n,m}; `most` is -1 without an end. False, and nothing read, where it is none.
bool Regex::Count(int& least, int& most) {
  constexpr int kMost = 1000;
  size_t at = at_ + 1;
  const auto number = [&](int& n) {
    const size_t begin = at;
    for (n = 0; at < pattern_.size && IsDigit(pattern_.data[at]); ++at) {
      if (n <= kMost) n = n * 10 + (pattern_.data[at] - '0');
    }
    return at > begin;
  };
  if (!number(least)) return false;
  most = least;
  if (at < pattern_.size && pattern_.data[at] == ',') {
    ++at;
    if (!number(most)) most = -1;
  }
  if (at >= pattern_.size || pattern_.data[at] != '}') return false;
  at_ = at + 1;
  if (least > kMost || most > kMost || (most >= 0 && most < least)) Fail("bad repetition count");
  return true;
}

/// Makes of the code from `start` on what matches it `least` to `most` times (-1: any more).
bool Regex::Repeat(int start, int least, int most, bool lazy) {
  const int size = code_size_ - start;
  const auto copy = [&] {
    for (int i = 0; i < size; ++i) {
      const Instruction& from = code_[start + i];
      if (!Emit(from.code, from.x, from.y, from.letter)) return false;
    }
    return true;
  };
  if (most == 0) {
    code_size_ = start;
    return true;
  }
  for (int i = 1; i < least; ++i) {
    if (!copy()) return false;
  }
  if (most < 0) {
    if (least) return lazy ? Emit(kSplit, 1, -size, 0) : Emit(kSplit, -size, 1, 0);
    if (!(lazy ? Insert(start, kSplit, size + 2, 1) : Insert(start, kSplit, 1, size + 2))) return false;
    return Emit(kJump, -(size + 1), 0, 0);
  }
  // What may be left out is nested: the split in front of each leads behind all of them.
  const int first = least ? least : 1;
  const int optional = most - first;
  const auto split = [&](int left) {
    const int behind = left * (size + 1);
    return lazy ? Emit(kSplit, behind, 1, 0) : Emit(kSplit, 1, behind, 0);
  };
  const int moved = least ? 0 : 1;
  if (moved) {
    const int behind = most * (size + 1);
    if (!(lazy ? Insert(start, kSplit, behind, 1) : Insert(start, kSplit, 1, behind))) return false;
    ++start;
  }
  for (int left = optional; left > 0; --left) {
    if (!split(left) || !copy()) return false;
  }
  return true;
}

bool Regex::Repetition(int depth) {
  const int start = code_size_;
  if (!Atom(depth)) return false;
  if (Ends()) return true;
  int least = 0, most = -1;
  switch (pattern_.data[at_]) {
    case '*':
      ++at_;
      break;
    case '+':
      ++at_;
      least = 1;
      break;
    case '?':
      ++at_;
      most = 1;
      break;
    case '{':
      if (!Count(least, most)) return true;  // it is a letter
      break;
    default:
      return true;
  }
  const bool lazy = !Ends() && pattern_.data[at_] == '?';
  at_ += lazy;
  int more;
  const bool again = !Ends() && (pattern_.data[at_] == '*' || pattern_.data[at_] == '+' || pattern_.data[at_] == '?' ||
                                 (pattern_.data[at_] == '{' && Count(more, more)));
  if (error_ || again) return Fail("bad repetition operator");
  return Repeat(start, least, most, lazy);
}

/// One letter, or both of its cases.
bool Regex::Letter(int32_t letter) {
  if (!folds_ || (letter < 0x80 && !IsAlpha(letter))) return Emit(kLiteral, 0, 0, letter);
  const int first = range_count_;
  return AddRange(letter, letter) && Emit(kClass, first, range_count_ - first, 0);
}

/// Flags behind "(?": up to ':' of a group, or ')', which `ends` them.
bool Regex::Flags(bool& ends) {
  bool on = true, any = false;
  for (; !Ends() && pattern_.data[at_] != ':' && pattern_.data[at_] != ')'; ++at_) {
    const char c = pattern_.data[at_];
    if (c == '-' && on) {
      on = false;
      any = false;
      continue;
    }
    if (c != 'i' && c != 's') return Fail("flags but i and s are not supported");
    (c == 'i' ? folds_ : dot_all_) = on;
    any = true;
  }
  if (Ends()) return Fail("missing )");
  ends = pattern_.data[at_++] == ')';
  return any || (on && !ends) || Fail("bad flags");
}

/// What follows an opening parenthesis. Flags that it sets end with it, or with the group around it.
bool Regex::Group(int depth) {
  int group = -1;
  const bool folds = folds_, dot_all = dot_all_;
  const auto follows = [&](const char* text, size_t size) {
    return pattern_.size - at_ >= size && __builtin_memcmp(pattern_.data + at_, text, size) == 0;
  };
  if (follows("?P<", 3)) {
    at_ += 3;
    const size_t begin = at_;
    while (!Ends() && IsWordByte(pattern_.data[at_])) ++at_;
    if (Ends() || at_ == begin || pattern_.data[at_] != '>') return Fail("bad name of a group");
    ++at_;
    group = 0;
  } else if (follows("?", 1)) {
    ++at_;
    bool ends = false;
    if (!Flags(ends)) return false;
    if (ends) return true;
  } else {
    group = 0;
  }
  if (group == 0 && groups_ < kMaxGroups) {  // no rewrite can ask for more
    group = groups_++;
    if (!Emit(kSave, 2 * group, 0, 0)) return false;
  }
  if (!Alternatives(depth + 1)) return false;
  if (Ends()) return Fail("missing )");
  ++at_;
  folds_ = folds;
  dot_all_ = dot_all;
  return group <= 0 || Emit(kSave, 2 * group + 1, 0, 0);
}

bool Regex::Atom(int depth) {
  const char c = pattern_.data[at_];
  switch (c) {
    case '(':
      ++at_;
      return Group(depth);
    case '[':
      return Class();
    case '\\':
      return Escape();
    case '*':
    case '+':
    case '?':
      return Fail("no argument for repetition operator");
    case '{':
      if (int least, most; Count(least, most)) return Fail("no argument for repetition operator");
      ++at_;
      return Letter('{');
    case '.':
    case '^':
    case '$':
      ++at_;
      return Emit(c == '.' ? kAny : c == '^' ? kBegin : kEnd, dot_all_, 0, 0);
    default: {
      const int32_t letter = NextCharacter(pattern_, at_);
      return letter < 0 ? Fail("invalid UTF-8") : Letter(letter);
    }
  }
}

/// Adds a range to the class, and what else is equal where case is folded: other cases, and the Kelvin sign and the
/// long s, which are a k and an s.
bool Regex::AddRange(int32_t low, int32_t high) {
  const auto add = [&](int32_t from, int32_t to) {
    if (range_count_ == kMaxRanges) return Fail("classes are too large");
    ranges_[range_count_++] = {from, to};
    return true;
  };
  if (!add(low, high) || !folds_) return !error_;
  if (high >= 0x80) return Fail("(?i) of what is not ASCII is not supported");
  for (int32_t first = 'A'; first <= 'a'; first += 'a' - 'A') {  // of either case
    const int32_t from = low > first ? low : first, to = high < first + 25 ? high : first + 25;
    if (from > to) continue;
    const auto has = [&](char small) { return from - first <= small - 'a' && small - 'a' <= to - first; };
    if (!add(from ^ 0x20, to ^ 0x20)) return false;
    if (has('k') && !add(0x212a, 0x212a)) return false;
    if (has('s') && !add(0x17f, 0x17f)) return false;
  }
  return true;
}

/// Adds pairs of first and last characters, in order, or all that is in none of them.
bool Regex::AddPairs(const char* pairs, int count, bool negated) {
  if (negated && folds_) return Fail("negated sets under (?i) are not supported");
  int32_t next = 0;
  for (int i = 0; i < count; i += 2) {
    if (!negated) {
      if (!AddRange(pairs[i], pairs[i + 1])) return false;
    } else if (pairs[i] > next && !AddRange(next, pairs[i] - 1)) {
      return false;
    }
    next = pairs[i + 1] + 1;
  }
  return !negated || AddRange(next, kLastCharacter);
}

/// The characters of \d, \w, \s, or those that are none.
bool Regex::AddSet(char name) {
  const auto small = static_cast<char>(name | 0x20);
  const bool negated = small != name;
  return small == 'd'   ? AddPairs("09", 2, negated)
         : small == 'w' ? AddPairs("09AZ__az", 8, negated)
                        : AddPairs("\t\n\f\r  ", 6, negated);
}

/// [:name:] or [:^name:] inside a class.
bool Regex::AddNamed() {
  at_ += 2;
  const bool negated = !Ends() && pattern_.data[at_] == '^';
  at_ += negated;
  for (const NamedClass& named : kNamed) {
    const size_t size = __builtin_strlen(named.name);
    const char* at = pattern_.data + at_;
    if (pattern_.size - at_ < size + 2 || __builtin_memcmp(at, named.name, size) != 0) continue;
    if (at[size] != ':' || at[size + 1] != ']') continue;
    at_ += size + 2;
    return AddPairs(named.pairs, named.count, negated);
  }
  return Fail("bad name of a class");
}

bool Regex::IsSet(char c) {
  const char small = static_cast<char>(c | 0x20);
  return small == 'd' || small == 'w' || small == 's';
}

/// The letter that is escaped, whose backslash has been read.
bool Regex::EscapedLetter(int32_t& letter) {
  const char c = pattern_.data[at_++];
  letter = Escaped(static_cast<uint8_t>(c));
  if (letter >= 0) return true;
  if (c != 'x' || Ends()) return Fail("an escape that is not supported");
  const bool braces = pattern_.data[at_] == '{';
  at_ += braces;
  int digits = 0;
  for (letter = 0; !Ends() && digits < (braces ? 6 : 2) && HexDigit(pattern_.data[at_]) >= 0; ++digits) {
    letter = letter * 16 + HexDigit(pattern_.data[at_++]);
  }
  if (!digits || (!braces && digits < 2) || letter > kLastCharacter) return Fail("bad escape");
  if (!braces) return true;
  return (!Ends() && pattern_.data[at_++] == '}') || Fail("bad escape");
}

bool Regex::Escape() {
  ++at_;
  if (Ends()) return Fail("trailing \\");
  const char c = pattern_.data[at_];
  if (IsSet(c)) {
    ++at_;
    const int first = range_count_;
    return AddSet(c) && Emit(kClass, first, range_count_ - first, 0);
  }
  if (c == 'b' || c == 'A' || c == 'z') {
    ++at_;
    return Emit(c == 'b' ? kWord : c == 'A' ? kBegin : kEnd, 0, 0, 0);
  }
  int32_t letter;
  return EscapedLetter(letter) && Letter(letter);
}

/// One character of a class, or a set, which it adds.
bool Regex::ClassItem(int32_t& letter, bool& is_set) {
  is_set = false;
  if (Ends()) return Fail("missing ]");
  if (pattern_.data[at_] == '[' && pattern_.size - at_ > 1 && pattern_.data[at_ + 1] == ':') {
    is_set = true;
    return AddNamed();
  }
  if (pattern_.data[at_] != '\\') {
    letter = NextCharacter(pattern_, at_);
    return letter >= 0 || Fail("invalid UTF-8");
  }
  ++at_;
  if (Ends()) return Fail("missing ]");
  const char c = pattern_.data[at_];
  is_set = IsSet(c);
  if (!is_set) return EscapedLetter(letter);
  ++at_;
  return AddSet(c);
}

bool Regex::Class() {
  ++at_;
  const bool negated = !Ends() && pattern_.data[at_] == '^';
  at_ += negated;
  const int first = range_count_;
  for (bool begins = true; Ends() || begins || pattern_.data[at_] != ']'; begins = false) {
    int32_t low = 0, high = 0;
    bool is_set = false;
    if (!ClassItem(low, is_set)) return false;
    if (is_set) continue;
    high = low;
    const bool range = pattern_.size - at_ > 1 && pattern_.data[at_] == '-' && pattern_.data[at_ + 1] != ']';
    if (range) {
      ++at_;
      if (!ClassItem(high, is_set) || is_set || high < low) return Fail("bad range");
    }
    if (!AddRange(low, high)) return false;
  }
  ++at_;
  return Emit(negated ? kNotClass : kClass, first, range_count_ - first, 0);
}

bool Regex::Holds(const Instruction& i, int32_t c) const {
  if (c < 0) return false;
  switch (i.code) {
    case kLiteral:
      return c == i.letter;
    case kAny:
      return i.x || c != '\n';
    default: {
      bool found = false;
      for (int r = i.x; r < i.x + i.y; ++r) found = found || (c >= ranges_[r].low && c <= ranges_[r].high);
      return found == (i.code == kClass);
    }
  }
}

/// True where one side is a letter, digit or _ and the other is not.
bool Regex::IsEdge(int position, int size) const {
  const bool before = position > 0 && IsWordByte(text_[position - 1]);
  return before != (position < size && IsWordByte(text_[position]));
}

/// Follows what takes no character, in order of preference; each place once a round.
void Regex::Add(Threads& threads, int place, int position, int size, int* slots) {
  if (seen_[place] == round_) return;
  seen_[place] = round_;
  const Instruction& i = code_[place];
  switch (i.code) {
    case kJump:
      return Add(threads, place + i.x, position, size, slots);
    case kSplit:
      Add(threads, place + i.x, position, size, slots);
      return Add(threads, place + i.y, position, size, slots);
    case kSave: {
      const int old = slots[i.x];
      slots[i.x] = position;
      Add(threads, place + 1, position, size, slots);
      slots[i.x] = old;
      return;
    }
    case kBegin:
    case kEnd:
      if (position == (i.code == kBegin ? 0 : size)) Add(threads, place + 1, position, size, slots);
      return;
    case kWord:
      if (IsEdge(position, size)) Add(threads, place + 1, position, size, slots);
      return;
    default:
      threads.at[threads.count] = static_cast<int16_t>(place);
      __builtin_memcpy(threads.slots[threads.count], slots, sizeof(threads.slots[0]));
      ++threads.count;
  }
}

bool Regex::Find(StringRef text, size_t from, bool whole, Match& match) {
  const auto size = static_cast<int>(text.size);
  text_ = text.data;
  int slots[kSlots], best[kSlots];
  bool found = false;
  Threads *now = &threads_[0], *next = &threads_[1];
  now->count = 0;
  ++round_;
  for (size_t at = from;;) {
    const auto position = static_cast<int>(at);
    if (!found && (!whole || at == from)) {
      for (int& slot : slots) slot = -1;
      Add(*now, 0, position, size, slots);
    }
    if (!now->count) {
      if (found || whole || at >= text.size) break;
    }
    const bool ends = at >= text.size;
    const int32_t c = ends ? -1 : NextCharacter(text, at);
    next->count = 0;
    ++round_;
    for (int t = 0; t < now->count; ++t) {
      const Instruction& i = code_[now->at[t]];
      if (i.code == kDone) {
        if (whole && !ends) continue;
        __builtin_memcpy(best, now->slots[t], sizeof(best));
        found = true;
        break;  // what follows is less preferred
      }
      if (Holds(i, c)) Add(*next, now->at[t] + 1, static_cast<int>(at), size, now->slots[t]);
    }
    if (ends) break;
    Threads* const done = now;
    now = next;
    next = done;
  }
  for (int g = 0; found && g < kMaxGroups; ++g) {
    match.begin[g] = best[2 * g];
    match.end[g] = best[2 * g + 1];
  }
  return found;
}

}  // namespace tare::tf
