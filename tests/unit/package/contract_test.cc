// The ELF contract against libraries that lld links right here: one that keeps it, and one for each way to break it.
#include "builder/link/contract.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "builder/compile/cache.h"
#include "builder/compile/process.h"

namespace tare::build {
namespace {

const std::vector<std::string> kGoodFlags = {
    "-soname",     "libx.so", "--hash-style=sysv",   "--build-id=fast", "-z", "relro", "-z", "now", "-z",
    "noexecstack", "-z",      "max-page-size=16384", "--strip-all"};
constexpr char kGoodCode[] =
    ".globl TfLiteVersion\n.type TfLiteVersion, %function\nTfLiteVersion: nop\n.size TfLiteVersion, 1\n";

class ContractTest : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    target_ = FindAndroidTarget(GetParam());
    for (const Target& target : LinuxTargets()) {
      if (target.abi == GetParam()) target_ = &target;
    }
    folder_ = fs::temp_directory_path() / ("tare-contract-" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Link(const std::string& code, const std::vector<std::string>& flags) {
    const fs::path source = folder_ / "x.s", object = folder_ / "x.o", library = folder_ / "libx.so";
    std::ofstream(source) << code;
    RunOrThrow({Tools().clang, "--target=" + target_->triple, "-c", source.string(), "-o", object.string()},
               "assembling");
    std::vector<std::string> command = {Tools().lld, "-m", target_->linker_emulation, "-shared"};
    command.insert(command.end(), kGoodFlags.begin(), kGoodFlags.end());
    if (target_->gnu_hash) command.emplace_back("--hash-style=gnu");
    command.insert(command.end(), flags.begin(), flags.end());
    command.insert(command.end(), {object.string(), "-o", library.string()});
    RunOrThrow(command, "linking");
    return ReadFile(library);
  }

  /// All violations, in one text.
  std::string Check(const std::string& file) const {
    std::string text;
    const Contract contract{target_, "libx.so", {"JNI_On*", "TfLite*"}, {"malloc"}};
    for (const std::string& violation : Violations(file, contract)) text += violation + ";";
    return text;
  }
  std::string Check(const std::string& code, const std::vector<std::string>& flags) { return Check(Link(code, flags)); }

  const Target* target_ = nullptr;
  fs::path folder_;
};

TEST_P(ContractTest, IsKept) { EXPECT_EQ(Check(kGoodCode, {}), ""); }

TEST_P(ContractTest, LinkerFlagsThatBreakIt) {
  EXPECT_NE(Check(kGoodCode, {"-z", "max-page-size=4096"}).find("alignment is not 16 KiB"), std::string::npos);
  EXPECT_NE(Check(kGoodCode, {"--build-id=none"}).find("lacks a build-id"), std::string::npos);
  EXPECT_NE(Check(kGoodCode, {"-soname", "liby.so"}).find("has the soname 'liby.so'"), std::string::npos);
  EXPECT_NE(Check(kGoodCode, {"-z", "execstack"}).find("has an executable stack"), std::string::npos);
  EXPECT_NE(Check(kGoodCode, {"-z", "lazy"}).find("does not bind at once"), std::string::npos);
  EXPECT_NE(Check(kGoodCode, {"-z", "norelro"}).find("lacks RELRO"), std::string::npos);
  const bool gnu = target_->gnu_hash;
  EXPECT_NE(Check(kGoodCode, {gnu ? "--hash-style=sysv" : "--hash-style=gnu"})
                .find(gnu ? "lacks a GNU hash table" : "lacks a SysV hash table"),
            std::string::npos);
  EXPECT_NE(Check(kGoodCode, {"-rpath", "/x"}).find("has a search path"), std::string::npos);
}

TEST_P(ContractTest, CodeThatBreaksIt) {
  const std::string good = kGoodCode;
  EXPECT_NE(Check(good + ".globl leak\nleak: nop\n", {}).find("exports leak"), std::string::npos);
  EXPECT_NE(Check("nop\n", {}).find("exports nothing"), std::string::npos);
  const std::string word = target_->is_64_bit ? ".quad " : ".long ";
  EXPECT_NE(Check(good + ".data\n" + word + "printf\n", {}).find("imports printf"), std::string::npos);
  EXPECT_EQ(Check(good + ".data\n" + word + "malloc\n", {}), "");
  EXPECT_NE(Check(good + ".section .init_array,\"aw\"\n" + word + "TfLiteVersion\n", {}).find("global constructors"),
            std::string::npos);
  EXPECT_NE(Check(good + ".section .tdata,\"awT\"\n.long 1\n", {}).find("thread-local"), std::string::npos);
}

TEST_P(ContractTest, AnyBytesAreTaken) {
  EXPECT_NE(Check(std::string()), "");
  EXPECT_NE(Check(std::string("\177ELF")), "");
  const std::string file = Link(kGoodCode, {});
  for (size_t size = 0; size < file.size(); size += 7) EXPECT_NE(Check(file.substr(0, size)), "") << size;
  for (size_t at = 16; at < 64; ++at) {  // every byte of the header
    std::string damaged = file;
    damaged[at] = '\xff';
    Check(damaged);
  }
}

INSTANTIATE_TEST_SUITE_P(Abis, ContractTest,
                         testing::Values("x86", "x86_64", "arm64-v8a", "armeabi-v7a", "linux-x86_64", "linux-arm64",
                                         "linux-armv7"),
                         [](const auto& info) {
                           std::string name = info.param;
                           for (char& c : name) c = isalnum(static_cast<unsigned char>(c)) ? c : '_';
                           return name;
                         });

}  // namespace
}  // namespace tare::build
