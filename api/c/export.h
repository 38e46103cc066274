// Marks the functions that the library exports; everything else is compiled hidden.
#ifndef TARE_API_C_EXPORT_H_
#define TARE_API_C_EXPORT_H_

#define TARE_EXPORT __attribute__((visibility("default")))

#endif  // TARE_API_C_EXPORT_H_
