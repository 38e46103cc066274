// A weight as a table, as JSON, as a page with a treemap; and the difference of two.
#ifndef TARE_BUILDER_REPORT_WEIGH_TEXT_H_
#define TARE_BUILDER_REPORT_WEIGH_TEXT_H_

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "builder/report/weigh.h"

namespace tare::builder {

/// {"archs": [{abi, bytes, deflated, rows, ops, models}, …]}; docs/user_guide.md describes the fields.
nlohmann::json WeightsToJson(const std::vector<Weight>& weights);
/// The inverse. Throws BuildError naming `file` when it is no such JSON.
std::vector<Weight> WeightsFromJson(const std::string& text, const std::string& file);

/// Tables for people.
std::string WeightTable(const Weight& weight);
/// Rows that differ, with both sizes, ABI by ABI; ABIs that only one side has are named. Throws BuildError when the
/// sides have no ABI in common.
std::string DiffTable(const std::vector<Weight>& before, const std::vector<Weight>& after);

/// A page that needs nothing else: `page` (builder/report/treemap.html) with the data in place of its marker.
std::string TreemapPage(const std::string& page, const std::vector<Weight>& weights);

}  // namespace tare::builder

#endif  // TARE_BUILDER_REPORT_WEIGH_TEXT_H_
