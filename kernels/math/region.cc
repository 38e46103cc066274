// One function per region and type.
#include "kernels/math/region.h"

#include "kernels/math/half.h"
#include "runtime/callee.h"
#include "runtime/op_codes.h"

namespace tare {
namespace {

/// Integers are added and multiplied as unsigned ones.
template <class T>
struct Plain {
  using Wide = uint64_t;
};
template <>
struct Plain<float> {
  using Wide = float;
};
template <>
struct Plain<double> {
  using Wide = double;
};

template <Region region, class T>
T Meet(T x, T y) {
  using Wide = Plain<T>::Wide;
  switch (region) {
    case Region::kAdd:
      return static_cast<T>(static_cast<Wide>(x) + static_cast<Wide>(y));
    case Region::kMultiply:
      return static_cast<T>(static_cast<Wide>(x) * static_cast<Wide>(y));
    case Region::kMinimum:
      return y < x ? y : x;
    case Region::kMaximum:
      return x < y ? y : x;
    default:
      return y;
  }
}

template <Region region, class T>
void MeetAt(void* x, const void* y) {
  *static_cast<T*>(x) = Meet<region, T>(*static_cast<T*>(x), *static_cast<const T*>(y));
}

template <Region region>
void MeetHalves(void* x, const void* y) {
  float a, b;
  TARE_BEST(HalfToFloat)(static_cast<uint16_t*>(x), &a, 1);
  TARE_BEST(HalfToFloat)(static_cast<const uint16_t*>(y), &b, 1);
  a = Meet<region, float>(a, b);
  TARE_BEST(FloatToHalf)(&a, static_cast<uint16_t*>(x), 1);
}

template <Region region>
MeetElements MeetingFor(TfLiteType type) {
  switch (type) {
    case kTfLiteFloat16:
      return MeetHalves<region>;
    case kTfLiteFloat32:
      return MeetAt<region, float>;
    case kTfLiteFloat64:
      return MeetAt<region, double>;
    case kTfLiteInt8:
      return MeetAt<region, int8_t>;
    case kTfLiteUInt8:
      return MeetAt<region, uint8_t>;
    case kTfLiteInt16:
      return MeetAt<region, int16_t>;
    case kTfLiteUInt16:
      return MeetAt<region, uint16_t>;
    case kTfLiteInt32:
      return MeetAt<region, int32_t>;
    case kTfLiteUInt32:
      return MeetAt<region, uint32_t>;
    case kTfLiteInt64:
      return MeetAt<region, int64_t>;
    case kTfLiteUInt64:
      return MeetAt<region, uint64_t>;
    default:
      return nullptr;
  }
}

void Both(void* x, const void* y) {
  *static_cast<uint8_t*>(x) = *static_cast<uint8_t*>(x) && *static_cast<const uint8_t*>(y);
}
void Either(void* x, const void* y) {
  *static_cast<uint8_t*>(x) = *static_cast<uint8_t*>(x) || *static_cast<const uint8_t*>(y);
}

}  // namespace

Region RegionOf(Kernel k, int subgraph) {
  const Callee graph(k, subgraph);
  if (!graph) return Region::kUnknown;
  if (graph.node_count() == 0) return Region::kUpdate;
  if (graph.node_count() == 1) {
    switch (static_cast<Op>(graph.OpOf(0))) {
      case Op::ADD:
      case Op::STABLEHLO_ADD:
        return Region::kAdd;
      case Op::MUL:
      case Op::STABLEHLO_MULTIPLY:
        return Region::kMultiply;
      case Op::MAXIMUM:
      case Op::STABLEHLO_MAXIMUM:
        return Region::kMaximum;
      case Op::MINIMUM:
      case Op::STABLEHLO_MINIMUM:
        return Region::kMinimum;
      case Op::LOGICAL_AND:
      case Op::STABLEHLO_AND:
        return Region::kAll;
      case Op::LOGICAL_OR:
      case Op::STABLEHLO_OR:
        return Region::kAny;
      default:
        break;
    }
  }
  k.Fail("unsupported region");
  return Region::kUnknown;
}

MeetElements MeetingOf(Region region, TfLiteType type) {
  if (type == kTfLiteBool) {
    if (region == Region::kAny || region == Region::kMaximum) return Either;
    const bool both = region == Region::kAll || region == Region::kMultiply || region == Region::kMinimum;
    return both ? Both : nullptr;  // sums would be bytes beyond 1 in the reference
  }
  switch (region) {
    case Region::kAdd:
      return MeetingFor<Region::kAdd>(type);
    case Region::kMultiply:
      return MeetingFor<Region::kMultiply>(type);
    case Region::kMinimum:
      return MeetingFor<Region::kMinimum>(type);
    case Region::kMaximum:
      return MeetingFor<Region::kMaximum>(type);
    case Region::kUpdate:
      return MeetingFor<Region::kUpdate>(type);
    default:
      return nullptr;
  }
}

}  // namespace tare
