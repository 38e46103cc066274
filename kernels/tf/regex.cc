// The parser writes code as it reads: what stands before is moved where an operator behind it needs an instruction in
// front.
#include "kernels/tf/regex.h"

#include "kernels/tf/utf8.h"

namespace tare::tf {
namespace {

constexpr int32_t kLastCharacter = 0x10ffff;

bool IsDigit(int32_t c) { return c >= '0' && c <= '9'; }
bool IsAlpha(int32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

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

bool Regex::Repetition(int depth) {
  const int start = code_size_;
  if (!Atom(depth)) return false;
  if (Ends()) return true;
  const char op = pattern_.data[at_];
  if (op == '{') return Fail("counted repetitions are not supported");
  if (op != '*' && op != '+' && op != '?') return true;
  ++at_;
  const bool lazy = !Ends() && pattern_.data[at_] == '?';
  at_ += lazy;
  if (!Ends() && (pattern_.data[at_] == '*' || pattern_.data[at_] == '+' || pattern_.data[at_] == '?')) {
    return Fail("bad repetition operator");
  }
  const int size = code_size_ - start;
  if (op == '+') return lazy ? Emit(kSplit, 1, -size, 0) : Emit(kSplit, -size, 1, 0);
  const int behind = op == '*' ? size + 2 : size + 1;
  if (!(lazy ? Insert(start, kSplit, behind, 1) : Insert(start, kSplit, 1, behind))) return false;
  return op == '?' || Emit(kJump, -(size + 1), 0, 0);
}

bool Regex::Atom(int depth) {
  const char c = pattern_.data[at_];
  switch (c) {
    case '(': {
      ++at_;
      int group = 0;
      if (!Ends() && pattern_.data[at_] == '?') {
        if (pattern_.size - at_ < 2 || pattern_.data[at_ + 1] != ':') return Fail("flags and names are not supported");
        at_ += 2;
      } else if (groups_ < kMaxGroups) {  // no rewrite can ask for more
        group = groups_++;
        if (!Emit(kSave, 2 * group, 0, 0)) return false;
      }
      if (!Alternatives(depth + 1)) return false;
      if (Ends()) return Fail("missing )");
      ++at_;
      return group == 0 || Emit(kSave, 2 * group + 1, 0, 0);
    }
    case '[':
      return Class();
    case '\\':
      return Escape();
    case '*':
    case '+':
    case '?':
    case '{':
      return Fail("no argument for repetition operator");
    case '.':
    case '^':
    case '$':
      ++at_;
      return Emit(c == '.' ? kAny : c == '^' ? kBegin : kEnd, 0, 0, 0);
    default: {
      const int32_t letter = NextCharacter(pattern_, at_);
      return letter < 0 ? Fail("invalid UTF-8") : Emit(kLiteral, 0, 0, letter);
    }
  }
}

bool Regex::AddRange(int32_t low, int32_t high) {
  if (range_count_ == kMaxRanges) return Fail("classes are too large");
  ranges_[range_count_++] = {low, high};
  return true;
}

/// The characters of \d, \w, \s, or those that are none.
bool Regex::AddSet(char name) {
  const auto small = static_cast<char>(name | 0x20);
  const char* set = small == 'd' ? "09" : small == 'w' ? "09AZ__az" : "\t\n\f\r  ";  // from, to
  int32_t next = 0;
  for (; *set; set += 2) {
    if (small == name) {
      if (!AddRange(set[0], set[1])) return false;
    } else if (set[0] > next && !AddRange(next, set[0] - 1)) {
      return false;
    }
    next = set[1] + 1;
  }
  return small == name || AddRange(next, kLastCharacter);
}

bool Regex::IsSet(char c) {
  const char small = static_cast<char>(c | 0x20);
  return small == 'd' || small == 'w' || small == 's';
}

bool Regex::Escape() {
  ++at_;
  if (Ends()) return Fail("trailing \\");
  const char c = pattern_.data[at_++];
  if (IsSet(c)) {
    const int first = range_count_;
    return AddSet(c) && Emit(kClass, first, range_count_ - first, 0);
  }
  const int32_t letter = Escaped(static_cast<uint8_t>(c));
  return letter < 0 ? Fail("an escape that is not supported") : Emit(kLiteral, 0, 0, letter);
}

/// One character of a class, or a set, which it adds.
bool Regex::ClassItem(int32_t& letter, bool& is_set) {
  is_set = false;
  if (Ends()) return Fail("missing ]");
  if (pattern_.data[at_] == '[' && pattern_.size - at_ > 1 && pattern_.data[at_ + 1] == ':') {
    return Fail("named classes are not supported");
  }
  if (pattern_.data[at_] != '\\') {
    letter = NextCharacter(pattern_, at_);
    return letter >= 0 || Fail("invalid UTF-8");
  }
  ++at_;
  if (Ends()) return Fail("missing ]");
  const char c = pattern_.data[at_++];
  is_set = IsSet(c);
  if (is_set) return AddSet(c);
  letter = Escaped(static_cast<uint8_t>(c));
  return letter >= 0 || Fail("an escape that is not supported");
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
      return c != '\n';
    default: {
      bool found = false;
      for (int r = i.x; r < i.x + i.y; ++r) found = found || (c >= ranges_[r].low && c <= ranges_[r].high);
      return found == (i.code == kClass);
    }
  }
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
    default:
      threads.at[threads.count] = static_cast<int16_t>(place);
      __builtin_memcpy(threads.slots[threads.count], slots, sizeof(threads.slots[0]));
      ++threads.count;
  }
}

bool Regex::Find(StringRef text, size_t from, bool whole, Match& match) {
  const auto size = static_cast<int>(text.size);
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
