// What a build's libraries, Java package and files are called: the reference's names, or others, so that two lean
// builds fit into one app.
#ifndef TARE_BUILDER_PACKAGE_NAMES_H_
#define TARE_BUILDER_PACKAGE_NAMES_H_

#include <string>

namespace tare::package {

class Names {
 public:
  /// The reference's.
  Names() : Names("", "") {}
  /// `library` as System.loadLibrary takes it, or as the file is called ("lib….so"); `java_suffix` is the package below
  /// org.tensorflow.lite that the Java classes move to. Empty ones are the reference's, but with a suffix alone, the
  /// library gets it, too. Throws BuildError for what an app could not load or compile.
  Names(const std::string& library, const std::string& java_suffix);

  bool has_suffix() const { return !suffix_.empty(); }
  /// Whether `library` was given, or follows from a suffix.
  bool has_own_library() const;
  const std::string& library() const { return library_; }

  /// File names of the libraries.
  std::string Library() const { return "lib" + library_ + ".so"; }
  std::string SelectTfLibrary() const { return "lib" + SelectTfName() + ".so"; }

  /// Names of the AARs as files and as modules, without ending.
  std::string Artifact() const { return "tensorflow-lite" + (has_suffix() ? "-" + suffix_ : ""); }
  std::string SelectTfArtifact() const { return Artifact() + "-select-tf-ops"; }

  std::string JavaPackage() const { return "org.tensorflow.lite" + (has_suffix() ? "." + suffix_ : ""); }
  /// The package as it stands in the names of native methods.
  std::string JniPackage() const;

  /// A Java source, manifest or shrinker rule with these names in place of the reference's.
  std::string Adapted(std::string text) const;

 private:
  std::string SelectTfName() const;

  std::string library_, suffix_;
};

}  // namespace tare::package

#endif  // TARE_BUILDER_PACKAGE_NAMES_H_
