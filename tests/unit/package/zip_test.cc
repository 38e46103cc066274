// Archives as another reader sees them: minizip.
#include "builder/package/zip.h"

#include <gtest/gtest.h>
#include <minizip/unzip.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "builder/compile/cache.h"
#include "builder/package/deflate.h"

namespace tare::package {
namespace {

namespace fs = std::filesystem;

struct Read {
  std::string name, content;
  unsigned long method, date;
};

/// All entries; checks every CRC.
std::vector<Read> ReadArchive(const std::string& archive) {
  const fs::path path = fs::temp_directory_path() / ("tare-zip-test-" + std::to_string(getpid()) + ".zip");
  build::WriteFileAtomically(path, archive);
  std::vector<Read> entries;
  unzFile zip = unzOpen64(path.c_str());
  for (int more = zip ? unzGoToFirstFile(zip) : UNZ_BADZIPFILE; more == UNZ_OK; more = unzGoToNextFile(zip)) {
    char name[256] = {};
    unz_file_info64 info;
    unzGetCurrentFileInfo64(zip, &info, name, sizeof(name) - 1, nullptr, 0, nullptr, 0);
    std::string content(info.uncompressed_size + 1, '\0');
    EXPECT_EQ(unzOpenCurrentFile(zip), UNZ_OK);
    const int size = unzReadCurrentFile(zip, content.data(), static_cast<unsigned>(content.size()));
    EXPECT_EQ(size, static_cast<int>(info.uncompressed_size));
    EXPECT_EQ(unzCloseCurrentFile(zip), UNZ_OK) << name << ": CRC";
    content.resize(info.uncompressed_size);
    entries.push_back({name, content, info.compression_method, info.dosDate});
  }
  if (zip) unzClose(zip);
  fs::remove(path);
  return entries;
}

class Zip : public testing::Test {
 protected:
  // The cache of deflate streams must not be this user's.
  void SetUp() override { setenv("TARE_CACHE", (fs::temp_directory_path() / "tare-zip-test-cache").c_str(), 1); }
};

TEST_F(Zip, EntriesComeBackInOrder) {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "line " + std::to_string(i * i) + "\n";
  ZipWriter zip;
  size_t bytes = zip.AddStored("b/stored", text);
  bytes += zip.AddDeflated("a/small", text, DeflateSmall(text));
  bytes += zip.AddDeflated("fast", text, DeflateFast(text));
  bytes += zip.AddDeflated("empty", "", DeflateSmall(""));
  const std::string archive = zip.Finish();
  EXPECT_EQ(bytes + 22, archive.size());  // the end record belongs to no entry
  const auto entries = ReadArchive(archive);
  ASSERT_EQ(entries.size(), 4u);
  const char* const names[] = {"b/stored", "a/small", "fast", "empty"};
  const unsigned long methods[] = {0, 8, 8, 0};
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(entries[i].name, names[i]);
    EXPECT_EQ(entries[i].method, methods[i]);
    EXPECT_EQ(entries[i].date, 0x3C210000u);  // 2010-01-01 00:00
    EXPECT_EQ(entries[i].content, i == 3 ? "" : text);
  }
}

TEST_F(Zip, SmallIsSmallerThanFast) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += std::to_string(i * 7919 % 1000);
  EXPECT_LT(DeflateSmall(text).size(), DeflateFast(text).size());
}

TEST_F(Zip, AnEmptyArchiveIsOne) {
  ZipWriter zip;
  EXPECT_EQ(zip.Finish().size(), 22u);
}

}  // namespace
}  // namespace tare::package
