// Cache and file helpers. Times are only used to find entries nobody needs any more, never to decide what is current.
#include "builder/compile/cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace tare::build {
namespace {

[[noreturn]] void ThrowErrno(const char* doing, const fs::path& path) {
  throw std::runtime_error(std::string(doing) + " " + path.string() + ": " + strerror(errno));
}

fs::path FindCacheRoot() {
  auto from = [](const char* name) -> fs::path {
    const char* value = getenv(name);
    return value && *value ? fs::path(value) : fs::path();
  };
  fs::path root = from("TARE_CACHE");
  if (root.empty() && from("XDG_CACHE_HOME").is_absolute()) root = from("XDG_CACHE_HOME") / "tare";
  if (root.empty() && !from("HOME").empty()) root = from("HOME") / ".cache" / "tare";
  if (root.empty()) root = fs::temp_directory_path() / ("tare-cache-" + std::to_string(getuid()));
  root = fs::absolute(root);
  std::error_code error;
  fs::create_directories(root, error);
  if (error) throw std::runtime_error("cannot create the cache folder " + root.string() + ": " + error.message());
  return root;
}

/// How the temporary names of a file begin; six characters follow.
std::string StagingPrefix(const fs::path& path) { return "." + path.filename().string() + "."; }

XXH3_state_t* State(void* state) { return static_cast<XXH3_state_t*>(state); }

}  // namespace

Key::Key() : state_(XXH3_createState()) { XXH3_128bits_reset(State(state_)); }
Key::~Key() { XXH3_freeState(State(state_)); }

Key& Key::Add(std::string_view piece) {
  const uint64_t size = piece.size();
  XXH3_128bits_update(State(state_), &size, sizeof(size));
  XXH3_128bits_update(State(state_), piece.data(), piece.size());
  return *this;
}

std::string Key::Hex() const {
  XXH128_canonical_t bytes;
  XXH128_canonicalFromHash(&bytes, XXH3_128bits_digest(State(state_)));
  std::string hex;
  for (const unsigned char byte : bytes.digest) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

const fs::path& CacheRoot() {
  static const fs::path root = FindCacheRoot();
  return root;
}

fs::path CachePath(std::string_view kind, std::string_view key, std::string_view suffix) {
  const fs::path folder = CacheRoot() / kind / key.substr(0, 2);
  fs::create_directories(folder);
  return folder / (std::string(key.substr(2)) + std::string(suffix));
}

void Touch(const fs::path& path) { utimensat(AT_FDCWD, path.c_str(), nullptr, 0); }

fs::path Cached(std::string_view kind, std::string_view key, std::string_view suffix,
                const std::function<void(const fs::path&)>& make) {
  const fs::path path = CachePath(kind, key, suffix);
  if (fs::exists(path)) {
    Touch(path);
    return path;
  }
  const TemporaryFolder folder;
  const fs::path temporary = folder.path() / ("new" + std::string(suffix));
  make(temporary);
  fs::rename(temporary, path);
  return path;
}

TemporaryFolder::TemporaryFolder() {
  const fs::path parent = CacheRoot() / "tmp";
  fs::create_directories(parent);
  std::string name = (parent / "build-XXXXXX").string();
  if (!mkdtemp(name.data())) ThrowErrno("cannot create a folder in", parent);
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void PruneCache() {
  using std::chrono::hours;
  const auto now = fs::file_time_type::clock::now();
  const fs::path stamp = CacheRoot() / "pruned";
  std::error_code error;
  if (const auto last = fs::last_write_time(stamp, error); !error && now - last < hours(24)) return;
  std::ofstream(stamp).put('\n');
  Touch(stamp);
  for (fs::recursive_directory_iterator it(CacheRoot(), error), end; !error && it != end; it.increment(error)) {
    const bool temporary = it.depth() == 0 && it->path().filename() == "tmp";
    if (temporary) {
      for (const auto& left : fs::directory_iterator(it->path(), error)) {
        std::error_code ignored;
        if (now - fs::last_write_time(left.path(), ignored) > hours(24)) fs::remove_all(left.path(), ignored);
      }
      it.disable_recursion_pending();
    } else if (it->is_regular_file(error) && now - it->last_write_time(error) > hours(24 * 30)) {
      std::error_code ignored;
      fs::remove(it->path(), ignored);
    }
  }
}

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) ThrowErrno("cannot read", path);
  std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.bad()) ThrowErrno("cannot read", path);
  return content;
}

StagedFile::StagedFile(const fs::path& path, std::string_view content)
    : path_(path), temporary_((path.parent_path() / StagingPrefix(path)).string() + "XXXXXX") {
  const int fd = mkostemp(temporary_.data(), O_CLOEXEC);
  if (fd < 0) ThrowErrno("cannot write", path);
  // mkstemp makes the file private; give it what a plain open would have.
  const mode_t mask = umask(0);
  umask(mask);
  bool good = fchmod(fd, 0666 & ~mask) == 0;
  for (size_t done = 0; good && done < content.size();) {
    const ssize_t count = write(fd, content.data() + done, content.size() - done);
    if (count < 0 && errno == EINTR) continue;
    good = count > 0;
    if (good) done += static_cast<size_t>(count);
  }
  good = good && fsync(fd) == 0;
  int error = good ? 0 : errno;
  if (close(fd) != 0 && !error) error = errno;
  if (!error) return;
  unlink(temporary_.c_str());
  errno = error;
  ThrowErrno("cannot write", path);
}

StagedFile::~StagedFile() {
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

void StagedFile::Commit() {
  if (rename(temporary_.c_str(), path_.c_str()) != 0) ThrowErrno("cannot write", path_);
  temporary_.clear();
}

void RemoveStaleStagedFiles(const fs::path& path) {
  const std::string prefix = StagingPrefix(path);
  const fs::path folder = path.parent_path().empty() ? fs::path(".") : path.parent_path();
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    std::error_code ignored;
    if (name.size() == prefix.size() + 6 && name.starts_with(prefix) &&
        fs::file_time_type::clock::now() - entry.last_write_time(ignored) > std::chrono::minutes(10)) {
      fs::remove(entry.path(), ignored);
    }
  }
}

void WriteFileAtomically(const fs::path& path, std::string_view content) { StagedFile(path, content).Commit(); }

}  // namespace tare::build
