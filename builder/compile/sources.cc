// The include rule.
#include "builder/compile/sources.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>
#include <stdexcept>

#include "builder/compile/cache.h"

namespace tare::build {
namespace {

std::string_view SkipBlanks(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t");
  return start == std::string_view::npos ? std::string_view() : text.substr(start);
}

bool ConsumePrefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text = SkipBlanks(text.substr(prefix.size()));
  return true;
}

}  // namespace

std::vector<std::string> QuotedIncludes(std::string_view text) {
  std::vector<std::string> includes;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = SkipBlanks(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (!ConsumePrefix(line, "#") || !ConsumePrefix(line, "include") || !line.starts_with('"')) continue;
    line.remove_prefix(1);
    if (const size_t quote = line.find('"'); quote != std::string_view::npos)
      includes.emplace_back(line.substr(0, quote));
  }
  return includes;
}

const SourceTree::File& SourceTree::Read(const std::string& path) {
  const auto [it, is_new] = files_.try_emplace(path);
  File& file = it->second;
  if (!is_new || !fs::is_regular_file(root_ / path)) return file;
  const std::string text = ReadFile(root_ / path);
  file.exists = true;
  file.digest = Key().Add(text).Hex();
  const std::string folder = path.substr(0, path.rfind('/') + 1);
  for (const std::string& include : QuotedIncludes(text)) {
    for (const std::string& candidate : {folder + include, include}) {
      if (!fs::is_regular_file(root_ / candidate)) continue;
      file.includes.push_back(fs::path(candidate).lexically_normal().generic_string());
      break;
    }
  }
  return file;
}

std::vector<std::string> SourceTree::Closure(const std::string& file) {
  std::set<std::string> seen{file};
  for (std::vector<std::string> todo{file}; !todo.empty();) {
    const std::string next = std::move(todo.back());
    todo.pop_back();
    for (const std::string& include : Read(next).includes) {
      if (seen.insert(include).second) todo.push_back(include);
    }
  }
  return {seen.begin(), seen.end()};
}

std::vector<std::string> SourceTree::Collect(const std::vector<std::string>& roots,
                                             const std::set<std::string>& excluded) {
  std::set<std::string> sources;
  std::vector<std::string> todo = roots;
  while (!todo.empty()) {
    const std::string source = std::move(todo.back());
    todo.pop_back();
    if (!Read(source).exists) throw std::runtime_error("source file " + (root_ / source).string() + " is missing");
    if (!sources.insert(source).second) continue;
    for (const std::string& file : Closure(source)) {
      if (!file.ends_with(".h")) continue;
      const std::string sibling = file.substr(0, file.size() - 1) + "cc";
      if (!sources.contains(sibling) && !excluded.contains(sibling) && Read(sibling).exists) todo.push_back(sibling);
    }
  }
  return {sources.begin(), sources.end()};
}

std::vector<std::string> SourceTree::SourcesIn(const std::string& folder, std::string_view prefix) const {
  std::vector<std::string> sources;
  std::error_code absent;
  for (const auto& entry : fs::directory_iterator(root_ / folder, absent)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".cc") && name.starts_with(prefix)) sources.push_back(folder + "/" + name);
  }
  std::sort(sources.begin(), sources.end());
  return sources;
}

SourceKind KindOf(std::string_view source) {
  if (source.starts_with("kernels/micro/")) return SourceKind::kMicro;
  const std::string_view name = source.substr(source.rfind('/') + 1);
  return name.starts_with("helpers_") ? SourceKind::kHelper : SourceKind::kControl;
}

std::string CompleteSelection(const fs::path& root) {
  std::string selection;
  std::istringstream lines(ReadFile(root / "runtime/all.inc"));
  for (std::string line; std::getline(lines, line);) {
    const std::vector<std::string> includes = QuotedIncludes(line);
    selection += includes.empty() ? line : ReadFile(root / includes[0]);
    selection += '\n';
  }
  return selection;
}

std::vector<std::string> KernelSources(std::string_view selection) {
  std::set<std::string> sources;
  while (!selection.empty()) {
    const size_t end = selection.find('\n');
    std::string_view line = SkipBlanks(selection.substr(0, end));
    selection = end == std::string_view::npos ? std::string_view() : selection.substr(end + 1);
    // The source is the line's last string.
    constexpr std::string_view kKinds[] = {"KERNEL(", "TF_KERNEL(", "TF_ALIAS(", "CUSTOM_KERNEL("};
    if (std::none_of(std::begin(kKinds), std::end(kKinds), [&](auto kind) { return line.starts_with(kind); })) continue;
    const size_t close = line.rfind('"');
    const size_t open = close == std::string_view::npos || close == 0 ? close : line.rfind('"', close - 1);
    if (open == std::string_view::npos || open == close) {
      throw std::runtime_error("selection line without a source: " + std::string(line));
    }
    sources.insert("kernels/" + std::string(line.substr(open + 1, close - open - 1)));
  }
  return {sources.begin(), sources.end()};
}

}  // namespace tare::build
