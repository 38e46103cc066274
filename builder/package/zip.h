// Writes zip archives that depend on nothing but names, contents and order: one fixed date, no attributes, no extra
// fields. Entries may bring a deflate stream of their own, which is why no library writes the archive.
#ifndef TARE_BUILDER_PACKAGE_ZIP_H_
#define TARE_BUILDER_PACKAGE_ZIP_H_

#include <string>
#include <string_view>

namespace tare::package {

/// An archive that grows in memory. Packages are small; one of 4 GiB is refused.
class ZipWriter {
 public:
  /// An entry with its bytes as they are. Returns the bytes that it takes of the archive, headers included.
  size_t AddStored(std::string_view name, std::string_view content);
  /// An entry whose raw deflate stream is `deflated`; stored when that is smaller. Returns as AddStored.
  size_t AddDeflated(std::string_view name, std::string_view content, std::string_view deflated);
  /// The archive; nothing may be added afterwards. Throws std::runtime_error when it is too large for the format.
  std::string Finish();

 private:
  size_t Add(std::string_view name, std::string_view content, std::string_view data, unsigned method);

  std::string body_, directory_;
  unsigned count_ = 0;
};

}  // namespace tare::package

#endif  // TARE_BUILDER_PACKAGE_ZIP_H_
