// The content-addressed cache: every file in it is named by the hash of all that its content depends on, so nothing is
// ever invalidated and several builds may share it. A file appears under its name by rename only, complete.
#ifndef TARE_BUILDER_COMPILE_CACHE_H_
#define TARE_BUILDER_COMPILE_CACHE_H_

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace tare::build {

namespace fs = std::filesystem;

/// Accumulates what a result depends on. Pieces are length-prefixed: ("ab","c") differs from ("a","bc").
class Key {
 public:
  Key();
  ~Key();
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  Key& Add(std::string_view piece);
  template <class Container>
  Key& AddAll(const Container& pieces) {
    for (const auto& piece : pieces) Add(piece);
    return Add("");
  }
  /// 128 bits in hexadecimal.
  std::string Hex() const;

 private:
  void* state_;
};

/// $TARE_CACHE, else $XDG_CACHE_HOME/tare, else $HOME/.cache/tare. Created when missing; throws std::runtime_error
/// when that is not possible.
const fs::path& CacheRoot();

/// The file `<root>/<kind>/<key><suffix>`; its folder exists. The file need not.
fs::path CachePath(std::string_view kind, std::string_view key, std::string_view suffix);

/// The cached file, after `make(temporary)` wrote it if it was not there. A hit refreshes the file's date, by which old
/// entries are found. When several builds make the same file, the last rename wins: they are equal.
fs::path Cached(std::string_view kind, std::string_view key, std::string_view suffix,
                const std::function<void(const fs::path& temporary)>& make);

/// A new, empty folder below the cache that disappears with this object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// Deletes entries that no build has used for 30 days and what killed builds left behind. Cheap: at most once a day.
void PruneCache();

/// The whole file. Throws std::runtime_error naming it.
std::string ReadFile(const fs::path& path);
/// Writes a file under a temporary name in the same folder, then renames it: it appears complete or not at all. Throws
/// std::runtime_error naming the file and the cause.
void WriteFileAtomically(const fs::path& path, std::string_view content);
/// Marks a cache entry as used now.
void Touch(const fs::path& path);

}  // namespace tare::build

#endif  // TARE_BUILDER_COMPILE_CACHE_H_
