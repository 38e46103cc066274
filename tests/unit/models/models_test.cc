// Models from the folder that the environment variable TARE_MODELS names, against outputs of the reference: every
// single-op model whose operator is in the catalogue, and the whole networks that the folder's list marks `first`.
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "tests/unit/golden.h"

namespace tare {
namespace {

std::string Folder() {
  const char* folder = std::getenv("TARE_MODELS");
  return folder ? folder : "";
}

TEST(Models, SingleOps) {
  if (Folder().empty()) GTEST_SKIP() << "TARE_MODELS is not set";
  const char* only = std::getenv("TARE_ONLY");  // a part of a name, to look at some
  const golden::Zip zip(golden::ReadFile(Folder() + "/ops.zip"));
  int passed = 0, approximate = 0;
  std::map<std::string, int> missing;
  for (const auto& [name, position] : zip.entries()) {
    if (!name.ends_with(".npz") || (only && name.find(only) == std::string::npos)) continue;
    const std::string base = name.substr(0, name.size() - 4);
    const golden::Zip arrays(zip.Read(name));
    const std::string model = zip.Read(base + ".tflite");
    if (!golden::SelectionOf(model).unsupported.empty()) {
      ++missing[base.substr(0, base.find('/'))];
      continue;
    }
    const bool hybrid = base.find(".hyb") != std::string::npos, draws = base.find("/seeded.") != std::string::npos;
    const golden::Outcome outcome = golden::Check(model, arrays.Arrays(""), hybrid, 1, draws);
    EXPECT_EQ(outcome.error, "") << base;
    passed += outcome.error.empty();
    approximate += outcome.approximate;
  }
  std::cout << passed << " single-op models passed, " << approximate << " of them within 2 %; " << missing.size()
            << " operators have models that are not supported\n";
  EXPECT_GT(passed, 0);
}

/// Models whose nodes run other graphs or keep state in resources, as far as all their operators are supported.
TEST(Models, ControlFlowAndState) {
  if (Folder().empty()) GTEST_SKIP() << "TARE_MODELS is not set";
  std::istringstream list(golden::ReadFile(Folder() + "/CATALOG.tsv"));
  int passed = 0, unsupported = 0;
  for (std::string line; std::getline(list, line);) {
    const std::string file = line.substr(0, line.find('\t'));
    const auto has = [&line](const char* op) { return line.find(op + std::string(" x")) != std::string::npos; };
    if (!has("WHILE") && !has("\tIF") && !has("STABLEHLO_COMPOSITE") && !has("CALL_ONCE")) continue;
    const std::string base = Folder() + "/golden/" + file.substr(0, file.rfind('.'));
    const bool steps = std::filesystem::exists(base + ".seq.npz");
    const golden::Outcome outcome = golden::Check(golden::ReadFile(Folder() + "/files/" + file),
                                                  npz::ReadNpz(base + (steps ? ".seq.npz" : ".npz")), false);
    unsupported += !outcome.supported;
    if (!outcome.supported) continue;
    EXPECT_EQ(outcome.error, "") << file;
    passed += outcome.error.empty();
  }
  std::cout << passed << " models passed, " << unsupported << " have operators that are not supported\n";
  EXPECT_GT(passed, 0);
}

TEST(Models, FirstNetworks) {
  if (Folder().empty()) GTEST_SKIP() << "TARE_MODELS is not set";
  std::istringstream list(golden::ReadFile(Folder() + "/CATALOG.tsv"));
  std::string line, header;
  std::getline(list, header);
  int passed = 0;
  while (std::getline(list, line)) {
    std::vector<std::string> fields;
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, '\t');) fields.push_back(cell);
    if (fields.size() < 8 || fields[2] != "first") continue;
    const std::string& file = fields[0];
    const npz::Archive arrays = npz::ReadNpz(Folder() + "/golden/" + file.substr(0, file.size() - 7) + ".npz");
    const bool reduced = fields[7].find("INT8") != std::string::npos;
    for (const int threads : {1, 2}) {
      const golden::Outcome outcome =
          golden::Check(golden::ReadFile(Folder() + "/files/" + file), arrays, reduced, threads);
      EXPECT_EQ(outcome.error, "") << file << " with " << threads << " threads";
      passed += outcome.error.empty();
    }
  }
  EXPECT_GT(passed, 0);
}

}  // namespace
}  // namespace tare
