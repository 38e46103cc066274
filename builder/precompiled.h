// The headers of libraries that host sources use, compiled once for all of them (CMakeLists.txt): half the time to
// compile the host program went into reading them. Every source still includes what it uses: clang-tidy reads it
// without this.
#ifndef TARE_BUILDER_PRECOMPILED_H_
#define TARE_BUILDER_PRECOMPILED_H_

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "builder/model/tflite_generated.h"

#endif  // TARE_BUILDER_PRECOMPILED_H_
