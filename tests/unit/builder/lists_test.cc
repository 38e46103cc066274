// Lists in flags, near misses, and what progress prints where there is no terminal.
#include "builder/cli/lists.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "builder/error.h"
#include "builder/report/progress.h"

namespace tare {
namespace {

using Strings = std::vector<std::string>;

TEST(Lists, SplitAtCommas) {
  EXPECT_EQ(cli::SplitList({"a,b", " c ,,d"}), (Strings{"a", "b", "c", "d"}));
  EXPECT_EQ(cli::SplitList({"", ","}), Strings{});
  EXPECT_EQ(cli::SplitList({"my model.tflite,b"}), (Strings{"my model.tflite", "b"}));
}

TEST(Lists, PathsWithCommasStayWhole) {
  const auto folder = std::filesystem::temp_directory_path() / "tare lists, test";
  std::filesystem::create_directories(folder);
  const std::string a = folder / "a,1.tflite", b = folder / "b.tflite";
  std::ofstream(a).put('x');
  std::ofstream(b).put('x');
  EXPECT_EQ(cli::SplitList({a + "," + b}), (Strings{a, b}));
  EXPECT_EQ(cli::SplitList({b + "," + a}), (Strings{b, a}));
  std::filesystem::remove_all(folder);
}

TEST(Lists, NearMiss) {
  const Strings archs = {"x86", "x86_64", "arm64-v8a", "armeabi-v7a"};
  EXPECT_EQ(cli::NearMiss("arm64", archs), "arm64-v8a");
  EXPECT_EQ(cli::NearMiss("arm64-v8", archs), "arm64-v8a");
  EXPECT_EQ(cli::NearMiss("x86-64", archs), "x86_64");
  EXPECT_EQ(cli::NearMiss("mips", archs), "");
  EXPECT_EQ(cli::NearMiss("", archs), "");
}

TEST(Lists, RequireOneOfNamesTheValidOnes) {
  EXPECT_NO_THROW(cli::RequireOneOf("arch", "x86", {"x86"}));
  try {
    cli::RequireOneOf("arch", "x87", {"x86", "arm64-v8a"});
    FAIL() << "no error";
  } catch (const builder::BuildError& e) {
    EXPECT_STREQ(e.what(), "unknown arch 'x87' (did you mean 'x86'?); valid: x86, arm64-v8a");
  }
}

/// What a build of two steps prints to standard error, which is no terminal here.
std::string Printed(builder::Verbosity verbosity) {
  testing::internal::CaptureStderr();
  {
    builder::Progress progress(verbosity);
    progress.Phase("compile", "arm64-v8a", 2);
    progress.Step("a.cc");
    progress.Step("b.cc");
    progress.Done();
    progress.Phase("link", "", 0);
    progress.Done();
  }
  return testing::internal::GetCapturedStderr();
}

TEST(Progress, PlainLinesWithoutTerminal) {
  EXPECT_EQ(Printed(builder::Verbosity::kQuiet), "");
  EXPECT_EQ(Printed(builder::Verbosity::kNormal), "compile arm64-v8a (2)\nlink\n");
  EXPECT_EQ(Printed(builder::Verbosity::kVerbose), "compile arm64-v8a (2)\n  a.cc\n  b.cc\nlink\n");
}

}  // namespace
}  // namespace tare
