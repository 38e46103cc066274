// `tare make_model`: writes an example model op for op, with weights from a seed, so that examples and tests need no
// download.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "builder/cli/commands.h"
#include "builder/cli/lists.h"
#include "builder/compile/cache.h"
#include "builder/model/example.h"

namespace tare::cli {

void AddMakeModel(CLI::App& app) {
  struct Flags {
    std::string name, output;
    uint32_t seed = 1;
  };
  auto flags = std::make_shared<Flags>();
  auto* command = app.add_subcommand("make_model", "Writes an example model with weights from a seed; prints its path");
  command->add_option("name", flags->name, "mobilenet_v1 (float32) or mobilenet_v1_int8")->required();
  command->add_option("--output", flags->output, "File to write (default: NAME.tflite)");
  command->add_option("--seed", flags->seed, "Seed of the weights")->capture_default_str();
  command->callback([flags] {
    RequireOneOf("model", flags->name, {"mobilenet_v1", "mobilenet_v1_int8"});
    const auto bytes = builder::MakeMobileNetV1(flags->name == "mobilenet_v1_int8", flags->seed);
    const std::string path = flags->output.empty() ? flags->name + ".tflite" : flags->output;
    if (const auto folder = std::filesystem::path(path).parent_path(); !folder.empty()) {
      std::filesystem::create_directories(folder);
    }
    build::WriteFileAtomically(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    fmt::print("{}\n", path);
  });
}

}  // namespace tare::cli
