// The .npz archive: a zip file of .npy files.
#include "builder/npz/npz.h"

#include <minizip/unzip.h>
#include <minizip/zip.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <stdexcept>

namespace tare::npz {
namespace {

constexpr std::string_view kSuffix = ".npy";

struct Closer {
  void operator()(void* file) const { unzClose(file); }
};

std::string ReadCurrentFile(unzFile zip, size_t size) {
  std::string data(size, '\0');
  if (unzOpenCurrentFile(zip) != UNZ_OK) throw std::runtime_error("not a readable zip entry");
  size_t at = 0;
  while (at < size) {
    const auto chunk = static_cast<unsigned>(std::min<size_t>(size - at, 1u << 30));
    const int got = unzReadCurrentFile(zip, data.data() + at, chunk);
    if (got <= 0) break;
    at += static_cast<size_t>(got);
  }
  if (at != size || unzCloseCurrentFile(zip) != UNZ_OK) throw std::runtime_error("damaged zip entry");
  return data;
}

/// True for an archive of nothing, which is only its end record; minizip takes that for damage.
bool IsEmptyArchive(const std::string& path) {
  constexpr std::string_view kEnd = "PK\5\6";
  constexpr size_t kBytes = 22;
  std::ifstream in(path, std::ios::binary);
  std::string bytes(kBytes + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return in.gcount() == static_cast<std::streamsize>(kBytes) && bytes.starts_with(kEnd);
}

}  // namespace

Archive ReadNpz(const std::string& path) {
  if (IsEmptyArchive(path)) return {};
  const std::unique_ptr<void, Closer> zip(unzOpen64(path.c_str()));
  if (!zip) throw std::runtime_error(path + ": cannot be opened as an .npz archive");
  Archive arrays;
  for (int more = unzGoToFirstFile(zip.get()); more == UNZ_OK; more = unzGoToNextFile(zip.get())) {
    char buffer[1024] = {};
    unz_file_info64 info;
    if (unzGetCurrentFileInfo64(zip.get(), &info, buffer, sizeof(buffer) - 1, nullptr, 0, nullptr, 0) != UNZ_OK) {
      throw std::runtime_error(path + ": damaged archive");
    }
    std::string name = buffer;
    if (name.ends_with(kSuffix)) name.resize(name.size() - kSuffix.size());
    try {
      arrays[name] = ParseNpy(ReadCurrentFile(zip.get(), info.uncompressed_size));
    } catch (const std::exception& e) {
      throw std::runtime_error((path + ": ").append(name).append(": ").append(e.what()));
    }
  }
  return arrays;
}

void WriteNpz(const std::string& path, const Archive& arrays) {
  const std::string partial = path + ".partial";
  bool good = false;
  if (zipFile zip = zipOpen64(partial.c_str(), APPEND_STATUS_CREATE)) {
    good = true;
    for (const auto& [name, array] : arrays) {
      const std::string file = FormatNpy(array);
      const zip_fileinfo info{};
      const bool large = file.size() >= 0xFFFFFFFFu;
      good = good &&
             zipOpenNewFileInZip64(zip, (name + std::string(kSuffix)).c_str(), &info, nullptr, 0, nullptr, 0, nullptr,
                                   /*method=*/0, /*level=*/0, large) == ZIP_OK;
      for (size_t at = 0; good && at < file.size(); at += 1u << 30) {
        const auto chunk = static_cast<unsigned>(std::min<size_t>(file.size() - at, 1u << 30));
        good = zipWriteInFileInZip(zip, file.data() + at, chunk) == ZIP_OK;
      }
      good = good && zipCloseFileInZip(zip) == ZIP_OK;
    }
    good = zipClose(zip, nullptr) == ZIP_OK && good;
  }
  if (!good || std::rename(partial.c_str(), path.c_str()) != 0) {
    std::remove(partial.c_str());
    throw std::runtime_error(path + ": cannot be written");
  }
}

}  // namespace tare::npz
