// What a catalogue line of a Select TF op says of attributes (kernels/tf/attributes.h), as selection reads it: a node
// whose attributes a kernel would refuse while preparing must stop the build.
#ifndef TARE_BUILDER_SELECT_CLAUSES_H_
#define TARE_BUILDER_SELECT_CLAUSES_H_

#include <string>
#include <string_view>

#include "builder/select/select_tf.h"

namespace tare::builder {

/// True when the attributes that a line's clauses name are there, have one of the values that they may have, and fit
/// the options field that they become.
bool Meets(const Attributes& attributes, std::string_view clauses);

/// True when the kernels of `op` take attribute values that clauses cannot describe.
bool KernelTakes(const std::string& op, const Attributes& attributes);

/// The clauses of a line that a library needs: conditions on types are met where the tensors' types are.
std::string DeviceClauses(const std::string& op, std::string_view clauses);

}  // namespace tare::builder

#endif  // TARE_BUILDER_SELECT_CLAUSES_H_
