// Lists in flags: `--flag=a,b`, repeated flags, and near misses of names that must be one of a few.
#ifndef TARE_BUILDER_CLI_LISTS_H_
#define TARE_BUILDER_CLI_LISTS_H_

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <vector>

namespace tare::cli {

/// Adds a list flag that may be repeated; each occurrence takes one argument, so it never swallows what follows.
CLI::Option* AddList(CLI::App* command, const std::string& name, std::vector<std::string>& values,
                     const std::string& help);

/// Splits comma lists (each element of `values` may be one) and drops empty parts and spaces around them; spaces
/// inside stay, so paths with spaces work. A part that names an existing file only together with what follows its
/// comma is kept whole, so paths with commas work too.
std::vector<std::string> SplitList(const std::vector<std::string>& values);

/// The candidate that `word` is most likely a misspelling of, or "".
std::string NearMiss(const std::string& word, const std::vector<std::string>& candidates);

/// Throws BuildError unless `word` is among `valid`: names the valid ones, and the near miss if there is one.
void RequireOneOf(const std::string& what, const std::string& word, const std::vector<std::string>& valid);

/// Keeps the entries that a list flag names, all where it is empty, in the order they have, whatever the flag's, so
/// that equal sets give equal bytes. Entries side by side may share a name. Throws BuildError as RequireOneOf does.
template <class Entry, class Name>
void KeepNamed(const std::string& what, const std::vector<std::string>& flag, std::vector<Entry>& entries,
               const Name& name) {
  std::vector<std::string> valid;
  for (const Entry& entry : entries) {
    if (valid.empty() || valid.back() != name(entry)) valid.push_back(name(entry));
  }
  const std::vector<std::string> wanted = SplitList(flag);
  for (const std::string& word : wanted) RequireOneOf(what, word, valid);
  if (wanted.empty()) return;
  std::erase_if(entries, [&](const Entry& entry) { return std::ranges::find(wanted, name(entry)) == wanted.end(); });
}

}  // namespace tare::cli

#endif  // TARE_BUILDER_CLI_LISTS_H_
