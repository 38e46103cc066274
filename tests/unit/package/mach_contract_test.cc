// The contract of frameworks' libraries against those that ld64.lld links right here: one that keeps it, and one for
// each way to break it.
#include "builder/link/mach_contract.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "builder/compile/cache.h"
#include "builder/compile/process.h"

namespace tare::build {
namespace {

constexpr char kGoodCode[] = ".globl _TfLiteVersion\n_TfLiteVersion: nop\n";

class MachContractTest : public testing::TestWithParam<size_t> {
 protected:
  void SetUp() override {
    target_ = &AppleTargets()[GetParam()];
    folder_ = fs::temp_directory_path() / ("tare-mach-contract-" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Link(const std::string& code, const std::vector<std::string>& flags, const std::string& version = "") {
    const fs::path source = folder_ / "x.s", object = folder_ / "x.o", library = folder_ / "x.dylib";
    std::ofstream(source) << code;
    RunOrThrow({Tools().clang, "--target=" + target_->triple, "-c", source.string(), "-o", object.string()},
               "assembling");
    const std::string oldest = version.empty() ? target_->apple_version : version;
    std::vector<std::string> command = {Tools().ld64,
                                        "-arch",
                                        target_->linker_emulation,
                                        "-platform_version",
                                        target_->apple_platform,
                                        oldest,
                                        oldest,
                                        "-dylib",
                                        "-install_name",
                                        "@rpath/x",
                                        "-undefined",
                                        "dynamic_lookup",
                                        "-adhoc_codesign",
                                        object.string(),
                                        "-o",
                                        library.string()};
    command.insert(command.end(), flags.begin(), flags.end());
    RunOrThrow(command, "linking");
    return ReadFile(library);
  }

  /// All violations, in one text.
  std::string Check(const std::string& file, bool user_code = false) const {
    std::string text;
    const Contract contract{target_, "@rpath/x", {"TfLiteVersion"}, {"malloc"}, user_code};
    for (const std::string& violation : MachViolations(file, contract)) text += violation + ";";
    return text;
  }

  const Target* target_ = nullptr;
  fs::path folder_;
};

TEST_P(MachContractTest, IsKept) { EXPECT_EQ(Check(Link(kGoodCode, {})), ""); }

TEST_P(MachContractTest, LinkerFlagsThatBreakIt) {
  EXPECT_NE(Check(Link(kGoodCode, {"-install_name", "/x"})).find("has the install name '/x'"), std::string::npos);
  EXPECT_NE(Check(Link(kGoodCode, {"-no_adhoc_codesign"})).find("is not signed"), std::string::npos);
  EXPECT_NE(Check(Link(kGoodCode, {"-no_uuid"})).find("has no UUID"), std::string::npos);
  EXPECT_NE(Check(Link(kGoodCode, {}, "16.0")).find("another version"), std::string::npos);
  const fs::path stub = folder_ / "other.tbd";
  std::ofstream(stub) << "--- !tapi-tbd\ntbd-version: 4\ntargets: [ " << target_->linker_emulation << "-"
                      << target_->apple_platform << " ]\ninstall-name: '/usr/lib/libother.dylib'\n...\n";
  EXPECT_NE(Check(Link(kGoodCode, {stub.string()})).find("needs /usr/lib/libother.dylib"), std::string::npos);
}

TEST_P(MachContractTest, CodeThatBreaksIt) {
  const std::string good = kGoodCode;
  EXPECT_NE(Check(Link(good + ".globl _leak\n_leak: nop\n", {})).find("exports leak"), std::string::npos);
  EXPECT_NE(Check(Link("nop\n", {})).find("exports nothing"), std::string::npos);
  EXPECT_NE(Check(Link(good + ".data\n.quad _printf\n", {})).find("imports printf"), std::string::npos);
  EXPECT_EQ(Check(Link(good + ".data\n.quad _malloc\n", {})), "");
  const std::string constructor = good + ".mod_init_func\n.p2align 3\n.quad _TfLiteVersion\n";
  EXPECT_NE(Check(Link(constructor, {})).find("global constructors"), std::string::npos);
  EXPECT_EQ(Check(Link(constructor, {}), true), "");  // a user's code may have global objects
}

TEST_P(MachContractTest, OtherMachinesAndPlatforms) {
  const std::string file = Link(kGoodCode, {});
  for (const Target& other : AppleTargets()) {
    const bool same = &other == target_;
    EXPECT_EQ(MachViolations(file, {&other, "@rpath/x", {"TfLiteVersion"}, {}}).empty(), same) << other.abi;
  }
}

TEST_P(MachContractTest, AnyBytesAreTaken) {
  EXPECT_NE(Check(std::string()), "");
  const std::string file = Link(kGoodCode, {});
  // What lies behind the load commands, the signature above all, is not looked at.
  for (size_t size = 0; size < 512; size += 7) EXPECT_NE(Check(file.substr(0, size)), "") << size;
  for (size_t at = 0; at < 1024; ++at) {
    std::string damaged = file;
    damaged[at] = '\xff';
    Check(damaged);
  }
}

INSTANTIATE_TEST_SUITE_P(Targets, MachContractTest, testing::Range<size_t>(0, 5));

}  // namespace
}  // namespace tare::build
