// Which function registers a custom op: upstream's rule from the op's name to a symbol, and what the user's code
// defines.
#ifndef TARE_BUILDER_CUSTOM_SYMBOLS_H_
#define TARE_BUILDER_CUSTOM_SYMBOLS_H_

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "builder/compile/target.h"

namespace tare::custom {

/// "MyCustomOp" → "MY_CUSTOM_OP": an underscore between each lower-case letter and an upper-case one after it, then all
/// in upper case.
std::string NormalisedName(const std::string& op);

/// The linker's name of a function without parameters: "ns::f" → "_ZN2ns1fEv", "f" → "_Z1fv".
std::string MangledName(const std::string& function);

/// A linker's name as its author wrote it: "ns::f()", "f() (C)".
std::string ReadableName(const std::string& symbol);

/// Where symbols are defined: for each, the objects and static libraries with a definition of it.
struct Definitions {
  struct Place {
    std::string file;
    bool weak;  // several such are one
  };
  std::map<std::string, std::vector<Place>> places;
};

/// Defined symbols of objects (bitcode, too) and static libraries of a target, as C and the C++ ABI name them. `names`
/// says what an object is called in messages.
Definitions ReadDefinitions(const build::Target& target, const std::vector<std::filesystem::path>& files,
                            const std::map<std::filesystem::path, std::string>& names);

/// Finds the registration functions of custom ops in the code for all targets.
class Registrations {
 public:
  Registrations() = default;
  /// `given` are the --custom_op flags, NAME=SYMBOL; `code` is by ABI. Throws BuildError for a flag without a name or a
  /// symbol, or with a symbol that no code defines.
  Registrations(const std::vector<std::string>& given, std::map<std::string, Definitions> code);

  /// The linker's name of the function that registers the op; none when no code defines it. Throws BuildError when it
  /// is defined twice, or not for all ABIs.
  std::optional<std::string> Find(const std::string& op) const;
  /// The functions that would register the op, for messages: "tflite::ops::custom::Register_MY_OP() or, in C,
  /// Register_MY_OP()".
  std::string Expected(const std::string& op) const;
  /// A function that looks like the op's but is not where the rule looks, as a --custom_op flag; or "".
  std::string Hint(const std::string& op) const;
  /// Ops named by --custom_op, with the linker's names.
  const std::map<std::string, std::string>& named() const { return named_; }
  /// All functions that the rule can find, as normalised name and linker's name.
  std::map<std::string, std::string> ByRule() const;
  bool empty() const { return code_.empty(); }

 private:
  std::string Unique(const std::string& op, const std::vector<std::string>& symbols) const;

  std::map<std::string, std::string> named_, texts_;
  std::map<std::string, Definitions> code_;
};

}  // namespace tare::custom

#endif  // TARE_BUILDER_CUSTOM_SYMBOLS_H_
