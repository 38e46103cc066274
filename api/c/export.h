// Marks the functions that the library exports; everything else is compiled hidden.
#ifndef TARE_API_C_EXPORT_H_
#define TARE_API_C_EXPORT_H_

#include "runtime/platform/entry.h"

#define TARE_EXPORT __attribute__((visibility("default"))) TARE_ENTRY

#endif  // TARE_API_C_EXPORT_H_
