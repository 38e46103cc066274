#include "builder/cli/results.h"

#include "builder/cli/build_flags.h"

namespace tare::cli {

void Results::Add(const std::filesystem::path& path, std::string_view content) {
  MakeOutputFolder(path.parent_path());
  build::RemoveStaleStagedFiles(path);
  steps_.push_back({std::make_unique<build::StagedFile>(path, content), path});
}

void Results::Remove(const std::filesystem::path& path) {
  build::RemoveStaleStagedFiles(path);
  steps_.push_back({nullptr, path});
}

void Results::Commit() {
  for (const Step& step : steps_) {
    if (step.file) {
      step.file->Commit();
    } else {
      std::filesystem::remove(step.path);
    }
  }
}

}  // namespace tare::cli
