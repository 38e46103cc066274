// .npy and .npz files against bytes as numpy writes them.
#include "builder/npz/npz.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace tare::npz {
namespace {

/// A version 1 file with the given dictionary text.
std::string File(const std::string& dictionary, const std::string& body) {
  std::string file = "\x93NUMPY";
  file += {'\1', '\0', static_cast<char>(dictionary.size()), '\0'};
  return file + dictionary + body;
}

std::string Message(const std::string& file) {
  try {
    ParseNpy(file);
  } catch (const std::runtime_error& e) {
    return e.what();
  }
  return "";
}

TEST(Npy, ReadsShapeTypeAndData) {
  const Array a = ParseNpy(File("{'descr': '<i2', 'fortran_order': False, 'shape': (2, 1), }", {1, 0, 2, 0}));
  EXPECT_EQ(a.kind, 'i');
  EXPECT_EQ(a.item_bytes, 2u);
  EXPECT_EQ(a.shape, (std::vector<int64_t>{2, 1}));
  EXPECT_EQ(a.data, std::string({1, 0, 2, 0}));
  EXPECT_EQ(a.type_name(), "int16");
}

TEST(Npy, ColumnMajorBecomesRowMajor) {
  // [[1, 2, 3], [4, 5, 6]] stored column by column.
  const Array a = ParseNpy(File("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }", {1, 4, 2, 5, 3, 6}));
  EXPECT_EQ(a.data, std::string({1, 2, 3, 4, 5, 6}));
}

TEST(Npy, BigEndianIsSwapped) {
  const Array a = ParseNpy(File("{'descr': '>c8', 'fortran_order': False, 'shape': (1,), }", {1, 2, 3, 4, 5, 6, 7, 8}));
  EXPECT_EQ(a.data, std::string({4, 3, 2, 1, 8, 7, 6, 5}));
}

TEST(Npy, ScalarsAndEmptyArrays) {
  EXPECT_EQ(ParseNpy(File("{'descr': '|b1', 'fortran_order': False, 'shape': (), }", {1})).elements(), 1u);
  const Array none = ParseNpy(File("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 3), }", ""));
  EXPECT_EQ(none.elements(), 0u);
  EXPECT_TRUE(none.data.empty());
}

TEST(Npy, UnicodeBecomesUtf8) {
  const std::string a("a\0\0\0\0\0\0\0", 8), umlaut("\xFC\0\0\0b\0\0\0", 8);
  const Array array = ParseNpy(File("{'descr': '<U2', 'fortran_order': False, 'shape': (2,), }", a + umlaut));
  EXPECT_EQ(array.kind, 'S');
  EXPECT_EQ(array.item_bytes, 3u);
  EXPECT_EQ(array.data, std::string("a\0\0\xC3\xBC"
                                    "b",
                                    6));
}

TEST(Npy, DamageIsNamed) {
  const std::string good = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";
  EXPECT_EQ(Message("PK"), "not a .npy array");
  EXPECT_EQ(Message(File(good, "1234567")), "truncated array");
  EXPECT_EQ(Message(File(good, "12345678").substr(0, 30)), "truncated array");
  EXPECT_EQ(Message(File("{'fortran_order': False, 'shape': (2,), }", "")), "array header has no descr");
  EXPECT_EQ(Message(File("{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }", "")),
            "bad shape in the array header");
  EXPECT_EQ(Message(File("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "")), "bad element type");
  EXPECT_EQ(Message(File("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 8), }", "")),
            "array is too large");
}

TEST(Npy, FormatIsReadBack) {
  for (const auto& shape : {std::vector<int64_t>{}, std::vector<int64_t>{3}, std::vector<int64_t>{3, 0, 2}}) {
    Array a{'f', 8, shape, {}};
    a.data.assign(a.elements() * 8, 'x');
    const std::string file = FormatNpy(a);
    EXPECT_EQ((file.size() - a.data.size()) % 64, 0u);
    const Array b = ParseNpy(file);
    EXPECT_EQ(b.shape, shape);
    EXPECT_EQ(b.data, a.data);
  }
}

TEST(Npz, ArchiveIsReadBack) {
  const std::string path = testing::TempDir() + "/npz_test.npz";
  const Archive arrays = {{"in0", {'S', 2, {2}, std::string("ab\0\0", 4)}}, {"in1", {'i', 1, {}, "x"}}};
  WriteNpz(path, arrays);
  const Archive read = ReadNpz(path);
  ASSERT_EQ(read.size(), 2u);
  EXPECT_EQ(read.at("in0").data, arrays.at("in0").data);
  EXPECT_EQ(read.at("in1").shape, arrays.at("in1").shape);
  EXPECT_FALSE(std::filesystem::exists(path + ".partial"));
  std::filesystem::remove(path);
}

TEST(Npz, ArchiveOfNothingIsRead) {
  const std::string path = testing::TempDir() + "/npz_test_empty.npz";
  std::ofstream(path, std::ios::binary) << std::string("PK\5\6") + std::string(18, '\0');
  EXPECT_TRUE(ReadNpz(path).empty());
}

TEST(Npz, NamesTheFileThatCannotBeUsed) {
  const std::string path = testing::TempDir() + "/npz_test_damaged.npz";
  std::ofstream(path) << "this is no zip archive";
  EXPECT_THROW(ReadNpz(path), std::runtime_error);
  EXPECT_THROW(ReadNpz(path + ".missing"), std::runtime_error);
  EXPECT_THROW(WriteNpz(testing::TempDir() + "/no/such/folder.npz", {}), std::runtime_error);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace tare::npz
