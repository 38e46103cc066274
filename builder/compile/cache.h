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
/// A file that lies complete beside its place, under a temporary name, until Commit() puts it there; without Commit()
/// it disappears. Several can so be written first and appear together. Throws std::runtime_error naming the file and
/// the cause.
class StagedFile {
 public:
  StagedFile(const fs::path& path, std::string_view content);
  ~StagedFile();
  StagedFile(const StagedFile&) = delete;
  StagedFile& operator=(const StagedFile&) = delete;
  void Commit();

 private:
  fs::path path_;
  std::string temporary_;  // empty once committed
};

/// Deletes what killed programs left of staging `path`. What is younger than ten minutes may still be in the making.
void RemoveStaleStagedFiles(const fs::path& path);

/// Stages and commits: the file appears complete or not at all.
void WriteFileAtomically(const fs::path& path, std::string_view content);
/// Marks a cache entry as used now.
void Touch(const fs::path& path);

}  // namespace tare::build

#endif  // TARE_BUILDER_COMPILE_CACHE_H_
