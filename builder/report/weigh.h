// The weight of a built library: every byte of its file, attributed to the part of Tare that brought it in. Link-time
// optimisation melts all objects into one, so code is attributed by its line tables: a byte belongs to the innermost
// inlined frame that lies in a source file (not a header), whatever function it was inlined into.
#ifndef TARE_BUILDER_REPORT_WEIGH_H_
#define TARE_BUILDER_REPORT_WEIGH_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "builder/compile/sources.h"
#include "builder/link/link.h"
#include "builder/select/selection.h"

namespace tare::builder {

/// Rows of a report fall into these groups, in this order.
inline constexpr const char* kWeighGroups[] = {"kernels", "inner loops", "runtime", "platform",
                                               "api",     "custom ops",  "data",    "elf"};

/// One row: the bytes of a source file (or of a kind of ELF data).
struct WeighRow {
  std::string group;               // of kWeighGroups
  std::string name;                // source path, with the ISA level for inner loops; or a kind of data
  std::vector<std::string> needs;  // kernel variants that bring the source along, such as "CONV_2D.f32"
  uint64_t bytes = 0;
  uint64_t deflated = 0;                      // estimate: shares of the whole file's deflated size
  std::map<std::string, uint64_t> functions;  // of `bytes`, by function
};

/// What one op's kernels cost.
struct OpCost {
  std::string op;
  uint64_t alone = 0;    // bytes of sources that only this op brings along
  uint64_t shared = 0;   // bytes of sources that it shares with other ops
  int64_t dropped = -1;  // bytes saved by a library without it, measured by linking one; -1 when not measured
};

/// What one model costs beside the others.
struct ModelCost {
  std::string model;
  int64_t dropped = 0;  // bytes saved by a library without it, measured by linking one
  uint64_t alone = 0;   // bytes of a library for it alone
};

/// A library's weight. The rows' bytes add up to `bytes`, the size of the packaged file.
struct Weight {
  std::string abi;
  uint64_t bytes = 0, deflated = 0;
  std::vector<WeighRow> rows;  // by group, then the heaviest first
  std::vector<OpCost> ops;
  std::vector<ModelCost> models;
};

/// A frame of an inline stack, innermost first.
struct Frame {
  std::string function, file;
};

/// The frame that a byte belongs to: the innermost in a source file; the outermost when all are in headers (an inline
/// function that stayed a function); nullptr when nothing is known.
const Frame* OwningFrame(const std::vector<Frame>& stack);
/// Parses llvm-symbolizer's plain output: one stack per address asked for.
std::vector<std::vector<Frame>> ParseSymbolizer(std::string_view output);
/// A source path without leading "./" parts.
std::string CleanPath(std::string_view path);

/// Weighs a library of this target that holds `selection`. Throws std::runtime_error.
Weight Weigh(const build::Target& target, const build::Library& library, const Selection& selection,
             build::SourceTree& tree);

}  // namespace tare::builder

#endif  // TARE_BUILDER_REPORT_WEIGH_H_
