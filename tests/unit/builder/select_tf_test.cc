// Select TF ops on the host: what catalogue lines say of attributes must be what TensorFlow's op definitions say,
// because the device has nothing else to go by.
#include "builder/select/select_tf.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <sstream>

#include "builder/select/clauses.h"
#include "builder/select/selection.h"

namespace tare::builder {
namespace {

/// A default of the op definitions as the bits of an options field, for a clause that may list words ("a|b@e0"); lists
/// count by their elements, which are equal.
int64_t Bits(const std::string& kind, const std::string& value, const std::string& clause) {
  if (kind == "string") {  // the word's place among those of the clause
    const std::string words = clause.substr(clause.find('=') + 1);
    const auto begin = words.begin();
    return std::count(begin, begin + static_cast<std::ptrdiff_t>(std::min(words.find(value), words.size())), '|');
  }
  if (kind == "bool") return value == "true";
  if (kind == "float") return std::bit_cast<int32_t>(std::stof(value));
  const size_t digits = value.find_first_of("-0123456789");
  return digits == std::string::npos ? 0 : std::stoll(value.substr(digits));
}

TEST(SelectTf, ClausesAgreeWithTheOpDefinitions) {
  for (const KernelLine& line : Catalogue()) {
    if (!line.is_select_tf()) continue;
    ASSERT_TRUE(TfOps().contains(line.op_name.substr(4))) << line.name();
    const TfOp& op = TfOps().at(line.op_name.substr(4));
    EXPECT_EQ(op.library, "tf") << line.name();
    std::istringstream clauses(line.attributes);
    for (std::string clause; std::getline(clauses, clause, ';');) {
      const std::string name = clause.substr(0, clause.find_first_of("=@"));
      if (name.empty()) continue;  // a value that is no attribute's
      ASSERT_TRUE(op.kinds.contains(name)) << line.name() << " has no " << name;
      const auto given = op.defaults.find(name);
      const size_t at = clause.find('@'), question = clause.find('?');
      // What a library takes for granted where an attribute is absent is TensorFlow's default.
      if (at != std::string::npos) {
        ASSERT_EQ(question != std::string::npos, given != op.defaults.end()) << line.name() << ", " << clause;
      }
      if (question != std::string::npos) {
        EXPECT_EQ(std::stoll(clause.substr(question + 1)), Bits(op.kinds.at(name), given->second, clause))
            << line.name() << ", " << clause;
      }
      if (given != op.defaults.end()) {
        EXPECT_TRUE(Meets({{name, given->second}}, clause)) << line.name() << " refuses the default: " << clause;
      }
    }
  }
}

TEST(SelectTf, Meets) {
  const Attributes attributes = {{"padding", "SAME"}, {"axis", "-1"}};
  EXPECT_TRUE(Meets(attributes, ""));
  EXPECT_TRUE(Meets(attributes, "padding=SAME|VALID@e0;axis@i1"));
  EXPECT_TRUE(Meets(attributes, "padding=VALID|SAME"));
  EXPECT_FALSE(Meets(attributes, "padding=VALID"));
  EXPECT_FALSE(Meets(attributes, "padding=SAM"));
  EXPECT_FALSE(Meets(attributes, "padding=SAME;block_size@i0"));  // missing, and without a default
}

TEST(SelectTf, ValuesMustFitTheOptionsTheyBecome) {
  const auto meets = [](const char* value, const char* kind) {
    return Meets({{"a", value}}, std::string("a@") + kind + "0");
  };
  EXPECT_TRUE(meets("[1,2,3,1]", "h") && meets("[1,2,3,1]", "w") && meets("[1,2,3,4,1]", "d"));
  for (const char* window : {"[2,2,2,1]", "[1,2,2,2]", "[1,0,2,1]", "[1,268435456,2,1]", "[1,2,1]", "[]", "2"}) {
    EXPECT_FALSE(meets(window, "h")) << window;
  }
  EXPECT_TRUE(meets("-2147483648", "i"));
  EXPECT_FALSE(meets("2147483648", "i"));
  EXPECT_FALSE(meets("SAME", "i"));
  EXPECT_TRUE(meets("2147483648", "q"));
  EXPECT_TRUE(meets("[]", "l") && meets("[1,-2]", "l"));
  EXPECT_FALSE(meets("[1,2147483648]", "l"));
  EXPECT_FALSE(meets("[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]", "l"));
  EXPECT_TRUE(meets("unknown", "p") && meets("[]", "p") && meets("[-1,2]", "p"));
  EXPECT_FALSE(meets("[1,1,1,1,1,1,1,1,1]", "p"));
  EXPECT_TRUE(meets("[0.5,1]", "v"));
  std::string many = "[0";
  for (int i = 0; i < 64; ++i) many += ",0";
  EXPECT_FALSE(meets((many + "]").c_str(), "v"));
  EXPECT_TRUE(Meets({{"a", "text"}}, "a@s0"));
  EXPECT_FALSE(Meets({{"a", std::string("a\0b", 3)}}, "a@s0"));
  EXPECT_FALSE(Meets({{"a", std::string(351, 'x')}}, "a@s0"));
}

TEST(SelectTf, EquationsThatTensorFlowHasNoMeaningFor) {
  const auto takes = [](const char* equation) { return KernelTakes("FlexEinsum", {{"equation", equation}}); };
  EXPECT_TRUE(takes("ab,bc->ac") && takes("...a->...aa") && takes("ab->"));
  EXPECT_FALSE(takes("a->ab"));
}

TEST(SelectTf, ExamplesOfKnownShapes) {
  const auto takes = [](const char* shapes) { return KernelTakes("FlexParseExampleV2", {{"dense_shapes", shapes}}); };
  EXPECT_TRUE(takes("[]") && takes("[[],[2,3]]"));
  EXPECT_FALSE(takes("[[2],[-1,3]]") || takes("[unknown]"));
}

TEST(SelectTf, PatternsThatTheMatcherReads) {
  const auto takes = [](const std::string& pattern) {
    return KernelTakes("FlexStaticRegexReplace", {{"pattern", pattern}});
  };
  for (const char* pattern : {"[!{}\\]]+|(?:a|\\d)*?\\.", "[]{]", "[^]{]", "", "a{2}", "a{,2}", "(?i)a", "(?P<n>a)",
                              "\\bword", "[[:alpha:]]", "\\x41", "[a]{2,}", "(?:a(b){3}){9}", "a{380}", "(?-s:.)"}) {
    EXPECT_TRUE(takes(pattern)) << pattern;
  }
  for (const char* pattern : {"\\pL", "\\1", "a\\", "a{1001}", "a{3,2}", "(a{20}){20}", "(?m)^", "(?i)\\W",
                              "(?i)\xc3\xa4", "(a", "a)", "[a", "[[:alpha", "(?P<n", "(?<n>a)", "\\B", "[\\b]"}) {
    EXPECT_FALSE(takes(pattern)) << pattern;
  }
  EXPECT_FALSE(takes(std::string(121, 'a')));
  EXPECT_TRUE(KernelTakes("FlexRegexReplace", {{"pattern", "a"}}));
  EXPECT_FALSE(KernelTakes("FlexRegexReplace", {{"replace_global", "true"}}));  // an input that is no constant
}

TEST(SelectTf, LibrariesNeedNoClausesOnTypes) {
  EXPECT_EQ(DeviceClauses("Reshape", "Tshape=int32"), "");
  EXPECT_EQ(DeviceClauses("Sum", "keep_dims@b0?0;Tidx=int32"), "keep_dims@b0?0");
  EXPECT_EQ(DeviceClauses("Equal", "incompatible_shape_error=true"), "incompatible_shape_error=true");
}

}  // namespace
}  // namespace tare::builder
