// The op table against the catalogue.
#include "builder/report/coverage.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tare::builder {
namespace {

TEST(Coverage, HasEveryCodeOnceAndEveryLine) {
  size_t lines = 0;
  const auto ops = Coverage();
  for (size_t i = 0; i < ops.size(); ++i) {
    EXPECT_EQ(ops[i].code, static_cast<int>(i));
    EXPECT_EQ(ops[i].status == OpCoverage::Status::kDone, !ops[i].lines.empty()) << ops[i].name;
    lines += ops[i].lines.size();
  }
  EXPECT_EQ(ops.size(), 210u);
  const auto select_tf = SelectTfCoverage();
  EXPECT_EQ(select_tf.size(), 744u);
  for (const OpCoverage& op : select_tf) {
    EXPECT_TRUE(op.name.starts_with("Flex")) << op.name;
    EXPECT_EQ(op.status == OpCoverage::Status::kDone, !op.lines.empty()) << op.name;
    lines += op.lines.size();
  }
  for (const OpCoverage& op : CustomCoverage()) lines += op.lines.size();
  EXPECT_EQ(lines, Catalogue().size());
}

TEST(Coverage, TellsWhatTheReferenceLacksFromWhatIsMissing) {
  const auto ops = Coverage();
  const auto count = [&](OpCoverage::Status status) {
    return std::count_if(ops.begin(), ops.end(), [&](const OpCoverage& op) { return op.status == status; });
  };
  using enum OpCoverage::Status;
  EXPECT_EQ(count(kMarker), 3);
  EXPECT_LE(count(kNoKernel), 35);
  EXPECT_GE(count(kDone) + count(kMissing), 172);
  EXPECT_EQ(ops[25].name, "SOFTMAX");
  EXPECT_EQ(ops[25].status, kDone);
  EXPECT_EQ(ops[32].status, kMarker);
  EXPECT_STREQ(StatusName(ops[31].status), "no kernel in TensorFlow Lite");
}

}  // namespace
}  // namespace tare::builder
