// `tare make_model`: writes an example model op for op, with weights from a seed, so that examples and tests need no
// download.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "builder/cli/commands.h"
#include "builder/cli/lists.h"
#include "builder/compile/cache.h"
#include "builder/error.h"
#include "builder/model/example.h"

namespace tare::cli {

void AddMakeModel(CLI::App& app) {
  struct Flags {
    std::string name, output;
    builder::MobileNetOptions model;
  };
  auto flags = std::make_shared<Flags>();
  auto* command = app.add_subcommand("make_model", "Writes an example model with weights from a seed; prints its path");
  command->add_option("name", flags->name, "mobilenet_v1 (float32) or mobilenet_v1_int8")->required();
  command->add_option("--output", flags->output, "File to write (default: NAME.tflite)");
  command->add_option("--seed", flags->model.seed, "Seed of the weights")->capture_default_str();
  command->add_option("--width", flags->model.width, "Factor of the channel counts")
      ->capture_default_str()
      ->check(CLI::IsMember({0.25f, 0.5f, 0.75f, 1.0f}));
  command->add_option("--size", flags->model.size, "Width and height of the input, a multiple of 32")
      ->capture_default_str()
      ->check(CLI::Range(32, 1024));
  command->callback([flags] {
    RequireOneOf("model", flags->name, {"mobilenet_v1", "mobilenet_v1_int8"});
    if (flags->model.size % 32) throw builder::BuildError("--size must be a multiple of 32");
    flags->model.int8 = flags->name == "mobilenet_v1_int8";
    const auto bytes = builder::MakeMobileNetV1(flags->model);
    const std::string path = flags->output.empty() ? flags->name + ".tflite" : flags->output;
    if (const auto folder = std::filesystem::path(path).parent_path(); !folder.empty()) {
      std::filesystem::create_directories(folder);
    }
    build::WriteFileAtomically(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    fmt::print("{}\n", path);
  });
}

}  // namespace tare::cli
