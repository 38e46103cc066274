// How the programs that check the headers for custom ops say what is not so.
#ifndef TARE_TESTS_CUSTOM_OPS_CHECK_H_
#define TARE_TESTS_CUSTOM_OPS_CHECK_H_

namespace tflite {

/// Counts and prints what is not so.
void Expect(bool good, const char* what, const char* file, int line);
#define EXPECT(...) ::tflite::Expect((__VA_ARGS__), #__VA_ARGS__, __FILE__, __LINE__)

/// The ready kernels.
void CheckKernels();
/// Fixed-point functions and kernels made of them.
void CheckFixedPoint();
/// Vectors and matrices.
void CheckTensorUtils();
/// Steps of recurrent layers.
void CheckRecurrent();
/// Volumes, sparse tensors, sound, random numbers, halves, shapes.
void CheckTools();
/// Resolvers, arrays, sizes.
void CheckHelpers();

}  // namespace tflite

#endif  // TARE_TESTS_CUSTOM_OPS_CHECK_H_
