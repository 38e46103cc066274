// Names and symbols of users' custom ops, and the files that belong to them.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "builder/compile/cache.h"
#include "builder/custom/sources.h"
#include "builder/custom/symbols.h"
#include "builder/error.h"

namespace tare::custom {
namespace {

namespace fs = std::filesystem;

TEST(CustomSymbols, NamesFollowUpstreamsRule) {
  EXPECT_EQ(NormalisedName("MyCustomOp"), "MY_CUSTOM_OP");
  EXPECT_EQ(NormalisedName("TFLite_Detection_PostProcess"), "TFLITE_DETECTION_POST_PROCESS");
  EXPECT_EQ(NormalisedName("CTCBeamSearchDecoder"), "CTCBEAM_SEARCH_DECODER");
  EXPECT_EQ(NormalisedName("AvgPool3D"), "AVG_POOL3D");
  EXPECT_EQ(NormalisedName("aeq.hadamard_rotation"), "AEQ.HADAMARD_ROTATION");
  EXPECT_EQ(NormalisedName("aBcD"), "A_BC_D");
  EXPECT_EQ(NormalisedName(""), "");
}

TEST(CustomSymbols, FunctionsAreMangled) {
  EXPECT_EQ(MangledName("tflite::ops::custom::Register_ATAN2"), "_ZN6tflite3ops6custom14Register_ATAN2Ev");
  EXPECT_EQ(MangledName("Register_X"), "_Z10Register_Xv");
}

/// Code for one ABI that defines these symbols, each in a file of its own.
std::map<std::string, Definitions> Code(const std::vector<std::string>& symbols, bool weak = false) {
  std::map<std::string, Definitions> code;
  for (const std::string& symbol : symbols) code["x86"].places[symbol].push_back({symbol + ".cc", weak});
  return code;
}

TEST(CustomSymbols, RegistrationsAreFoundByRuleInCAndByFlag) {
  const Registrations rule({}, Code({"_ZN6tflite3ops6custom11Register_MYEv", "Register_A_B"}));
  EXPECT_EQ(rule.Find("My"), "_ZN6tflite3ops6custom11Register_MYEv");
  EXPECT_EQ(rule.Find("aB"), "Register_A_B");
  EXPECT_EQ(rule.Find("other"), std::nullopt);
  EXPECT_EQ(rule.Find("my.op"), std::nullopt);
  const std::map<std::string, std::string> all = {{"MY", "_ZN6tflite3ops6custom11Register_MYEv"},
                                                  {"A_B", "Register_A_B"}};
  EXPECT_EQ(rule.ByRule(), all);

  const Registrations given({"my.op=ns::Make", "a=b=Register_A_B"}, Code({"_ZN2ns4MakeEv", "Register_A_B"}));
  EXPECT_EQ(given.Find("my.op"), "_ZN2ns4MakeEv");
  EXPECT_EQ(given.Find("a=b"), "Register_A_B");
  EXPECT_TRUE(given.ByRule().empty());
}

TEST(CustomSymbols, SeveralDefinitionsAreAnErrorUnlessTheyAreOne) {
  std::map<std::string, Definitions> twice = Code({"Register_X"});
  twice["x86"].places["Register_X"].push_back({"more.cc", false});
  EXPECT_THROW((void)Registrations({}, twice).Find("x"), builder::BuildError);
  EXPECT_THROW((void)Registrations({}, Code({"Register_X", "_ZN6tflite3ops6custom10Register_XEv"})).Find("x"),
               builder::BuildError);
  std::map<std::string, Definitions> weak = Code({"Register_X"}, true);
  weak["x86"].places["Register_X"].push_back({"more.cc", true});
  EXPECT_EQ(Registrations({}, weak).Find("x"), "Register_X");
}

TEST(CustomSymbols, AllAbisMustDefineIt) {
  std::map<std::string, Definitions> code = Code({"Register_X"});
  code["arm64-v8a"];
  EXPECT_THROW((void)Registrations({}, code).Find("x"), builder::BuildError);
}

TEST(CustomSymbols, BadFlagsAreRefused) {
  for (const char* flag : {"", "=", "x", "x=", "=Register_X", "x=1y", "x=a::", "x=a.b"}) {
    EXPECT_THROW(Registrations({flag}, Code({"Register_X"})), builder::BuildError) << flag;
  }
  EXPECT_THROW(Registrations({"x=Y"}, Code({"Register_X"})), builder::BuildError);
}

TEST(CustomSymbols, AFunctionElsewhereIsHintedAt) {
  const Registrations elsewhere({}, Code({"_ZN2ns10RegisterMyEv", "_Z5otherv"}));
  EXPECT_EQ(elsewhere.Hint("My"), "--custom_op=My=ns::RegisterMy");
  EXPECT_EQ(elsewhere.Hint("Your"), "");
}

class CustomSources : public testing::Test {
 protected:
  fs::path Touch(const fs::path& name) {
    const fs::path path = folder_.path() / name;
    fs::create_directories(path.parent_path());
    const std::ofstream file(path);
    return path;
  }
  build::TemporaryFolder folder_;
};

TEST_F(CustomSources, AFolderGivesSourcesHeadersAndLibraries) {
  const fs::path source = Touch("dep/deep/a.cc"), other = Touch("dep/b.c");
  Touch("dep/a_test.cc");
  Touch("dep/.hidden/c.cc");
  Touch("dep/include/x.h");
  const fs::path library = Touch("dep/x86/libfoo.a");
  Touch("dep/x86/not_a_source.cc");
  const Sources sources = ReadSources({}, {(folder_.path() / "dep/").string()});
  EXPECT_EQ(sources.files, (std::vector<fs::path>{other, source}));
  EXPECT_EQ(sources.includes, (std::vector<fs::path>{folder_.path() / "dep", folder_.path() / "dep/include"}));
  EXPECT_EQ(ArchivesFor(sources, "x86"), std::vector<fs::path>{library});
  EXPECT_TRUE(HasArchivesFor(sources, "x86"));
  EXPECT_FALSE(HasArchivesFor(sources, "arm64-v8a"));
  EXPECT_THROW(ArchivesFor(sources, "arm64-v8a"), builder::BuildError);
}

TEST_F(CustomSources, FilesMayHaveEqualNames) {
  const fs::path a = Touch("a/op.cc"), b = Touch("b/op.cc"), header = Touch("b/op.h");
  const Sources sources = ReadSources({a, b, header, a}, {"//tensorflow/lite/kernels:custom_ops"});
  EXPECT_EQ(sources.files, (std::vector<fs::path>{a, b}));
  EXPECT_EQ(sources.listed, (std::vector<fs::path>{a, b, header}));
}

TEST_F(CustomSources, AllProblemsAreListed) {
  try {
    ReadSources({"/nothing.cc", Touch("x.py")}, {"//x:y", "/nowhere"});
    FAIL();
  } catch (const builder::BuildError& e) {
    const std::string text = e.what();
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3) << text;
  }
}

}  // namespace
}  // namespace tare::custom
