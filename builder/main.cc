// The host program: one command line for everything Tare does. Problems end as one line each on stderr and exit code 1,
// whatever their kind, so that scripts can rely on it.
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>

#include "builder/cli/commands.h"
#include "builder/cli/lists.h"

namespace {

/// The long flags of a command, for suggestions.
std::vector<std::string> FlagsOf(const CLI::App& command) {
  std::vector<std::string> flags;
  for (const auto* option : command.get_options()) {
    for (const auto& name : option->get_lnames()) flags.push_back("--" + name);
  }
  return flags;
}

std::vector<std::string> CommandsOf(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* command : app.get_subcommands([](const CLI::App* c) { return !c->get_group().empty(); })) {
    names.push_back(command->get_name());
  }
  return names;
}

/// What was not understood, with the valid words and the nearest.
void ExplainExtras(const CLI::App& app) {
  const auto parsed = app.get_subcommands();
  const CLI::App& command = parsed.empty() ? app : *parsed.front();
  std::vector<std::string> extras = command.remaining(true);
  if (extras.empty()) extras = app.remaining(true);
  const std::string word = extras.empty() ? "" : extras.front().substr(0, extras.front().find('='));
  const bool flag = word.starts_with("-");
  tare::cli::RequireOneOf(flag             ? "flag"
                          : parsed.empty() ? "command"
                                           : "argument",
                          word, flag || !parsed.empty() ? FlagsOf(command) : CommandsOf(app));
}

int Run(int argc, char** argv) {
  CLI::App app("Tare: the smallest runtime that runs exactly your .tflite models", "tare");
  app.require_subcommand(1);
  tare::cli::AddBench(app);
  tare::cli::AddBuildAar(app);
  tare::cli::AddBuildC(app);
  tare::cli::AddBuildHost(app);
  tare::cli::AddBuildXcframework(app);
  tare::cli::AddExplain(app);
  tare::cli::AddLoadModels(app);
  tare::cli::AddMakeModel(app);
  tare::cli::AddRun(app);
  tare::cli::AddVerify(app);
  tare::cli::AddWeigh(app);
  try {
    app.parse(argc, argv);
    return 0;
  } catch (const CLI::CallForHelp& e) {
    return app.exit(e);
  } catch (const CLI::ExtrasError&) {
    ExplainExtras(app);  // throws
    throw;
  } catch (const CLI::RequiredError& e) {
    // Without a command, an unknown word is the likelier mistake.
    if (app.get_subcommands().empty() && argc > 1) tare::cli::RequireOneOf("command", argv[1], CommandsOf(app));
    throw;
  }
}

}  // namespace

int main(int argc, char** argv) {
  signal(SIGXFSZ, SIG_IGN);  // a file size limit is an error of write, like a full disk
  try {
    return Run(argc, argv);
  } catch (const std::exception& e) {
    fmt::print(stderr, "{}\n", e.what());
  }
  return 1;
}
