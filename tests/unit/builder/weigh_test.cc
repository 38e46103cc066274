// Attribution of bytes, and weights as JSON, tables, differences and pages.
#include "builder/report/weigh.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "builder/error.h"
#include "builder/report/elf_file.h"
#include "builder/report/weigh_text.h"

namespace tare::builder {
namespace {

TEST(Symbolizer, StacksAreParsed) {
  const auto stacks = ParseSymbolizer(
      "Fail\n././runtime/kernel.h:12:3\nEval\n./kernels/nn/softmax.cc:40:0\n\n??\n??:0:0\n\n"
      "memcpy\nC:/odd name.cc:1:2\n\n");
  ASSERT_EQ(stacks.size(), 3u);
  ASSERT_EQ(stacks[0].size(), 2u);
  EXPECT_EQ(stacks[0][0].function, "Fail");
  EXPECT_EQ(stacks[0][0].file, "././runtime/kernel.h");
  EXPECT_EQ(stacks[1][0].file, "??");
  EXPECT_EQ(stacks[2][0].file, "C:/odd name.cc");
  EXPECT_EQ(CleanPath(stacks[0][0].file), "runtime/kernel.h");
}

TEST(Symbolizer, HeadersBelongToWhoIncludedThem) {
  const std::vector<Frame> stack = {{"Fail", "runtime/kernel.h"}, {"Eval", "a.cc"}, {"Invoke", "b.cc"}};
  ASSERT_NE(OwningFrame(stack), nullptr);
  EXPECT_EQ(OwningFrame(stack)->file, "a.cc");
  const std::vector<Frame> headers = {{"Scalar", "a.h"}, {"Int", "b.h"}};
  EXPECT_EQ(OwningFrame(headers)->file, "b.h");
  EXPECT_EQ(OwningFrame({{"??", "??"}}), nullptr);
  EXPECT_EQ(OwningFrame({}), nullptr);
}

Weight Example(const std::string& abi, uint64_t softmax) {
  Weight weight;
  weight.abi = abi;
  weight.bytes = softmax + 100;
  weight.deflated = 70;
  weight.rows = {{"kernels", "kernels/nn/softmax.cc", {"SOFTMAX.f32"}, softmax, 50, {{"Eval", softmax}}},
                 {"elf", "ELF headers and padding", {}, 100, 20, {{"</script>", 100}}}};
  weight.ops = {{"SOFTMAX", softmax, 0, 40}};
  weight.models = {{"a.tflite", 30, 120}};
  return weight;
}

TEST(WeightText, JsonReadsBack) {
  const auto json = WeightsToJson({Example("x86", 60)});
  const auto back = WeightsFromJson(json.dump(), "w.json");
  EXPECT_EQ(WeightsToJson(back), json);
  EXPECT_EQ(back.at(0).rows.at(0).functions.at("Eval"), 60u);
}

TEST(WeightText, WhatIsNoWeightIsNamed) {
  for (const char* text : {"", "{", "[]", "{\"archs\": [{}]}", "{\"archs\": [{\"abi\": 1}]}"}) {
    try {
      WeightsFromJson(text, "w.json");
      FAIL() << text;
    } catch (const BuildError& e) {
      EXPECT_STREQ(e.what(), "w.json: not the output of tare weigh --json");
    }
  }
}

TEST(WeightText, TableHasGroupsRowsOpsModels) {
  const std::string table = WeightTable(Example("x86", 60));
  EXPECT_NE(table.find("x86: 160 bytes, 70 deflated\n"), std::string::npos) << table;
  EXPECT_NE(table.find("       60  37.5%        50    kernels/nn/softmax.cc: SOFTMAX.f32\n"), std::string::npos)
      << table;
  EXPECT_NE(table.find("       60         0        40  SOFTMAX\n"), std::string::npos) << table;
  EXPECT_NE(table.find("       30       120  a.tflite\n"), std::string::npos) << table;
}

TEST(WeightText, DifferenceListsWhatChanged) {
  const std::string diff = DiffTable({Example("x86", 60), Example("x86_64", 1)}, {Example("x86", 75)});
  EXPECT_NE(diff.find("       60        75       +15  kernels: kernels/nn/softmax.cc\n"), std::string::npos) << diff;
  EXPECT_NE(diff.find("      160       175       +15  all\n"), std::string::npos) << diff;
  EXPECT_EQ(diff.find("ELF headers"), std::string::npos) << diff;
  EXPECT_NE(diff.find("x86_64: only in the first\n"), std::string::npos) << diff;
  EXPECT_THROW(DiffTable({Example("x86", 1)}, {Example("x86_64", 1)}), BuildError);
}

TEST(WeightText, PageHoldsTheDataSafely) {
  const std::string page = TreemapPage("<script>/*WEIGHTS*/</script>", {Example("x86", 60)});
  EXPECT_EQ(page.find("</script>"), page.size() - 9);  // the name "</script>" did not end the data
  EXPECT_NE(page.find("\"SOFTMAX.f32\""), std::string::npos);
  EXPECT_THROW(TreemapPage("no marker", {}), BuildError);
}

std::string ReadAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(ElfFile, ReadsThisProgram) {
  const ElfFile elf = ParseElf(ReadAll("/proc/self/exe"));
  const auto is = [](const std::string& name) { return [name](const ElfSection& s) { return s.name == name; }; };
  EXPECT_EQ(std::count_if(elf.sections.begin(), elf.sections.end(), is(".text")), 1);
  EXPECT_GT(elf.header_bytes, 64u);
  EXPECT_GE(elf.section_table_bytes, 64 * elf.sections.size());
  EXPECT_TRUE(std::any_of(elf.symbols.begin(), elf.symbols.end(), [](const ElfSymbol& s) { return s.name == "main"; }));
}

TEST(ElfFile, DamageIsAnError) {
  std::string bytes = ReadAll("/proc/self/exe").substr(0, 4096);
  EXPECT_THROW(ParseElf(bytes), std::runtime_error);  // the section table is cut off
  EXPECT_THROW(ParseElf(""), std::runtime_error);
  EXPECT_THROW(ParseElf("no ELF file, just text"), std::runtime_error);
}

}  // namespace
}  // namespace tare::builder
