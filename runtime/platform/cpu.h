// CPU features that choose an ISA level at run time. Asked once per process; no global constructor.
#ifndef TARE_RUNTIME_PLATFORM_CPU_H_
#define TARE_RUNTIME_PLATFORM_CPU_H_

namespace tare {

#if defined(__x86_64__) || defined(__i386__)
/// True when both the CPU and the operating system have AVX2 and FMA.
bool HasAvx2();
/// True when both also have AVX512 (F, BW, VL) with VNNI.
bool HasAvx512Vnni();
#endif

}  // namespace tare

#endif  // TARE_RUNTIME_PLATFORM_CPU_H_
