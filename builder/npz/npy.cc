// The .npy format: magic, version, a Python dictionary literal (descr, fortran_order, shape), then the elements.
#include <algorithm>
#include <cctype>
#include <charconv>
#include <limits>
#include <stdexcept>

#include "builder/npz/npz.h"

namespace tare::npz {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";

[[noreturn]] void Fail(const std::string& message) { throw std::runtime_error(message); }

/// Text of the dictionary from the value of `key` on.
std::string_view ValueOf(std::string_view header, const std::string& key) {
  const size_t at = header.find("'" + key + "'");
  const size_t colon = at == std::string_view::npos ? at : header.find(':', at);
  if (colon == std::string_view::npos) Fail("array header has no " + key);
  const size_t begin = header.find_first_not_of(' ', colon + 1);
  if (begin == std::string_view::npos) Fail("array header has no value of " + key);
  return header.substr(begin);
}

std::vector<int64_t> ParseShape(std::string_view text) {
  const size_t end = text.find(')');
  if (text.front() != '(' || end == std::string_view::npos) Fail("bad shape in the array header");
  std::vector<int64_t> shape;
  const char* p = text.data() + 1;
  const char* last = text.data() + end;
  while (p < last) {
    if (*p == ' ' || *p == ',') {
      ++p;
      continue;
    }
    int64_t dim = 0;
    const auto [next, error] = std::from_chars(p, last, dim);
    if (error != std::errc() || dim < 0) Fail("bad shape in the array header");
    shape.push_back(dim);
    p = next;
  }
  return shape;
}

/// Element type as written in the file.
struct Descr {
  bool big_endian;
  char kind;
  size_t item_bytes;
};

Descr ParseDescr(std::string_view text) {
  if (text.size() < 4 || text[0] != '\'') Fail("structured arrays are not supported");
  Descr d{text[1] == '>', text[2], 0};
  const auto [end, error] = std::from_chars(text.data() + 3, text.data() + text.size(), d.item_bytes);
  if (error != std::errc() || end == text.data() + text.size() || *end != '\'') Fail("bad element type");
  if (std::string_view("biufcSU").find(d.kind) == std::string_view::npos) {
    Fail(std::string("arrays of element type ") + d.kind + " are not supported");
  }
  if (d.kind == 'U') d.item_bytes *= 4;
  return d;
}

size_t Product(const std::vector<int64_t>& shape, size_t item_bytes) {
  size_t n = item_bytes;
  for (const int64_t dim : shape) {
    if (dim && n > std::numeric_limits<size_t>::max() / 2 / static_cast<size_t>(dim)) Fail("array is too large");
    n *= static_cast<size_t>(dim);
  }
  return n;
}

/// Reorders column-major data to row-major.
std::string ToRowMajor(const std::vector<int64_t>& shape, size_t item_bytes, std::string_view in) {
  std::string out(in.size(), '\0');
  std::vector<int64_t> index(shape.size(), 0);
  for (size_t to = 0; to < out.size(); to += item_bytes) {
    size_t from = 0;
    for (size_t d = shape.size(); d-- > 0;) from = from * static_cast<size_t>(shape[d]) + static_cast<size_t>(index[d]);
    std::copy_n(in.data() + from * item_bytes, item_bytes, out.data() + to);
    for (size_t d = shape.size(); d-- > 0;) {
      if (++index[d] < shape[d]) break;
      index[d] = 0;
    }
  }
  return out;
}

void AppendUtf8(uint32_t c, std::string& out) {
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  const int extra = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  constexpr uint32_t kLead[] = {0, 0xC0, 0xE0, 0xF0};
  out += static_cast<char>(kLead[extra] | c >> 6 * extra);
  for (int i = extra; i-- > 0;) out += static_cast<char>(0x80 | (c >> 6 * i & 0x3F));
}

/// Turns UTF-32 items into zero-padded UTF-8 items.
void UnicodeToBytes(Array& a) {
  const size_t from_bytes = a.item_bytes;
  std::vector<std::string> items(a.elements());
  size_t longest = 1;
  for (size_t i = 0; i < items.size(); ++i) {
    for (size_t at = 0; at < from_bytes; at += 4) {
      uint32_t c = 0;
      for (size_t b = 4; b-- > 0;) c = c << 8 | static_cast<uint8_t>(a.data[i * from_bytes + at + b]);
      if (c > 0x10FFFF) Fail("not a Unicode character");
      if (c) AppendUtf8(c, items[i]);
    }
    longest = std::max(longest, items[i].size());
  }
  a.kind = 'S';
  a.item_bytes = longest;
  a.data.assign(items.size() * longest, '\0');
  for (size_t i = 0; i < items.size(); ++i) std::copy(items[i].begin(), items[i].end(), a.data.begin() + i * longest);
}

}  // namespace

size_t Array::elements() const { return Product(shape, 1); }

std::string Array::type_name() const {
  switch (kind) {
    case 'b':
      return "bool";
    case 'S':
      return "bytes";
    case 'i':
      return "int" + std::to_string(item_bytes * 8);
    case 'u':
      return "uint" + std::to_string(item_bytes * 8);
    case 'c':
      return "complex" + std::to_string(item_bytes * 8);
    default:
      return "float" + std::to_string(item_bytes * 8);
  }
}

Array ParseNpy(std::string_view file) {
  if (file.size() < 10 || file.substr(0, kMagic.size()) != kMagic) Fail("not a .npy array");
  const auto byte = [&](size_t i) { return static_cast<size_t>(static_cast<uint8_t>(file[i])); };
  size_t start = 10;
  size_t header_bytes = byte(8) | byte(9) << 8;
  if (byte(6) > 1) {
    if (file.size() < 12) Fail("truncated array");
    start = 12;
    header_bytes |= byte(10) << 16 | byte(11) << 24;
  }
  if (file.size() - start < header_bytes) Fail("truncated array");
  const std::string_view header = file.substr(start, header_bytes);
  const Descr descr = ParseDescr(ValueOf(header, "descr"));

  Array a{descr.kind, descr.item_bytes, ParseShape(ValueOf(header, "shape")), {}};
  const std::string_view body = file.substr(start + header_bytes);
  const size_t bytes = Product(a.shape, a.item_bytes);
  if (body.size() < bytes) Fail("truncated array");
  const bool column_major = ValueOf(header, "fortran_order").starts_with("True") && a.shape.size() > 1;
  a.data = column_major ? ToRowMajor(a.shape, a.item_bytes, body.substr(0, bytes)) : std::string(body.substr(0, bytes));
  if (descr.big_endian && a.kind != 'S') {
    const size_t unit = a.kind == 'c' ? a.item_bytes / 2 : a.kind == 'U' ? 4 : a.item_bytes;
    for (size_t i = 0; unit && i + unit <= a.data.size(); i += unit) {
      std::reverse(a.data.begin() + i, a.data.begin() + i + unit);
    }
  }
  if (a.kind == 'U') UnicodeToBytes(a);
  return a;
}

std::string FormatNpy(const Array& array) {
  const char order = array.item_bytes == 1 || array.kind == 'S' ? '|' : '<';
  std::string header = std::string("{'descr': '") + order + array.kind + std::to_string(array.item_bytes) +
                       "', 'fortran_order': False, 'shape': (";
  for (const int64_t dim : array.shape) header += std::to_string(dim) + ",";
  header += "), }";
  // The elements start at a multiple of 64.
  const size_t preamble = kMagic.size() + 4;
  header.append(63 - (preamble + header.size()) % 64, ' ');
  header += '\n';
  std::string file(kMagic);
  file += {'\1', '\0', static_cast<char>(header.size() & 0xFF), static_cast<char>(header.size() >> 8)};
  return file + header + array.data;
}

}  // namespace tare::npz
