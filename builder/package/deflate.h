// Deflate streams for packages: the smallest that a library makes (zopfli), kept in the cache because they take
// seconds; and a quick form for what no app ships.
#ifndef TARE_BUILDER_PACKAGE_DEFLATE_H_
#define TARE_BUILDER_PACKAGE_DEFLATE_H_

#include <string>
#include <string_view>

namespace tare::package {

/// Raw deflate stream of `content` by zopfli. Found in the cache when it was made before.
std::string DeflateSmall(std::string_view content);
/// Raw deflate stream of `content` by zlib.
std::string DeflateFast(std::string_view content);

}  // namespace tare::package

#endif  // TARE_BUILDER_PACKAGE_DEFLATE_H_
