// The class file format as in the Java Virtual Machine Specification, chapter 4. Most bytes of a small class are its
// constants and references to them by position, so the same constants at the same positions in many classes are what
// deflate can use. What is rearranged:
//   constants   those that many classes have come first, in one order for all classes, with those of them that a class
//               does not need: inside a long match they cost nothing. The machine ignores constants nobody refers to,
//               and the conversion to dex drops them.
//   methods     by size: short ones resemble each other.
//   frames      stack and local variables get one size in nearly all methods, as rarely more is needed.
//   attributes  that only a compiler reads go where it does not look: generic types of members that are neither
//               public nor protected, nested classes that such a class refers to.
// Together 5 % of classes.jar's stream.
#include "builder/package/class_file.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace tare::package {
namespace {

enum Tag : uint8_t {
  kUtf8 = 1,
  kInteger = 3,
  kFloat = 4,
  kLong = 5,
  kDouble = 6,
  kClass = 7,
  kString = 8,
  kField = 9,
  kMethod = 10,
  kInterfaceMethod = 11,
  kNameAndType = 12
};
constexpr size_t kHeader = 10;  // magic number, versions, number of constants
constexpr size_t kPublic = 1, kProtected = 4;
constexpr size_t kWidePositions = 2;  // a long or double takes two positions
// Constants that fewer classes have are cheaper where they are. An `ldc` reaches positions below 256: classes with
// texts need some of these for themselves.
constexpr int kShared = 5;
constexpr size_t kMostShared = 200;

[[noreturn]] void Fail(const char* what) { throw std::runtime_error(std::string("class file: ") + what); }

/// A constant; references are ids in Constants.
struct Constant {
  uint8_t tag = 0;
  std::string bytes;
  std::array<int, 2> refers{-1, -1};
  auto operator<=>(const Constant&) const = default;
};

/// All constants of all classes, numbered as they come.
struct Constants {
  std::map<Constant, int> ids;
  std::vector<Constant> all;
  std::vector<int> classes;  // that refer to it

  int Id(const Constant& constant) {
    const auto [at, added] = ids.try_emplace(constant, static_cast<int>(all.size()));
    if (added) {
      all.push_back(constant);
      classes.push_back(0);
    }
    return at->second;
  }

  /// Appends a constant after those it refers to, unless it is there.
  void Collect(int id, std::vector<bool>& seen, std::vector<int>& order) const {
    seen.resize(all.size());
    if (seen[static_cast<size_t>(id)]) return;
    seen[static_cast<size_t>(id)] = true;
    for (const int other : all[static_cast<size_t>(id)].refers) {
      if (other >= 0) Collect(other, seen, order);
    }
    order.push_back(id);
  }
};

/// One class: where in it constants are referred to.
class ClassFile {
 public:
  ClassFile(std::string bytes, Constants& constants, int frame = 0)
      : bytes_(std::move(bytes)), constants_(constants), frame_(frame) {
    if (bytes_.substr(0, 4) != "\xCA\xFE\xBA\xBE") Fail("no magic number");
    ReadConstants();
    ReadBody();
    std::vector<bool> seen;
    for (const Site& site : sites_) constants_.Collect(site.id, seen, used_);
    for (const int id : used_) ++constants_.classes[static_cast<size_t>(id)];
  }

  size_t UsedBytes() const {
    size_t bytes = kHeader + bytes_.size() - body_;
    for (const int id : used_) {
      const Constant& constant = constants_.all[static_cast<size_t>(id)];
      bytes += 1 + (constant.tag == kUtf8 ? 2 : 0) + constant.bytes.size();
      for (const int other : constant.refers) bytes += other >= 0 ? 2 : 0;
    }
    return bytes;
  }

  /// Whether `id` is a constant of this class.
  bool Uses(int id) const { return std::find(used_.begin(), used_.end(), id) != used_.end(); }

  /// The class with `shared` as its first constants.
  std::string Write(const std::vector<int>& shared) {
    std::vector<int> order = shared;
    std::vector<bool> narrow(constants_.all.size()), taken(constants_.all.size());
    for (const Site& site : sites_) {
      if (site.is_narrow) narrow[static_cast<size_t>(site.id)] = true;
    }
    for (const int id : shared) taken[static_cast<size_t>(id)] = true;
    for (const int id : used_) {
      if (!taken[static_cast<size_t>(id)]) order.push_back(id);
    }
    // The kinds in an order that puts texts last.
    constexpr auto kRank = std::to_array<int>({0, 10, 0, 0, 1, 2, 3, 5, 4, 6, 8, 7, 9});
    const auto rank = [&](int id) {
      const auto at = static_cast<size_t>(id);
      return std::array<int, 4>{!narrow[at], kRank[constants_.all[at].tag], -constants_.classes[at], id};
    };
    std::sort(order.begin() + static_cast<std::ptrdiff_t>(shared.size()), order.end(),
              [&](int a, int b) { return rank(a) < rank(b); });

    std::vector<size_t> position(constants_.all.size());
    size_t next = 1;
    for (const int id : order) {
      position[static_cast<size_t>(id)] = next;
      const uint8_t tag = constants_.all[static_cast<size_t>(id)].tag;
      next += tag == kLong || tag == kDouble ? kWidePositions : 1;
    }
    std::string out = bytes_.substr(0, kHeader - 2);
    Append(out, next);
    for (const int id : order) {
      const Constant& constant = constants_.all[static_cast<size_t>(id)];
      out += static_cast<char>(constant.tag);
      if (constant.tag == kUtf8) Append(out, constant.bytes.size());
      out += constant.bytes;
      for (const int other : constant.refers) {
        if (other >= 0) Append(out, position[static_cast<size_t>(other)]);
      }
    }
    for (const Site& site : sites_) {
      const size_t to = position[static_cast<size_t>(site.id)];
      if (to > (site.is_narrow ? UINT8_MAX : UINT16_MAX)) Fail("too many constants");
      if (!site.is_narrow) bytes_[site.at] = static_cast<char>(to >> 8);
      bytes_[site.at + !site.is_narrow] = static_cast<char>(to);
    }
    if (methods_.empty()) return out + bytes_.substr(body_);
    const size_t first = methods_.front().begin, last = methods_.back().end;
    std::sort(methods_.begin(), methods_.end(), [](const Range& a, const Range& b) {
      return std::pair(a.end - a.begin, a.begin) < std::pair(b.end - b.begin, b.begin);
    });
    out += bytes_.substr(body_, first - body_);
    for (const Range& method : methods_) out += bytes_.substr(method.begin, method.end - method.begin);
    return out + bytes_.substr(last);
  }

 private:
  /// A reference to a constant: one byte in `ldc`, else two.
  struct Site {
    size_t at;
    int id;
    bool is_narrow;
  };
  struct Range {
    size_t begin, end;
  };

  static void Append(std::string& out, size_t value) {
    out += static_cast<char>(value >> 8);
    out += static_cast<char>(value);
  }

  size_t U1(size_t at) const {
    if (at >= bytes_.size()) Fail("truncated");
    return static_cast<uint8_t>(bytes_[at]);
  }
  size_t U2(size_t at) const { return U1(at) << 8 | U1(at + 1); }
  size_t U4(size_t at) const { return U2(at) << 16 | U2(at + 2); }

  void ReadConstants() {
    struct Raw {
      uint8_t tag = 0;
      std::string_view bytes;
    };
    std::vector<Raw> raw(U2(kHeader - 2));
    size_t at = kHeader;
    for (size_t i = 1; i < raw.size(); ++i) {
      const auto tag = static_cast<uint8_t>(U1(at++));
      size_t size = 4;
      if (tag == kUtf8) {
        size = U2(at);
        at += 2;
      } else if (tag == kClass || tag == kString) {
        size = 2;
      } else if (tag == kLong || tag == kDouble) {
        size = 8;
      } else if (tag < kInteger || tag > kNameAndType) {
        Fail("unknown kind of constant");
      }
      if (at + size > bytes_.size()) Fail("truncated");
      raw[i] = {tag, std::string_view(bytes_).substr(at, size)};
      at += size;
      if (tag == kLong || tag == kDouble) ++i;
    }
    body_ = at;
    const auto id_of = [&](const auto& self, size_t i, int depth) -> int {
      constexpr int kDeepest = 3;  // a method's class and the class's name
      if (i >= raw.size() || !raw[i].tag || depth == kDeepest) Fail("no such constant");
      const Raw& r = raw[i];
      Constant constant{.tag = r.tag, .bytes = {}};
      if (r.tag < kClass) {
        constant.bytes = r.bytes;
      } else {
        for (size_t k = 0; k < r.bytes.size() / 2; ++k) {
          constant.refers.at(k) =
              self(self, U2(static_cast<size_t>(r.bytes.data() - bytes_.data()) + 2 * k), depth + 1);
        }
      }
      return constants_.Id(constant);
    };
    ids_.resize(raw.size(), -1);
    for (size_t i = 1; i < raw.size(); ++i) {
      if (raw[i].tag) ids_[i] = id_of(id_of, i, 0);
    }
  }

  int IdAt(size_t position) const {
    if (position >= ids_.size() || ids_[position] < 0) Fail("no such constant");
    return ids_[position];
  }

  /// Notes the reference at `at`; 0 stands for none.
  void Refer(size_t at, bool is_narrow = false) {
    const size_t position = is_narrow ? U1(at) : U2(at);
    if (position) sites_.push_back({at, IdAt(position), is_narrow});
  }

  void ReadBody() {
    Refer(body_ + 2);
    Refer(body_ + 4);
    const size_t interfaces = U2(body_ + 6);
    size_t at = body_ + 8;
    for (size_t i = 0; i < interfaces; ++i, at += 2) Refer(at);
    for (const bool is_method : {false, true}) {
      const size_t count = U2(at);
      at += 2;
      for (size_t i = 0; i < count; ++i) {
        const size_t begin = at;
        Refer(at + 2);
        Refer(at + 4);
        at = ReadAttributes(at + 6, !(U2(at) & (kPublic | kProtected)));
        if (is_method) methods_.push_back({begin, at});
      }
    }
    is_hidden_ = !(U2(body_) & kPublic);
    if (ReadAttributes(at) != bytes_.size()) Fail("bytes after the end");
  }

  /// Returns the end of the attributes whose number is at `at`. Hidden members lose their generic types.
  size_t ReadAttributes(size_t at, bool is_hidden = false) {
    const size_t number = at, count = U2(at);
    at += 2;
    for (size_t i = 0; i < count; ++i) {
      const std::string name = constants_.all[static_cast<size_t>(IdAt(U2(at)))].bytes;
      const size_t begin = at + 6;
      if ((is_hidden && name == "Signature") || (is_hidden_ && name == "InnerClasses")) {
        bytes_.erase(at, begin - at + U4(at + 2));
        --bytes_[number + 1];
        continue;
      }
      Refer(at);
      at = begin + U4(at + 2);
      ReadAttribute(name, begin);
    }
    return at;
  }

  void ReadAttribute(std::string_view name, size_t at) {
    if (name == "Code") {
      ReadCode(at);
    } else if (name == "StackMapTable") {
      const size_t frames = U2(at);
      at += 2;
      for (size_t i = 0; i < frames; ++i) at = ReadFrame(at);
    } else if (name == "ConstantValue" || name == "Signature" || name == "SourceFile") {
      Refer(at);
    } else if (name == "LocalVariableTable" || name == "LocalVariableTypeTable") {
      for (size_t i = 0; i < U2(at); ++i) {
        Refer(at + 10 * i + 6);
        Refer(at + 10 * i + 8);
      }
    } else if (name == "Exceptions") {
      for (size_t i = 0; i < U2(at); ++i) Refer(at + 2 + 2 * i);
    } else if (name == "InnerClasses") {
      for (size_t i = 0; i < U2(at); ++i) {
        for (const size_t field : {2, 4, 6}) Refer(at + 8 * i + field);
      }
    } else if (name == "EnclosingMethod") {
      Refer(at);
      Refer(at + 2);
    } else if (name == "RuntimeVisibleAnnotations" || name == "RuntimeInvisibleAnnotations") {
      const size_t annotations = U2(at);
      at += 2;
      for (size_t i = 0; i < annotations; ++i) {
        Refer(at);
        const size_t values = U2(at + 2);
        at += 4;
        for (size_t k = 0; k < values; ++k) {
          Refer(at);
          at = ReadValue(at + 2);
        }
      }
    } else if (name != "Deprecated" && name != "LineNumberTable") {
      throw std::runtime_error("class file: unknown attribute " + std::string(name));
    }
  }

  /// An annotation's value; returns its end.
  size_t ReadValue(size_t at) {
    const size_t kind = U1(at);
    if (kind == '[') {
      const size_t values = U2(at + 1);
      at += 3;
      for (size_t i = 0; i < values; ++i) at = ReadValue(at);
      return at;
    }
    if (kind == '@') Fail("an annotation in an annotation");
    Refer(at + 1);
    if (kind != 'e') return at + 3;
    Refer(at + 3);
    return at + 5;
  }

  size_t ReadType(size_t at) {
    constexpr size_t kObject = 7, kUninitialized = 8;
    if (U1(at) == kObject) Refer(at + 1);
    return U1(at) == kObject || U1(at) == kUninitialized ? at + 3 : at + 1;
  }

  /// A stack map frame (§4.7.4); returns its end.
  size_t ReadFrame(size_t at) {
    const size_t kind = U1(at++);
    if (kind < 64) return at;
    if (kind < 128) return ReadType(at);
    at += 2;
    if (kind == 247) return ReadType(at);
    if (kind < 252) return at;
    size_t types = kind - 251;
    if (kind == 255) {
      types = U2(at);
      at += 2;
    }
    for (size_t i = 0; i < types; ++i) at = ReadType(at);
    if (kind < 255) return at;
    types = U2(at);
    at += 2;
    for (size_t i = 0; i < types; ++i) at = ReadType(at);
    return at;
  }

  void ReadCode(size_t at) {
    for (const size_t size : {at, at + 2}) {
      if (U2(size) < static_cast<size_t>(frame_)) bytes_[size + 1] = static_cast<char>(frame_);
    }
    const size_t begin = at + 8, end = begin + U4(at + 4);
    for (at = begin; at < end;) at = ReadInstruction(begin, at);
    const size_t handlers = U2(end);
    at = end + 2;
    for (size_t i = 0; i < handlers; ++i, at += 8) Refer(at + 6);
    ReadAttributes(at);
  }

  /// Returns the end of the instruction at `at`.
  size_t ReadInstruction(size_t begin, size_t at) {
    const size_t op = U1(at);
    const size_t aligned = begin + ((at - begin) / 4 + 1) * 4;
    switch (op) {
      case 18:  // ldc
        Refer(at + 1, true);
        return at + 2;
      case 170:  // tableswitch
        return aligned + 12 + 4 * (U4(aligned + 8) - U4(aligned + 4) + 1);
      case 171:  // lookupswitch
        return aligned + 8 + 8 * U4(aligned + 4);
      case 196:  // wide; iinc has one more operand
        return at + (U1(at + 1) == 132 ? 6 : 4);
      case 197:  // multianewarray
        Refer(at + 1);
        return at + 4;
      case 185:  // invokeinterface
        Refer(at + 1);
        return at + 5;
      case 200:  // goto_w
      case 201:  // jsr_w
        return at + 5;
      case 186:  // invokedynamic
        Fail("a lambda");
      default:
        break;
    }
    // ldc_w and ldc2_w; fields and methods; new, anewarray, checkcast, instanceof.
    if (op == 19 || op == 20 || (op >= 178 && op <= 184) || op == 187 || op == 189 || op == 192 || op == 193) {
      Refer(at + 1);
      return at + 3;
    }
    const bool is_jump = (op >= 153 && op <= 168) || op == 198 || op == 199;
    if (is_jump || op == 17 || op == 132) return at + 3;  // sipush, iinc
    const bool has_local = (op >= 21 && op <= 25) || (op >= 54 && op <= 58) || op == 169;
    return at + (has_local || op == 16 || op == 188 ? 2 : 1);  // bipush, newarray
  }

  std::string bytes_;
  Constants& constants_;
  int frame_;
  std::vector<int> ids_;  // by position
  std::vector<Site> sites_;
  std::vector<int> used_;
  std::vector<Range> methods_;
  size_t body_ = 0;
  bool is_hidden_ = false;  // the class, for its own attributes
};

}  // namespace

size_t UsedBytes(const std::string& class_file) {
  Constants constants;
  return ClassFile(class_file, constants).UsedBytes();
}

void ArrangeClasses(std::vector<std::string>& classes, int frame) {
  Constants constants;
  std::vector<ClassFile> files;
  files.reserve(classes.size());
  for (std::string& bytes : classes) files.emplace_back(std::move(bytes), constants, frame);

  std::vector<int> frequent;
  for (size_t id = 0; id < constants.all.size(); ++id) {
    if (constants.classes[id] >= kShared && constants.all[id].tag != kString) frequent.push_back(static_cast<int>(id));
  }
  std::sort(frequent.begin(), frequent.end(), [&](int a, int b) {
    return std::pair(-constants.classes[static_cast<size_t>(a)], a) <
           std::pair(-constants.classes[static_cast<size_t>(b)], b);
  });
  std::vector<int> shared;
  std::vector<bool> seen;
  for (const int id : frequent) constants.Collect(id, seen, shared);
  if (shared.size() > kMostShared) shared.resize(kMostShared);

  // The first class has all of them; the others end after the last one they need.
  for (size_t i = 0; i < files.size(); ++i) {
    size_t size = shared.size();
    while (i > 0 && size > 0 && !files[i].Uses(shared[size - 1])) --size;
    classes[i] = files[i].Write({shared.begin(), shared.begin() + static_cast<std::ptrdiff_t>(size)});
  }
}

}  // namespace tare::package
