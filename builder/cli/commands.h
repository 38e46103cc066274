// The subcommands of `tare`. Each is one file here that adds itself, with its flags and its callback, to the program.
// Callbacks throw std::exception; the program prints its what() as one line and exits 1.
#ifndef TARE_BUILDER_CLI_COMMANDS_H_
#define TARE_BUILDER_CLI_COMMANDS_H_

#include <CLI/CLI.hpp>

namespace tare::cli {

void AddBuildAar(CLI::App& app);
void AddBuildC(CLI::App& app);
void AddBuildHost(CLI::App& app);
void AddBuildXcframework(CLI::App& app);
void AddExplain(CLI::App& app);
void AddLoadModels(CLI::App& app);
void AddMakeModel(CLI::App& app);
void AddRun(CLI::App& app);
void AddBench(CLI::App& app);
void AddVerify(CLI::App& app);
void AddWeigh(CLI::App& app);

}  // namespace tare::cli

#endif  // TARE_BUILDER_CLI_COMMANDS_H_
