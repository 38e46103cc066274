// Of QuantizedLeaky; the folder above has a header of the same name.
constexpr int kSmallestInt8 = -128, kLargestInt8 = 127, kLargestUint8 = 255;
