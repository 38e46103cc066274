// std::string's members, which libc++'s headers declare as compiled elsewhere, and numbers to text and back.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>

#include "api/cpp/libcxx/support.h"

_LIBCPP_BEGIN_NAMESPACE_STD

template class basic_string<char>;
template string operator+ <char, char_traits<char>, allocator<char>>(char const*, string const&);

namespace {

template <class T>
string Print(const char* format, T value) {
  char text[384];  // the largest double has 309 digits before the point
  snprintf(text, sizeof(text), format, value);
  return text;
}

/// What a number's text has after it goes to `position`; no number, or one out of range, ends the program.
template <class Result, class Parse>
Result ParseNumber(const char* function, const string& text, size_t* position, Parse parse) {
  char* end;
  const int before = errno;
  errno = 0;
  const auto value = parse(text.c_str(), &end);
  const bool fits =
      errno != ERANGE && value >= numeric_limits<Result>::lowest() && value <= numeric_limits<Result>::max();
  errno = before;
  if (end == text.c_str()) tare::cxx::Die("%s: no number in \"%s\"", function, text.c_str());
  if (!fits) tare::cxx::Die("%s: \"%s\" is out of range", function, text.c_str());
  if (position) *position = static_cast<size_t>(end - text.c_str());
  return static_cast<Result>(value);
}

template <class Result, class Value>
Result ParseInteger(const char* function, const string& text, size_t* position, int base,
                    Value (*parse)(const char*, char**, int)) {
  return ParseNumber<Result>(function, text, position,
                             [=](const char* from, char** end) { return parse(from, end, base); });
}

}  // namespace

string to_string(int value) { return Print("%d", value); }
string to_string(unsigned value) { return Print("%u", value); }
string to_string(long value) { return Print("%ld", value); }
string to_string(unsigned long value) { return Print("%lu", value); }
string to_string(long long value) { return Print("%lld", value); }
string to_string(unsigned long long value) { return Print("%llu", value); }
string to_string(float value) { return Print("%f", static_cast<double>(value)); }
string to_string(double value) { return Print("%f", value); }

int stoi(const string& s, size_t* position, int base) { return ParseInteger<int>("stoi", s, position, base, strtol); }
long stol(const string& s, size_t* position, int base) { return ParseInteger<long>("stol", s, position, base, strtol); }
unsigned long stoul(const string& s, size_t* position, int base) {
  return ParseInteger<unsigned long>("stoul", s, position, base, strtoul);
}
long long stoll(const string& s, size_t* position, int base) {
  return ParseInteger<long long>("stoll", s, position, base, strtoll);
}
unsigned long long stoull(const string& s, size_t* position, int base) {
  return ParseInteger<unsigned long long>("stoull", s, position, base, strtoull);
}
float stof(const string& s, size_t* position) { return ParseNumber<float>("stof", s, position, strtof); }
double stod(const string& s, size_t* position) { return ParseNumber<double>("stod", s, position, strtod); }

_LIBCPP_END_NAMESPACE_STD
