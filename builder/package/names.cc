// Sources are adapted as text, before the compiler sees them: each mention of the package or of a library is then a
// name of its own, reflection and messages included, and nothing is left to be renamed in bytecode.
#include "builder/package/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <regex>
#include <string_view>

#include "builder/error.h"

namespace tare::package {
namespace {

using builder::BuildError;

constexpr char kLibrary[] = "tensorflowlite_jni", kSelectTfLibrary[] = "tensorflowlite_flex_jni";
constexpr char kPackage[] = "org.tensorflow.lite";

/// System libraries: the loader would take one of them for the app's.
constexpr auto kSystemLibraries = std::to_array<std::string_view>({"c", "m", "log", "dl", "android"});

/// Packages below org.tensorflow.lite that other libraries have, or this one.
constexpr auto kTakenPackages = std::to_array<std::string_view>(
    {"acceleration", "annotations", "flex", "gpu", "hexagon", "metadata", "nnapi", "support", "task"});

constexpr auto kJavaKeywords = std::to_array<std::string_view>(
    {"abstract", "assert",    "boolean",   "break",  "byte",     "case",  "catch",      "char",         "class",
     "const",    "continue",  "default",   "do",     "double",   "else",  "enum",       "extends",      "false",
     "final",    "finally",   "float",     "for",    "goto",     "if",    "implements", "import",       "instanceof",
     "int",      "interface", "long",      "native", "new",      "null",  "package",    "private",      "protected",
     "public",   "return",    "short",     "static", "strictfp", "super", "switch",     "synchronized", "this",
     "throw",    "throws",    "transient", "true",   "try",      "void",  "volatile",   "while"});

template <class Words>
bool IsOneOf(const std::string& word, const Words& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The name as System.loadLibrary takes it.
std::string LibraryName(const std::string& flag) {
  static const std::regex allowed("[A-Za-z0-9_][A-Za-z0-9_.+-]*");
  std::string name = flag;
  const bool is_prefixed = flag.starts_with("lib"), is_file = flag.ends_with(".so");
  if (is_prefixed && is_file) {
    name = flag.substr(3, flag.size() - 6);
  } else if (is_prefixed || is_file) {
    const std::string stem = is_prefixed ? flag.substr(3) : flag.substr(0, flag.size() - 3);
    throw BuildError(fmt::format("--library_name '{}': say '{}' or 'lib{}.so'", flag, stem, stem));
  }
  if (!std::regex_match(name, allowed)) {
    throw BuildError(fmt::format("--library_name '{}': letters, digits, '_', '.', '+' and '-' are allowed", flag));
  }
  if (IsOneOf(name, kSystemLibraries)) {
    throw BuildError(fmt::format("--library_name '{}': Android has a library of this name", flag));
  }
  return name;
}

void RequireJavaSuffix(const std::string& flag) {
  // Classes in the package beside it are called like Tensor, or by one letter where ProGuard has named them.
  static const std::regex allowed("[a-z][A-Za-z0-9_]+");
  if (!std::regex_match(flag, allowed)) {
    throw BuildError(
        fmt::format("--java_package_suffix '{}': a small letter, then letters, digits and '_' are allowed", flag));
  }
  if (IsOneOf(flag, kJavaKeywords)) {
    throw BuildError(fmt::format("--java_package_suffix '{}': this is a word of the Java language", flag));
  }
  if (IsOneOf(flag, kTakenPackages)) {
    throw BuildError(
        fmt::format("--java_package_suffix '{}': {}.{} is a package of TensorFlow Lite's", flag, kPackage, flag));
  }
}

std::string Replaced(std::string text, std::string_view word, std::string_view by) {
  for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + by.size())) {
    text.replace(at, word.size(), by);
  }
  return text;
}

}  // namespace

Names::Names(const std::string& library, const std::string& java_suffix) : suffix_(java_suffix) {
  if (has_suffix()) RequireJavaSuffix(suffix_);
  if (!library.empty()) {
    library_ = LibraryName(library);
  } else {
    library_ = has_suffix() ? fmt::format("{}_{}", kLibrary, suffix_) : kLibrary;
  }
}

bool Names::has_own_library() const { return library_ != kLibrary; }

std::string Names::SelectTfName() const {
  constexpr std::string_view kBeginning = "tensorflowlite_";
  return library_.starts_with(kBeginning) ? fmt::format("{}flex_{}", kBeginning, library_.substr(kBeginning.size()))
                                          : library_ + "_flex";
}

std::string Names::JniPackage() const { return Replaced(Replaced(JavaPackage(), "_", "_1"), ".", "_"); }

std::string Names::Adapted(std::string text) const {
  if (has_suffix()) text = Replaced(std::move(text), kPackage, JavaPackage());
  if (!has_own_library()) return text;
  text = Replaced(std::move(text), fmt::format("\"{}\"", kLibrary), fmt::format("\"{}\"", library_));
  return Replaced(std::move(text), fmt::format("\"{}\"", kSelectTfLibrary), fmt::format("\"{}\"", SelectTfName()));
}

}  // namespace tare::package
