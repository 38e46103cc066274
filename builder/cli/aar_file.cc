// Entries are found by their names, as an app's build finds them: jni/<abi>/lib….so, AndroidManifest.xml.
#include "builder/cli/aar_file.h"

#include <fmt/format.h>
#include <minizip/unzip.h>

#include <regex>

#include "builder/compile/cache.h"
#include "builder/error.h"

namespace tare::cli {
namespace {

namespace fs = std::filesystem;
using builder::BuildError;

}  // namespace

void AarFile::Close::operator()(void* file) const { unzClose(file); }

AarFile::AarFile(const std::string& path) : path_(path), zip_(unzOpen64(path.c_str())) {
  if (!zip_) throw BuildError(path + ": cannot be opened as an AAR");
  for (int more = unzGoToFirstFile(zip_.get()); more == UNZ_OK; more = unzGoToNextFile(zip_.get())) {
    char name[512];
    unz_file_info64 info;
    if (unzGetCurrentFileInfo64(zip_.get(), &info, name, sizeof(name), nullptr, 0, nullptr, 0) != UNZ_OK) break;
    if (info.size_filename < sizeof(name)) entries_.emplace_back(name);
  }
}

std::string AarFile::Read(const std::string& name) const {
  unz_file_info64 info;
  if (unzLocateFile(zip_.get(), name.c_str(), 1) != UNZ_OK ||
      unzGetCurrentFileInfo64(zip_.get(), &info, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK) {
    throw BuildError(fmt::format("{}: has no {}", path_, name));
  }
  std::string data(info.uncompressed_size, '\0');
  if (unzOpenCurrentFile(zip_.get()) != UNZ_OK ||
      unzReadCurrentFile(zip_.get(), data.data(), static_cast<unsigned>(data.size())) !=
          static_cast<int>(data.size()) ||
      unzCloseCurrentFile(zip_.get()) != UNZ_OK) {
    throw BuildError(fmt::format("{}: {} is damaged", path_, name));
  }
  return data;
}

package::Names AarFile::names() const {
  static const std::regex library("jni/[^/]+/(lib[^/]+\\.so)"),
      package(" package=\"org\\.tensorflow\\.lite\\.?(\\w*)\"");
  std::smatch found;
  for (const std::string& entry : entries_) {
    if (!std::regex_match(entry, found, library)) continue;
    const std::string name = found[1], manifest = Read("AndroidManifest.xml");
    if (!std::regex_search(manifest, found, package)) break;
    return {name, found[1]};
  }
  throw BuildError(path_ + ": holds no library");
}

std::vector<std::string> AarFile::Unpack(const std::string& library, const fs::path& folder) const {
  std::vector<std::string> abis;
  for (const std::string& entry : entries_) {
    const fs::path path = entry;
    if (!entry.starts_with("jni/") || path.filename() != library) continue;
    const std::string abi = path.parent_path().filename();
    fs::create_directories(folder / abi);
    build::WriteFileAtomically(folder / abi / library, Read(entry));
    abis.push_back(abi);
  }
  if (abis.empty()) throw BuildError(path_ + ": holds no library");
  return abis;
}

}  // namespace tare::cli
