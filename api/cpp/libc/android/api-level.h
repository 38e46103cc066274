/* The API level, which the compiler defines: the target's name has it. */
#ifndef TARE_LIBC_ANDROID_API_LEVEL_H_
#define TARE_LIBC_ANDROID_API_LEVEL_H_

#ifndef __ANDROID_API__
#define __ANDROID_API__ __ANDROID_MIN_SDK_VERSION__
#endif

#endif /* TARE_LIBC_ANDROID_API_LEVEL_H_ */
