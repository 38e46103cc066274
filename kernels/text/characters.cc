// Kinds of characters are ranges, written as how many characters lie before each one and how many more than one it has:
// numbers of seven bits a byte, the lowest first, with the eighth set where more follow. They are those of Unicode 12,
// as in the reference.
#include "kernels/text/characters.h"

#include <stddef.h>

namespace tare::text {
namespace {

struct Range {
  int32_t first, last;
};

constexpr Range kIdeographs[] = {{0x3400, 0x4dbf},   {0x4e00, 0x9fff},   {0xf900, 0xfaff},   {0x20000, 0x2a6df},
                                 {0x2a700, 0x2b73f}, {0x2b740, 0x2b81f}, {0x2b820, 0x2ceaf}, {0x2f800, 0x2fa1f}};

// Punctuation, and the other signs of ASCII.
constexpr uint8_t kPunctuation[] = {
    33,  14,  10,  6,   26,  5,   26,  3,   34,  0,   5,   0,   3,   0,   10,  1,   3,   0,   3,   0,   190, 5,   0,
    8,   0,   210, 3,   5,   41,  1,   51,  0,   1,   0,   2,   0,   2,   0,   44,  1,   20,  1,   1,   1,   13,  0,
    2,   1,   74,  3,   102, 0,   43,  13,  233, 1,   2,   54,  14,  31,  0,   133, 2,   1,   10,  0,   140, 1,   0,
    120, 0,   121, 0,   134, 3,   0,   12,  0,   239, 2,   0,   90,  0,   10,  1,   168, 1,   14,  1,   0,   37,  3,
    71,  0,   74,  4,   4,   1,   111, 5,   171, 1,   0,   228, 4,   8,   151, 1,   0,   237, 4,   0,   44,  1,   78,
    2,   71,  1,   157, 1,   2,   1,   2,   37,  10,  185, 2,   1,   216, 1,   1,   128, 1,   6,   1,   5,   172, 1,
    6,   155, 1,   3,   59,  4,   62,  1,   64,  7,   11,  0,   188, 6,   23,  8,   19,  1,   12,  1,   11,  30,  1,
    14,  1,   249, 4,   3,   29,  1,   189, 8,   13,  79,  1,   31,  9,   147, 3,   21,  63,  3,   32,  1,   251, 5,
    3,   1,   1,   112, 0,   143, 1,   46,  1,   31,  177, 3,   2,   4,   9,   2,   11,  16,  0,   12,  0,   98,  0,
    90,  0,   130, 232, 1,   1,   141, 2,   2,   99,  0,   10,  0,   115, 5,   252, 2,   3,   86,  1,   40,  2,   1,
    0,   49,  1,   47,  0,   97,  12,  16,  1,   124, 3,   126, 1,   16,  1,   249, 1,   0,   210, 162, 1,   1,   208,
    1,   9,   22,  34,  1,   13,  1,   0,   4,   0,   1,   1,   149, 1,   2,   1,   5,   1,   3,   10,  1,   3,   1,
    26,  2,   1,   0,   27,  0,   1,   0,   1,   6,   154, 3,   2,   156, 5,   0,   48,  0,   158, 3,   0,   231, 5,
    0,   199, 1,   0,   31,  0,   144, 2,   8,   38,  0,   112, 6,   66,  6,   89,  3,   184, 7,   4,   237, 1,   6,
    109, 1,   1,   3,   126, 3,   48,  1,   79,  3,   4,   0,   13,  0,   1,   2,   88,  5,   107, 0,   161, 3,   4,
    11,  0,   1,   0,   104, 0,   250, 1,   22,  105, 2,   28,  12,  207, 1,   2,   252, 1,   0,   166, 3,   0,   92,
    7,   83,  2,   1,   4,   158, 3,   4,   42,  1,   133, 5,   1,   134, 2,   0,   240, 8,   4,   249, 139, 1,   1,
    133, 1,   0,   65,  4,   8,   0,   210, 6,   3,   199, 2,   0,   188, 153, 1,   0,   231, 59,  4,   210, 29,  1};

// Unicode's Sentence_Break is ATerm or STerm; the ellipsis, question and exclamation marks that it lacks.
constexpr uint8_t kTerminals[] = {
    33,  0,   12,  0,   16,  0,   190, 6,   0,  221, 3,   0,   1,   0,   42,  0,  148, 1,   1,   180, 1,   0,   43,
    2,   246, 1,   0,   61,  0,   1,   0,   3,  1,   165, 2,   1,   228, 13,  1,  150, 6,   0,   4,   1,   133, 6,
    0,   198, 1,   1,   157, 1,   0,   46,  0,  5,   0,   186, 2,   1,   226, 2,  3,   174, 1,   1,   2,   1,   219,
    1,   1,   65,  1,   164, 7,   0,   1,   0,  21,  1,   9,   2,   228, 27,  0,  13,  0,   197, 3,   0,   252, 233,
    1,   0,   142, 2,   1,   227, 1,   0,   3,  0,   254, 2,   1,   86,  1,   95, 0,   152, 1,   1,   147, 1,   2,
    144, 1,   1,   249, 1,   0,   230, 164, 1,  0,   3,   1,   169, 1,   0,   12, 0,   16,  0,   65,  0,   244, 21,
    1,   253, 9,   4,   237, 1,   1,   117, 3,  127, 2,   129, 1,   1,   6,   0,  16,  1,   88,  1,   1,   1,   108,
    0,   161, 3,   1,   245, 2,   1,   5,   14, 105, 1,   249, 1,   2,   131, 6,  1,   87,  1,   164, 3,   1,   180,
    5,   1,   245, 150, 1,   1,   133, 1,   0,  65,  1,   11,  0,   211, 6,   0,  134, 156, 1,   0,   232, 59,  0};

// Unicode's Line_Break is CL or CP; '>' and the ornate parenthesis.
constexpr uint8_t kClosing[] = {
    41, 0,  20, 0,   30, 0,   31, 0, 189, 29,  0,   1,   0, 222, 14,  0, 169, 19,  0,  55, 0,   15, 0, 250, 4,  0, 1,
    0,  30, 0,  190, 8,  0,   1,  0, 1,   0,   1,   0,   1, 0,   1,   0, 1,   0,   80, 0,  32,  0,  1, 0,   1,  0, 1,
    0,  1,  0,  148, 3,  0,   1,  0, 1,   0,   1,   0,   1, 0,   1,   0, 1,   0,   1,  0,  1,   0,  1, 0,   1,  0, 64,
    0,  1,  0,  33,  0,  165, 8,  0, 1,   0,   1,   0,   1, 0,   215, 3, 1,   6,   0,  1,  0,   1,  0, 1,   0,  1, 0,
    3,  0,  1,  0,   1,  0,   1,  0, 2,   1,   158, 154, 3, 1,   209, 1, 1,   5,   0,  29, 0,   1,  0, 1,   0,  1, 0,
    1,  0,  1,  0,   1,  0,   1,  0, 3,   0,   7,   0,   1, 0,   7,   0, 1,   0,   1,  0,  170, 1,  0, 2,   0,  1, 0,
    46, 0,  31, 0,   2,  1,   1,  1, 246, 101, 2,   36,  0, 4,   0,   1, 0,   240, 1,  1,  188, 1,  0, 150, 35, 0};

bool IsIn(const uint8_t* ranges, size_t size, int32_t c) {
  int32_t at = 0;
  bool inside = false;  // the bytes are those of a range, not of what lies before one
  for (size_t i = 0; i < size && c >= at; inside = !inside) {
    int32_t n = inside ? 1 : 0;
    for (int shift = 0;; shift += 7) {
      n += (ranges[i] & 0x7f) << shift;
      if (!(ranges[i++] & 0x80)) break;
    }
    at += n;
    if (inside && c >= at - n && c < at) return true;
  }
  return false;
}

}  // namespace

bool IsSpace(int32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

bool IsWord(int32_t c) {
  for (const Range& r : kIdeographs) {
    if (c >= r.first && c <= r.last) return true;
  }
  return IsIn(kPunctuation, sizeof(kPunctuation), c);
}

bool IsTerminal(int32_t c) { return IsIn(kTerminals, sizeof(kTerminals), c); }

bool IsClosing(int32_t c) { return IsIn(kClosing, sizeof(kClosing), c); }

}  // namespace tare::text
