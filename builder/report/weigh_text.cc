// Numbers are exact bytes everywhere; only the table's percentages are rounded.
#include "builder/report/weigh_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "builder/error.h"

namespace tare::builder {
namespace {

using nlohmann::json;

constexpr char kMarker[] = "/*WEIGHTS*/";

json ToJson(const Weight& weight) {
  json rows = json::array(), ops = json::array(), models = json::array();
  for (const WeighRow& row : weight.rows) {
    rows.push_back({{"group", row.group},
                    {"name", row.name},
                    {"needs", row.needs},
                    {"bytes", row.bytes},
                    {"deflated", row.deflated},
                    {"functions", row.functions}});
  }
  for (const OpCost& op : weight.ops) {
    json j = {{"op", op.op}, {"alone", op.alone}, {"shared", op.shared}};
    if (op.dropped >= 0) j["dropped"] = op.dropped;
    ops.push_back(j);
  }
  for (const ModelCost& model : weight.models) {
    models.push_back({{"model", model.model}, {"dropped", model.dropped}, {"alone", model.alone}});
  }
  return {{"abi", weight.abi}, {"bytes", weight.bytes}, {"deflated", weight.deflated}, {"rows", rows},
          {"ops", ops},        {"models", models}};
}

Weight FromJson(const json& j) {
  Weight weight;
  weight.abi = j.at("abi");
  weight.bytes = j.at("bytes");
  weight.deflated = j.at("deflated");
  for (const json& row : j.at("rows")) {
    weight.rows.push_back(
        {row.at("group"), row.at("name"), row.at("needs"), row.at("bytes"), row.at("deflated"), row.at("functions")});
  }
  for (const json& op : j.at("ops")) {
    weight.ops.push_back({op.at("op"), op.at("alone"), op.at("shared"), op.value("dropped", int64_t{-1})});
  }
  for (const json& model : j.at("models")) {
    weight.models.push_back({model.at("model"), model.at("dropped"), model.at("alone")});
  }
  return weight;
}

double Percent(uint64_t part, uint64_t whole) {
  return whole ? 100 * static_cast<double>(part) / static_cast<double>(whole) : 0;
}

/// The variants that need a source, or only their ops where these are many.
std::string Needs(const WeighRow& row) {
  if (row.needs.size() <= 3) return fmt::format("{}", fmt::join(row.needs, " "));
  std::vector<std::string> ops;
  for (const std::string& variant : row.needs) {
    std::string op = variant.substr(0, variant.find('.'));
    if (ops.empty() || ops.back() != op) ops.push_back(std::move(op));
  }
  const size_t shown = std::min<size_t>(ops.size(), 5);
  return fmt::format("{}{}", fmt::join(ops.begin(), ops.begin() + static_cast<std::ptrdiff_t>(shown), " "),
                     shown < ops.size() ? fmt::format(" and {} more ops", ops.size() - shown) : "");
}

void AddDiffLine(std::string& text, uint64_t before, uint64_t after, const std::string& name) {
  if (before == after) return;
  text += fmt::format("{:>9} {:>9} {:>+9}  {}\n", before, after,
                      static_cast<int64_t>(after) - static_cast<int64_t>(before), name);
}

std::string Diff(const Weight& before, const Weight& after) {
  std::map<std::string, std::pair<uint64_t, uint64_t>> rows;
  for (const WeighRow& row : before.rows) rows[row.group + ": " + row.name].first = row.bytes;
  for (const WeighRow& row : after.rows) rows[row.group + ": " + row.name].second = row.bytes;
  std::string text = fmt::format("{}\n   before     after    change\n", after.abi);
  for (const auto& [name, bytes] : rows) AddDiffLine(text, bytes.first, bytes.second, name);
  const auto change = static_cast<int64_t>(after.bytes) - static_cast<int64_t>(before.bytes);
  const auto deflated = static_cast<int64_t>(after.deflated) - static_cast<int64_t>(before.deflated);
  return text + fmt::format("{:>9} {:>9} {:>+9}  all\n{:>9} {:>9} {:>+9}  all, deflated\n", before.bytes, after.bytes,
                            change, before.deflated, after.deflated, deflated);
}

}  // namespace

json WeightsToJson(const std::vector<Weight>& weights) {
  json archs = json::array();
  for (const Weight& weight : weights) archs.push_back(ToJson(weight));
  return {{"archs", archs}};
}

std::vector<Weight> WeightsFromJson(const std::string& text, const std::string& file) {
  try {
    std::vector<Weight> weights;
    const json root = json::parse(text);
    for (const json& arch : root.at("archs")) weights.push_back(FromJson(arch));
    return weights;
  } catch (const json::exception&) {
    throw BuildError(file + ": not the output of tare weigh --json");
  }
}

std::string WeightTable(const Weight& weight) {
  std::string text = fmt::format("{}: {} bytes, {} deflated\n\n    bytes      %  deflated  part\n", weight.abi,
                                 weight.bytes, weight.deflated);
  for (const char* group : kWeighGroups) {
    uint64_t bytes = 0, deflated = 0;
    for (const WeighRow& row : weight.rows) {
      if (row.group != group) continue;
      bytes += row.bytes;
      deflated += row.deflated;
    }
    if (bytes == 0) continue;
    text += fmt::format("{:>9} {:>5.1f}% {:>9}  {}\n", bytes, Percent(bytes, weight.bytes), deflated, group);
    for (const WeighRow& row : weight.rows) {
      if (row.group != group) continue;
      text += fmt::format("{:>9} {:>5.1f}% {:>9}    {}{}{}\n", row.bytes, Percent(row.bytes, weight.bytes),
                          row.deflated, row.name, row.needs.empty() ? "" : ": ", Needs(row));
    }
  }
  if (!weight.ops.empty()) {
    const bool measured = weight.ops.front().dropped >= 0;
    text += fmt::format("\n    alone    shared {} op\n", measured ? "  dropped " : "");
    for (const OpCost& op : weight.ops) {
      text += fmt::format("{:>9} {:>9} {} {}\n", op.alone, op.shared,
                          measured ? fmt::format("{:>9} ", op.dropped) : std::string(), op.op);
    }
  }
  if (!weight.models.empty()) {
    text += "\n  dropped     alone  model\n";
    for (const ModelCost& model : weight.models) {
      text += fmt::format("{:>9} {:>9}  {}\n", model.dropped, model.alone, model.model);
    }
  }
  return text;
}

std::string DiffTable(const std::vector<Weight>& before, const std::vector<Weight>& after) {
  std::string text, missing;
  for (const Weight& b : after) {
    const auto a = std::find_if(before.begin(), before.end(), [&](const Weight& w) { return w.abi == b.abi; });
    if (a != before.end()) {
      text += (text.empty() ? "" : "\n") + Diff(*a, b);
    } else {
      missing += b.abi + ": only in the second\n";
    }
  }
  for (const Weight& a : before) {
    if (std::none_of(after.begin(), after.end(), [&](const Weight& w) { return w.abi == a.abi; })) {
      missing += a.abi + ": only in the first\n";
    }
  }
  if (text.empty()) throw BuildError("the two weights have no ABI in common");
  return text + missing;
}

std::string TreemapPage(const std::string& page, const std::vector<Weight>& weights) {
  const size_t marker = page.find(kMarker);
  if (marker == std::string::npos) throw BuildError("the treemap's page has no place for data");
  std::string data = WeightsToJson(weights).dump();
  // "</script>" in a name would end the data early.
  for (size_t at = 0; (at = data.find("</", at)) != std::string::npos; at += 3) data.replace(at, 2, "<\\/");
  return page.substr(0, marker) + data + page.substr(marker + sizeof(kMarker) - 1);
}

}  // namespace tare::builder
