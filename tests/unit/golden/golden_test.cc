// The committed golden cases (tests/golden/): every case must give what the reference gave, or be refused where the
// reference refused, and every line of the catalogue must have a case that runs it. Custom ops' options, which no
// schema describes, and vocabularies in constants are damaged as well: then a case must give an error or run, the
// sanitizers judge.
#include "tests/unit/golden.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "builder/select/selection.h"
#include "tests/unit/support/hostile.h"

// Sizes beyond what there is are errors that the runtime reports, not the sanitizer.
extern "C" const char* __asan_default_options() { return "allocator_may_return_null=1:max_allocation_size_mb=256"; }

namespace tare {
namespace {

/// The families: names of the archives under tests/golden/data/.
std::vector<std::string> Families() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(TARE_SOURCE_DIR "/tests/golden/data")) {
    if (entry.path().extension() == ".zip") names.push_back(entry.path().stem());
  }
  std::sort(names.begin(), names.end());
  return names;
}

golden::Zip OpenFamily(const std::string& family) {
  const golden::Zip packed(golden::ReadFile(TARE_SOURCE_DIR "/tests/golden/data/" + family + ".zip"));
  return golden::Zip(packed.Read("cases.zip"));
}

/// Calls visit(case's name) for all cases of an archive.
template <class Visit>
void ForEachCase(const golden::Zip& zip, Visit visit) {
  constexpr std::string_view kModel = "/model.tflite";
  for (const auto& [name, position] : zip.entries()) {
    if (name.ends_with(kModel)) visit(name.substr(0, name.size() - kModel.size()));
  }
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, EqualsTheReference) {
  const char* only = std::getenv("TARE_ONLY");  // a part of a name, to look at some
  const golden::Zip zip = OpenFamily(GetParam());
  ForEachCase(zip, [&](const std::string& name) {
    if (only && name.find(only) == std::string::npos) return;
    const std::string model = zip.Read(name + "/model.tflite");
    const npz::Archive arrays = zip.Arrays(name + "/");
    for (const int threads : {1, 3}) {
      const golden::Outcome outcome = golden::Check(model, arrays, name.find("hybrid") != std::string::npos, threads);
      if (zip.entries().contains(name + "/refused")) {
        EXPECT_TRUE(outcome.supported && !outcome.error.empty()) << name << " was not refused by its kernel";
      } else {
        EXPECT_EQ(outcome.error, "") << name << " with " << threads << " threads";
      }
    }
  });
}

INSTANTIATE_TEST_SUITE_P(, Golden, testing::ValuesIn(Families()), [](const auto& info) { return info.param; });

TEST(Catalogue, EveryLineHasAGoldenCase) {
  std::set<std::string> covered;
  for (const std::string& family : Families()) {
    const golden::Zip zip = OpenFamily(family);
    ForEachCase(zip, [&](const std::string& name) {
      if (zip.entries().contains(name + "/refused")) return;
      for (const builder::Use& use : golden::SelectionOf(zip.Read(name + "/model.tflite")).uses) {
        if (use.kernel) covered.insert(use.kernel->name());
      }
    });
  }
  for (const builder::KernelLine& line : builder::Catalogue()) {
    EXPECT_TRUE(covered.contains(line.name())) << line.name() << " has no case in tests/golden/cases/";
  }
}

/// The options of the model's first node; "" when it has none.
std::string_view OptionsOf(const std::string& model) {
  const auto* options = schema::GetModel(model.data())->subgraphs()->Get(0)->operators()->Get(0)->custom_options();
  if (!options) return {};
  return {reinterpret_cast<const char*>(options->data()), options->size()};
}

TEST(CustomOptions, HostileOnes) {
  Watchdog watchdog;
  Tally tally;
  for (const std::string& family : Families()) {
    if (family.find("custom_") == std::string::npos) continue;
    std::set<std::pair<std::string, size_t>> seen;  // an op's options of one size are damaged once
    const golden::Zip zip = OpenFamily(family);
    ForEachCase(zip, [&](const std::string& name) {
      if (zip.entries().contains(name + "/refused")) return;
      const std::string model = zip.Read(name + "/model.tflite");
      const std::string_view options = OptionsOf(model);
      if (options.empty()) return;
      if (!seen.emplace(name.substr(0, name.find('/')), options.size()).second) return;
      const auto begin = static_cast<size_t>(options.data() - model.data());
      for (size_t i = 0; i < options.size(); ++i) {
        for (int damage = 0; damage < 10; ++damage) {
          std::string bad = model;
          char& byte = bad[begin + i];
          byte = damage < 8 ? static_cast<char>(byte ^ 1 << damage) : damage == 8 ? '\0' : '\xff';
          Exercise(bad, watchdog, tally);
        }
        std::string bad = model;  // the vector's length stands in front of it
        const auto size = static_cast<uint32_t>(i);
        std::memcpy(&bad[begin - sizeof(size)], &size, sizeof(size));
        Exercise(bad, watchdog, tally);
      }
    });
  }
  EXPECT_EQ(tally.refused, 0);  // options are read when nodes are prepared
  EXPECT_GT(tally.unprepared, 0);
  EXPECT_GT(tally.ran, 0);
}

/// The bytes of the model's first constant that a flatbuffer may be in: a vector of 64 bytes or more; "" when it has
/// none.
std::string_view ConfigurationOf(const std::string& model) {
  const auto* root = schema::GetModel(model.data());
  for (const auto* tensor : *root->subgraphs()->Get(0)->tensors()) {
    const auto* data = root->buffers()->Get(tensor->buffer())->data();
    if (tensor->type() != schema::TensorType::UINT8 || !data || data->size() < 64) continue;
    return {reinterpret_cast<const char*>(data->data()), data->size()};
  }
  return {};
}

TEST(Configurations, HostileOnes) {
  Watchdog watchdog;
  Tally tally;
  for (const std::string& family : Families()) {
    if (family.find("custom_") == std::string::npos) continue;
    const golden::Zip zip = OpenFamily(family);
    ForEachCase(zip, [&](const std::string& name) {
      if (name.find("fixed") == std::string::npos) return;  // others have texts for inputs, and Exercise knows none
      const std::string model = zip.Read(name + "/model.tflite");
      const std::string_view bytes = ConfigurationOf(model);
      const auto begin = static_cast<size_t>(bytes.data() - model.data());
      for (size_t i = 0; i < bytes.size(); ++i) {
        for (const int damage : {1 << i % 8, 0x80, 0xff}) {
          std::string bad = model;
          bad[begin + i] = static_cast<char>(bad[begin + i] ^ damage);
          Exercise(bad, watchdog, tally);
        }
      }
    });
  }
  EXPECT_EQ(tally.refused + tally.unprepared, 0);  // configurations are read when nodes run
  EXPECT_GT(tally.failed, 0);
  EXPECT_GT(tally.ran, 0);
}

}  // namespace
}  // namespace tare
