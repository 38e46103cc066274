// `tare make_model`: writes an example model op for op, with weights from a seed, so that examples and tests need no
// download.
#include <fmt/format.h>

#include <fstream>
#include <memory>

#include "builder/cli/commands.h"
#include "builder/cli/lists.h"
#include "builder/error.h"
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
    std::ofstream out(path, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) throw builder::BuildError(path + ": cannot be written");
    fmt::print("{}\n", path);
  });
}

}  // namespace tare::cli
