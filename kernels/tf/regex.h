// Regular expressions as RE2 has them, without what needs tables of Unicode: literals, ., classes, also named ones, \d
// \w \s, groups, also named ones, alternatives, * + ? {n,m} and their lazy forms, ^ $ \A \z \b, flags i and s. Patterns
// and texts are UTF-8; what (?i) folds is ASCII.
//
// All ways through the expression are followed at once, one character after the other (Pike's machine), so that no
// pattern takes more than text times pattern, and of several matches the first counts that a backtracking search would
// have found.
#ifndef TARE_KERNELS_TF_REGEX_H_
#define TARE_KERNELS_TF_REGEX_H_

#include "kernels/strings.h"

namespace tare::tf {

class Regex {
 public:
  static constexpr int kMaxGroups = 10;  // the whole match is one

  /// Where a group matched; -1 where it did not.
  struct Match {
    int begin[kMaxGroups], end[kMaxGroups];
  };

  /// nullptr, or what is wrong with the pattern, or not supported.
  const char* Compile(StringRef pattern);
  int groups() const { return groups_; }
  /// The leftmost match from `from` on; `whole`: one of all of the text. False where there is none.
  bool Find(StringRef text, size_t from, bool whole, Match& match);

 private:
  enum Code : uint8_t {
    kLiteral,
    kAny,  // x: newlines, too
    kClass,
    kNotClass,
    kBegin,
    kEnd,
    kWord,  // the edge of a word
    kSave,
    kSplit,
    kJump,
    kDone
  };
  // Jumps are relative, so that code can be moved. A split prefers x.
  struct Instruction {
    Code code;
    int16_t x, y;    // of kClass: first range and count; of kSave: the slot
    int32_t letter;  // of kLiteral
  };
  struct Range {
    int32_t low, high;
  };
  static constexpr int kMaxCode = 400, kMaxRanges = 320, kMaxDepth = 130, kSlots = 2 * kMaxGroups;
  struct Threads {
    int count;
    int16_t at[kMaxCode];
    int slots[kMaxCode][kSlots];
  };

  bool Fail(const char* error) {
    error_ = error_ ? error_ : error;
    return false;
  }
  bool Ends() const { return at_ >= pattern_.size; }
  bool Emit(Code code, int x, int y, int32_t letter);
  bool Insert(int place, Code code, int x, int y);
  bool Alternatives(int depth);
  bool Repetition(int depth);
  bool Count(int& least, int& most);
  bool Repeat(int start, int least, int most, bool lazy);
  bool Atom(int depth);
  bool Group(int depth);
  bool Flags(bool& ends);
  bool Letter(int32_t letter);
  bool Escape();
  bool Class();
  bool ClassItem(int32_t& letter, bool& is_set);
  bool AddRange(int32_t low, int32_t high);
  static bool IsSet(char c);
  bool AddSet(char name);
  bool AddPairs(const char* pairs, int count, bool negated);
  bool AddNamed();
  bool EscapedLetter(int32_t& letter);
  bool IsEdge(int position, int size) const;
  bool Holds(const Instruction& i, int32_t c) const;
  void Add(Threads& threads, int place, int position, int size, int* slots);

  StringRef pattern_ = {};
  const char* text_ = nullptr;  // that is being searched
  size_t at_ = 0;
  const char* error_ = nullptr;
  bool folds_ = false, dot_all_ = false;  // flags
  int groups_ = 0, code_size_ = 0, range_count_ = 0;
  uint32_t round_ = 0;  // of the machine
  Instruction code_[kMaxCode];
  Range ranges_[kMaxRanges];
  uint32_t seen_[kMaxCode];
  Threads threads_[2];
};

}  // namespace tare::tf

#endif  // TARE_KERNELS_TF_REGEX_H_
