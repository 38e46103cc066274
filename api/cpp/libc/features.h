/* Asked for by C++ headers that look for the kind of C library. It is none that they know. */
#ifndef TARE_LIBC_FEATURES_H_
#define TARE_LIBC_FEATURES_H_

#endif /* TARE_LIBC_FEATURES_H_ */
