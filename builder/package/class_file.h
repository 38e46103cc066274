// Class files whose bytes are arranged so that a jar of them deflates well, without changing what they mean.
#ifndef TARE_BUILDER_PACKAGE_CLASS_FILE_H_
#define TARE_BUILDER_PACKAGE_CLASS_FILE_H_

#include <cstddef>
#include <string>
#include <vector>

namespace tare::package {

/// Rearranges class files that will be deflated as one stream in this order; `frame` is what methods get as sizes of
/// their stacks and local variables unless they need more (at most 127). Throws std::runtime_error on what is no
/// class file, or has constants or attributes that Java 8 code without lambdas does not have.
void ArrangeClasses(std::vector<std::string>& classes, int frame);

/// Size of a class file without constants that nothing in it refers to. Throws as above.
size_t UsedBytes(const std::string& class_file);

}  // namespace tare::package

#endif  // TARE_BUILDER_PACKAGE_CLASS_FILE_H_
