// Marks functions that the platform calls: exported ones, and starts of threads.
#ifndef TARE_RUNTIME_PLATFORM_ENTRY_H_
#define TARE_RUNTIME_PLATFORM_ENTRY_H_

/// On 32-bit x86, Android before 7 enters code with a stack aligned to 4 bytes only. Functions in here rely on 16,
/// which spilled vectors need; so it is the entries that align.
#if defined(__i386__)
#define TARE_ENTRY __attribute__((force_align_arg_pointer))
#else
#define TARE_ENTRY
#endif

#endif  // TARE_RUNTIME_PLATFORM_ENTRY_H_
