// What the two linkers have in common where a user's code takes part: both know --start-lib, and their messages name
// what they miss in the same words.
#include "builder/link/user_code.h"

#include <stdexcept>

#include "builder/compile/process.h"

namespace tare::build {

std::vector<std::string> UserArguments(const UserCode& user) {
  std::vector<std::string> arguments;
  for (const fs::path& object : user.objects) arguments.push_back(object.string());
  for (const fs::path& archive : user.archives) arguments.push_back(archive.string());
  if (user.runtime.empty()) return arguments;
  arguments.emplace_back("--start-lib");
  for (const fs::path& object : user.runtime) arguments.push_back(object.string());
  arguments.emplace_back("--end-lib");
  return arguments;
}

void RunLinker(const std::vector<std::string>& command, const LinkRequest& request) {
  try {
    RunOrThrow(command, "linking " + request.soname + " for " + request.target->abi);
  } catch (const std::runtime_error& e) {
    std::string message = e.what();
    if (request.user.empty()) throw;
    for (const auto& [object, name] : request.user.names) {
      for (size_t at; (at = message.find(object.string())) != std::string::npos;) {
        message.replace(at, object.string().size(), name);
      }
    }
    if (message.find("__emutls_get_address") != std::string::npos ||
        message.find("__tls_get_addr") != std::string::npos) {
      message += "\nthread_local variables in custom-op sources are not supported";
    } else if (message.find("undefined symbol") != std::string::npos) {
      message += "\nthe custom-op sources use functions that neither they nor the libraries of " + request.target->abi +
                 " have" + (request.user.system.empty() ? "; with an Android NDK (--ndk) there are more" : "");
    }
    throw std::runtime_error(message);
  }
}

void AddUserCode(const UserCode& user, Key& key) {
  for (const auto* objects : {&user.objects, &user.runtime}) {
    for (const fs::path& object : *objects)
      key.Add(object.parent_path().filename().string() + object.filename().string());
    key.Add("");
  }
  for (const fs::path& archive : user.archives) key.Add(ReadFile(archive));
  for (const fs::path& library : user.system) key.Add(ReadFile(library));
}

}  // namespace tare::build
