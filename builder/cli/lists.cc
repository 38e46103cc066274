// Near misses are found by edit distance: at most a third of the word may differ. A word cut short counts as one
// difference.
#include "builder/cli/lists.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "builder/error.h"

namespace tare::cli {
namespace {

std::string Trim(const std::string& s) {
  const auto first = s.find_first_not_of(" \t\n");
  return first == std::string::npos ? "" : s.substr(first, s.find_last_not_of(" \t\n") - first + 1);
}

/// Levenshtein distance, by the usual table with one row kept.
size_t EditDistance(const std::string& a, const std::string& b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return row[b.size()];
}

bool Exists(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(path, error);
}

}  // namespace

CLI::Option* AddList(CLI::App* command, const std::string& name, std::vector<std::string>& values,
                     const std::string& help) {
  return command->add_option(name, values, help)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

std::vector<std::string> SplitList(const std::vector<std::string>& values) {
  std::vector<std::string> parts;
  for (const auto& value : values) {
    for (size_t begin = 0; begin <= value.size();) {
      size_t end = std::min(value.find(',', begin), value.size());
      for (size_t further = end; !Exists(Trim(value.substr(begin, end - begin))) && further < value.size();) {
        further = std::min(value.find(',', further + 1), value.size());
        if (Exists(Trim(value.substr(begin, further - begin)))) end = further;
      }
      if (const auto part = Trim(value.substr(begin, end - begin)); !part.empty()) parts.push_back(part);
      begin = end + 1;
    }
  }
  return parts;
}

std::string NearMiss(const std::string& word, const std::vector<std::string>& candidates) {
  std::string best;
  size_t distance = std::max<size_t>(word.size() / 3, 1) + 1;
  for (const auto& candidate : candidates) {
    const bool cut_short = word.size() >= 3 && candidate.starts_with(word);
    if (const size_t d = cut_short ? 1 : EditDistance(word, candidate); d < distance) {
      distance = d;
      best = candidate;
    }
  }
  return best;
}

void RequireOneOf(const std::string& what, const std::string& word, const std::vector<std::string>& valid) {
  if (std::find(valid.begin(), valid.end(), word) != valid.end()) return;
  const std::string near = NearMiss(word, valid);
  throw builder::BuildError(fmt::format("unknown {} '{}'{}; valid: {}", what, word,
                                        near.empty() ? "" : fmt::format(" (did you mean '{}'?)", near),
                                        fmt::join(valid, ", ")));
}

}  // namespace tare::cli
