// The number of zopfli's iterations is the only tuning: libraries of some 60 KB stop improving after about 60.
#include "builder/package/deflate.h"

#include <zlib.h>
#include <zopfli/zopfli.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

#include "builder/compile/cache.h"

namespace tare::package {
namespace {

constexpr int kSmallIterations = 60, kLargeIterations = 15;
constexpr size_t kLarge = 512 * 1024;

struct Free {
  void operator()(unsigned char* p) const { free(p); }
};

}  // namespace

std::string DeflateSmall(std::string_view content) {
  ZopfliOptions options;
  ZopfliInitOptions(&options);
  options.numiterations = content.size() < kLarge ? kSmallIterations : kLargeIterations;
  const std::string key = build::Key().Add("zopfli 1").Add(std::to_string(options.numiterations)).Add(content).Hex();
  return build::ReadFile(build::Cached("deflate", key, ".deflate", [&](const build::fs::path& temporary) {
    unsigned char* out = nullptr;
    size_t size = 0;
    ZopfliCompress(&options, ZOPFLI_FORMAT_DEFLATE, reinterpret_cast<const unsigned char*>(content.data()),
                   content.size(), &out, &size);
    const std::unique_ptr<unsigned char, Free> owner(out);
    build::WriteFileAtomically(temporary, {reinterpret_cast<const char*>(out), size});
  }));
}

std::string DeflateFast(std::string_view content) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("zlib cannot be initialised");
  }
  std::string out(deflateBound(&stream, content.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::runtime_error("zlib failed to compress");
  return out;
}

}  // namespace tare::package
