// The zip format as in PKWARE's APPNOTE 6.3, §4.3: local headers with data, then the central directory.
#include "builder/package/zip.h"

#include <zlib.h>

#include <cstdint>
#include <stdexcept>

namespace tare::package {
namespace {

constexpr unsigned kStored = 0, kDeflated = 8;
constexpr uint16_t kVersionNeeded = 20;  // 2.0: deflate
// 2010-01-01 00:00, in MS-DOS form.
constexpr uint16_t kTime = 0, kDate = (2010 - 1980) << 9 | 1 << 5 | 1;
constexpr size_t kSizeLimit = 0xFFFFFFFF, kCountLimit = 0xFFFF;

void Append16(std::string& out, size_t value) {
  out += static_cast<char>(value & 0xFF);
  out += static_cast<char>(value >> 8 & 0xFF);
}

void Append32(std::string& out, size_t value) {
  Append16(out, value & 0xFFFF);
  Append16(out, value >> 16);
}

}  // namespace

size_t ZipWriter::Add(std::string_view name, std::string_view content, std::string_view data, unsigned method) {
  const size_t before = body_.size() + directory_.size();
  const size_t offset = body_.size();
  // The fields that both headers share, from "version needed" to the length of the extra field.
  std::string shared;
  Append16(shared, kVersionNeeded);
  Append16(shared, 0);  // flags
  Append16(shared, method);
  Append16(shared, kTime);
  Append16(shared, kDate);
  Append32(shared, crc32_z(0, reinterpret_cast<const Bytef*>(content.data()), content.size()));
  Append32(shared, data.size());
  Append32(shared, content.size());
  Append16(shared, name.size());
  Append16(shared, 0);

  body_ += "PK\3\4";
  body_ += shared;
  body_ += name;
  body_ += data;

  directory_ += "PK\1\2";
  Append16(directory_, kVersionNeeded);
  directory_ += shared;
  Append16(directory_, 0);  // comment
  Append16(directory_, 0);  // disk
  Append16(directory_, 0);  // internal attributes
  Append32(directory_, 0);  // external attributes
  Append32(directory_, offset);
  directory_ += name;
  ++count_;
  return body_.size() + directory_.size() - before;
}

size_t ZipWriter::AddStored(std::string_view name, std::string_view content) {
  return Add(name, content, content, kStored);
}

size_t ZipWriter::AddDeflated(std::string_view name, std::string_view content, std::string_view deflated) {
  return deflated.size() < content.size() ? Add(name, content, deflated, kDeflated) : AddStored(name, content);
}

std::string ZipWriter::Finish() {
  if (count_ > kCountLimit || body_.size() + directory_.size() > kSizeLimit) {
    throw std::runtime_error("the package is too large for a zip archive: " + std::to_string(body_.size()) + " bytes");
  }
  std::string archive = std::move(body_);
  const size_t directory_at = archive.size();
  archive += directory_;
  archive += "PK\5\6";
  Append32(archive, 0);  // disks
  Append16(archive, count_);
  Append16(archive, count_);
  Append32(archive, directory_.size());
  Append32(archive, directory_at);
  Append16(archive, 0);  // comment
  return archive;
}

}  // namespace tare::package
