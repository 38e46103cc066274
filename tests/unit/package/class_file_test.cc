// Class files: constants are shared and stay what they are, and damaged files are refused. That the machine takes the
// results is what the Java API's tests show.
#include "builder/package/class_file.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace tare::package {
namespace {

/// `class NAME {}`, without even a constructor.
std::string EmptyClass(char name) {
  using namespace std::string_literals;
  return "\xCA\xFE\xBA\xBE\0\0\0\x34\0\5"s + "\7\0\2"s + "\1\0\1"s + name + "\7\0\4\1\0\x10java/lang/Object"s +
         "\0\x20\0\1\0\3\0\0\0\0\0\0\0\0"s;
}

std::string Name(const std::string& file, size_t at) { return file.substr(at, 1); }

TEST(ClassFile, CommonConstantsComeFirst) {
  std::vector<std::string> classes;
  for (const char name : {'A', 'B', 'C', 'D', 'E', 'F'}) classes.push_back(EmptyClass(name));
  ArrangeClasses(classes, 8);
  const std::string common = classes[0].substr(0, 10 + 19 + 3);
  EXPECT_NE(common.find("java/lang/Object"), std::string::npos);
  for (size_t i = 0; i < classes.size(); ++i) {
    EXPECT_EQ(classes[i].substr(0, common.size()), common);
    EXPECT_EQ(classes[i].size(), EmptyClass('A').size());
    EXPECT_EQ(UsedBytes(classes[i]), classes[i].size());
    EXPECT_EQ(Name(classes[i], classes[i].find("\1\0\1", 0, 3) + 3), std::string(1, static_cast<char>('A' + i)));
  }
}

TEST(ClassFile, DamagedFilesAreRefused) {
  const std::string whole = EmptyClass('A');
  for (size_t size = 0; size < whole.size(); ++size) {
    std::vector<std::string> classes{whole.substr(0, size)};
    EXPECT_THROW(ArrangeClasses(classes, 8), std::runtime_error) << size;
  }
  std::string cycle = whole;
  cycle[12] = 1;  // a class whose name is that class
  EXPECT_THROW(UsedBytes(cycle), std::runtime_error);
}

}  // namespace
}  // namespace tare::package
