// Attributes of functions and branches.
#ifndef TENSORFLOW_LITE_CORE_MACROS_H_
#define TENSORFLOW_LITE_CORE_MACROS_H_

#define TFLITE_HAS_BUILTIN(x) __has_builtin(x)
#define TFLITE_HAS_ATTRIBUTE(x) __has_attribute(x)
#define TFLITE_ATTRIBUTE_WEAK __attribute__((weak))
#define TFLITE_HAS_ATTRIBUTE_WEAK 1
#define TFLITE_NO_SANITIZE_INTEGER_OVERFLOW __attribute__((no_sanitize("integer")))

#ifndef TFLITE_NOINLINE
#define TFLITE_NOINLINE __attribute__((noinline))
#endif
#ifndef TFLITE_EXPECT_TRUE
#define TFLITE_EXPECT_FALSE(condition) __builtin_expect(condition, false)
#define TFLITE_EXPECT_TRUE(condition) __builtin_expect(!!(condition), true)
#endif

#endif  // TENSORFLOW_LITE_CORE_MACROS_H_
