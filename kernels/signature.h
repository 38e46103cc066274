// Type signatures: how a node's tensor types pick a kernel variant. This one rule is used by the builder (selection),
// by the device library (lookup at load) and by the tests, so they cannot disagree.
//
// A signature looks at three positions: the first input, the second present input (inputs given as -1 are skipped, so
// that optional leading weights do not matter) and the first output. Each position is a set of types as a bit mask
// over TfLiteType; an absent position is bit 0 (kTfLiteNoType).
#ifndef TARE_KERNELS_SIGNATURE_H_
#define TARE_KERNELS_SIGNATURE_H_

#include "runtime/c_abi.h"

namespace tare {

/// Sets of types accepted at first input, second present input and first output.
struct TypeSignature {
  uint32_t in0, in1, out0;
};

constexpr bool Matches(const TypeSignature& s, TfLiteType in0, TfLiteType in1, TfLiteType out0) {
  return (s.in0 >> in0 & 1) && (s.in1 >> in1 & 1) && (s.out0 >> out0 & 1);
}

/// The type tokens of the catalogue's lines.
namespace types {
template <class... T>
constexpr uint32_t Set(T... t) {
  return ((1u << t) | ... | 0u);
}
inline constexpr uint32_t kAny = ~0u;
// Second operands that quantized or low-precision weights would be: a plain f32 kernel is not meant by them.
inline constexpr uint32_t kWeights =
    Set(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteInt4, kTfLiteInt2, kTfLiteUInt4, kTfLiteFloat16);
inline constexpr uint32_t kNarrow = Set(kTfLiteInt4, kTfLiteInt2, kTfLiteUInt4);

inline constexpr TypeSignature any{kAny, kAny, kAny};  // moves bytes, whatever they mean
// Elements of whole bytes: all but strings, handles and 4-bit types.
inline constexpr TypeSignature bytes{~(Set(kTfLiteNoType, kTfLiteString, kTfLiteResource, kTfLiteVariant) | kNarrow),
                                     kAny, kAny};
// Such elements, with a list of narrow integers.
inline constexpr TypeSignature bytes_by_narrow{bytes.in0, Set(kTfLiteInt8, kTfLiteInt16), kAny};
inline constexpr TypeSignature f32{Set(kTfLiteFloat32), ~kWeights, kAny};  // float activations and weights
inline constexpr TypeSignature f32_any{Set(kTfLiteFloat32), kAny, kAny};
inline constexpr TypeSignature f64{Set(kTfLiteFloat64), kAny, kAny};
inline constexpr TypeSignature f16{Set(kTfLiteFloat16), kAny, kAny};
inline constexpr TypeSignature bf16{Set(kTfLiteBFloat16), kAny, kAny};
inline constexpr TypeSignature i8{Set(kTfLiteInt8), ~kNarrow, kAny};    // int8, weights int8
inline constexpr TypeSignature u8{Set(kTfLiteUInt8), ~kNarrow, kAny};   // legacy asymmetric uint8
inline constexpr TypeSignature i16{Set(kTfLiteInt16), ~kNarrow, kAny};  // int16 activations, weights int8
inline constexpr TypeSignature i32{Set(kTfLiteInt32), kAny, kAny};
inline constexpr TypeSignature i64{Set(kTfLiteInt64), kAny, kAny};
inline constexpr TypeSignature boolean{Set(kTfLiteBool), kAny, kAny};
inline constexpr TypeSignature boolean_str{Set(kTfLiteBool), Set(kTfLiteString), kAny};
inline constexpr TypeSignature i32_to_str{Set(kTfLiteInt32), kAny, Set(kTfLiteString)};
inline constexpr TypeSignature u32{Set(kTfLiteUInt32), kAny, kAny};
inline constexpr TypeSignature c64{Set(kTfLiteComplex64), kAny, kAny};
inline constexpr uint32_t kIntegers = Set(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteUInt16, kTfLiteInt32,
                                          kTfLiteUInt32, kTfLiteInt64, kTfLiteUInt64);
inline constexpr TypeSignature integers{kIntegers, kAny, kAny};  // plain ones, whatever their width
inline constexpr TypeSignature shape{Set(kTfLiteInt32, kTfLiteInt64), kAny, kAny};
inline constexpr TypeSignature str{Set(kTfLiteString), kAny, kAny};
inline constexpr TypeSignature variant{Set(kTfLiteVariant), kAny, kAny};
inline constexpr TypeSignature resource{Set(kTfLiteResource), kAny, kAny};
/// What CAST converts from and to.
inline constexpr uint32_t kNumbers =
    Set(kTfLiteFloat16, kTfLiteFloat32, kTfLiteFloat64, kTfLiteComplex64, kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16,
        kTfLiteUInt16, kTfLiteInt32, kTfLiteUInt32, kTfLiteInt64, kTfLiteBool);
inline constexpr TypeSignature numbers{kNumbers, kAny, kNumbers};
inline constexpr TypeSignature from_bf16{Set(kTfLiteBFloat16), kAny, kNumbers | Set(kTfLiteBFloat16)};
inline constexpr TypeSignature to_bf16{kNumbers, kAny, Set(kTfLiteBFloat16)};
inline constexpr TypeSignature narrow{kNarrow, kAny, Set(kTfLiteFloat32)};
inline constexpr TypeSignature packed{kNarrow, kAny, kNarrow};
inline constexpr TypeSignature i32_to_packed{Set(kTfLiteInt32), kNarrow, kNarrow};
inline constexpr TypeSignature to_narrow{Set(kTfLiteFloat32), kAny, kNarrow};
inline constexpr TypeSignature i4{Set(kTfLiteInt4), kAny, kAny};
inline constexpr TypeSignature u4{Set(kTfLiteUInt4), kAny, kAny};
inline constexpr TypeSignature i2{Set(kTfLiteInt2), kAny, kAny};
inline constexpr TypeSignature hybrid{Set(kTfLiteFloat32), Set(kTfLiteInt8), kAny};  // f32 activations, int8 weights
inline constexpr TypeSignature i8_i4{Set(kTfLiteInt8), Set(kTfLiteInt4), kAny};      // weights int4
inline constexpr TypeSignature i8_i2{Set(kTfLiteInt8), Set(kTfLiteInt2), kAny};
inline constexpr TypeSignature i16_i4{Set(kTfLiteInt16), Set(kTfLiteInt4), kAny};
inline constexpr TypeSignature i16_i2{Set(kTfLiteInt16), Set(kTfLiteInt2), kAny};
inline constexpr TypeSignature hybrid_i4{Set(kTfLiteFloat32), Set(kTfLiteInt4), kAny};
inline constexpr TypeSignature hybrid_i2{Set(kTfLiteFloat32), Set(kTfLiteInt2), kAny};
inline constexpr TypeSignature hybrid_u8{Set(kTfLiteFloat32), Set(kTfLiteUInt8), kAny};  // the same, old style
inline constexpr TypeSignature f32_u8{Set(kTfLiteFloat32, kTfLiteUInt8), Set(kTfLiteFloat32, kTfLiteUInt8),
                                      Set(kTfLiteFloat32)};  // either, the second independent of the first
inline constexpr TypeSignature f32_i32{Set(kTfLiteFloat32), Set(kTfLiteInt32), kAny};  // floats with integer positions
// SCATTER_ND: indices, numbers that add up
inline constexpr TypeSignature i32_plain{
    Set(kTfLiteInt32), Set(kTfLiteFloat32, kTfLiteInt32, kTfLiteInt64, kTfLiteInt8, kTfLiteUInt8, kTfLiteBool), kAny};
inline constexpr TypeSignature shape_str{Set(kTfLiteInt32, kTfLiteInt64), Set(kTfLiteString), kAny};
// TRANSPOSE_CONV: a shape, weights
inline constexpr TypeSignature shape_f32{Set(kTfLiteInt32), Set(kTfLiteFloat32), kAny};
inline constexpr TypeSignature shape_i8{Set(kTfLiteInt32), Set(kTfLiteInt8), Set(kTfLiteInt8)};
inline constexpr TypeSignature shape_i16{Set(kTfLiteInt32), Set(kTfLiteInt8), Set(kTfLiteInt16)};
inline constexpr TypeSignature shape_u8{Set(kTfLiteInt32), Set(kTfLiteUInt8), Set(kTfLiteUInt8)};
// EMBEDDING_LOOKUP: places in a table of less than 8 bits, or in one whose rows become halves
inline constexpr TypeSignature shape_narrow{Set(kTfLiteInt32), Set(kTfLiteInt4, kTfLiteInt2), Set(kTfLiteFloat32)};
inline constexpr TypeSignature shape_to_half{Set(kTfLiteInt32), Set(kTfLiteInt8, kTfLiteInt4, kTfLiteInt2),
                                             Set(kTfLiteFloat16)};
inline constexpr TypeSignature shape_hybrid{Set(kTfLiteInt32), Set(kTfLiteInt8), Set(kTfLiteFloat32)};
}  // namespace types

}  // namespace tare

#endif  // TARE_KERNELS_SIGNATURE_H_
