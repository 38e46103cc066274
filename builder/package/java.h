// The Java half of a package: classes.jar from the sources under api/java.
#ifndef TARE_BUILDER_PACKAGE_JAVA_H_
#define TARE_BUILDER_PACKAGE_JAVA_H_

#include <filesystem>

#include "builder/package/names.h"

namespace tare::package {

struct JavaOptions {
  bool debug_info = false;  // line numbers, all names; without it, private members lose theirs
  bool api_classes = true;  // what upstream's tensorflow-lite-api has, too
  Names names = {};         // NOLINT(readability-redundant-member-init): for who leaves the member out
};

/// The Java half of a package: its sources, and the rules that make their classes smaller.
enum class Classes { kApi, kSelectTf };

/// classes.jar in the cache: Java 8 bytecode, entries stored. Compiled when sources, options or the JDK changed. Throws
/// std::runtime_error with the compiler's messages.
std::filesystem::path ClassesJar(Classes which, const JavaOptions& options);

/// Bytes of all class files in a jar, without constants that only help to compress it (class_file.h).
size_t ClassBytes(const std::filesystem::path& jar);

}  // namespace tare::package

#endif  // TARE_BUILDER_PACKAGE_JAVA_H_
