// What the two linkers have in common: both know --start-lib, and their messages name what they miss in the same words.
#include "builder/link/user_code.h"

#include <stdexcept>

#include "builder/compile/process.h"

namespace tare::build {
namespace {

/// The user's code as linker arguments. Static libraries may need each other in any order, and what is only there in
/// case stands between --start-lib and --end-lib.
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

void AddUserCode(const UserCode& user, Key& key) {
  for (const auto* objects : {&user.objects, &user.runtime}) {
    for (const fs::path& object : *objects)
      key.Add(object.parent_path().filename().string() + object.filename().string());
    key.Add("");
  }
  for (const fs::path& archive : user.archives) key.Add(ReadFile(archive));
  for (const fs::path& library : user.system) key.Add(ReadFile(library));
}

}  // namespace

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

void AddInputs(const LinkRequest& request, Key& key) {
  for (const fs::path& object : request.objects) {
    key.Add(object.filename().string()).Add(object.parent_path().filename().string());
  }
  if (!request.user.empty()) AddUserCode(request.user, key);
}

std::vector<std::string> LinkerCommand(const std::string& linker, const std::vector<std::string>& flags,
                                       const LinkRequest& request, const std::vector<std::string>& libraries) {
  std::vector<std::string> command = {linker};
  command.insert(command.end(), flags.begin(), flags.end());
  for (const fs::path& object : request.objects) command.push_back(object.string());
  const std::vector<std::string> user = UserArguments(request.user);
  command.insert(command.end(), user.begin(), user.end());
  command.insert(command.end(), libraries.begin(), libraries.end());
  return command;
}

}  // namespace tare::build
