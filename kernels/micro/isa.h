// How inner loops meet instruction sets. Every source under kernels/micro/ is compiled once per ISA level of the ABI
// and puts all it defines into that level's namespace (TARE_ISA, a -D of the build: `base` everywhere, `avx2` on x86
// in addition). Nothing inline is shared between levels, because the linker would keep one copy, and the AVX2 copy in
// baseline code dies with SIGILL.
#ifndef TARE_KERNELS_MICRO_ISA_H_
#define TARE_KERNELS_MICRO_ISA_H_

#include <stddef.h>
#include <stdint.h>

#include "runtime/platform/cpu.h"

/// Inner loops are compiled for size, so that what is to be fast says so: loops over registers are marked, the hottest
/// loops have their condition at the end, and no vector lives across a call, because the register allocator that makes
/// the smallest code would keep it in memory for the whole function. Before a loop over registers:
#define TARE_UNROLLED _Pragma("clang loop unroll(full)")
/// Before a loop that must stay one: short or rare, where unrolling buys bytes but no time.
#define TARE_ROLLED _Pragma("clang loop unroll(disable) vectorize(disable)")

/// Defined where some loops also have an AVX512-VNNI form, as functions of the AVX2 level that run only where
/// HasAvx512Vnni(). Not on Android, whose x86 devices have no AVX512: only emulators on a developer's machine would use
/// it.
#if (defined(__x86_64__) || defined(__i386__)) && !defined(__ANDROID__)
#define TARE_VNNI_FORMS
#endif

/// Declares a function at every ISA level of this ABI.
#if defined(__x86_64__) || defined(__i386__)
#define TARE_MICRO(...) \
  namespace base {      \
  __VA_ARGS__;          \
  }                     \
  namespace avx2 {      \
  __VA_ARGS__;          \
  }
/// The function at level `wide` (true = the widest of this ABI), for callers that ask once or test both.
#define TARE_AT_LEVEL(wide, function) ((wide) ? ::tare::avx2::function : ::tare::base::function)
namespace tare {
/// The widest level this machine runs.
inline bool BestLevel() { return HasAvx2(); }
}  // namespace tare
#else
#define TARE_MICRO(...) \
  namespace base {      \
  __VA_ARGS__;          \
  }
#define TARE_AT_LEVEL(wide, function) (static_cast<void>(wide), ::tare::base::function)
namespace tare {
inline bool BestLevel() { return false; }
}  // namespace tare
#endif

/// The function at the best level this machine has: TARE_BEST(GemmF32)(args).
#define TARE_BEST(function) TARE_AT_LEVEL(::tare::BestLevel(), function)

#endif  // TARE_KERNELS_MICRO_ISA_H_
