// Operators that an app or a user's source brings: TfLiteRegistrations in place of Tare's own kernels. A node of theirs
// is a node like any other, with a kernel that calls the registration's functions through the C ABI.
//
// What they are allowed and Tare's own kernels are not is to add tensors and to keep temporaries, so those exist only
// where such operators were selected (features custom_ops and delegates).
#ifndef TARE_RUNTIME_REGISTRATION_H_
#define TARE_RUNTIME_REGISTRATION_H_

#include "runtime/features.h"
#include "runtime/kernel.h"

namespace tare {

class Subgraph;
struct NodeRecord;

/// Operators that an app hands to its interpreter. `find` returns nullptr for what it does not have; `custom_name` is
/// nullptr for built-in operators.
struct OpResolver {
  const TfLiteRegistration* (*find)(void* user, int op, const char* custom_name, int version) = nullptr;
  void* user = nullptr;
  bool only = false;  // no kernel of this library beside them
};

/// True where nodes may run a TfLiteRegistration.
inline bool HasRegistrations() { return features::custom_ops || features::delegates; }

/// The registration of a custom op that this library was built with; nullptr when there is none. In the selection.
const TfLiteRegistration* FindCustomOp(const char* name);

/// Gives a node a registration (which is copied) and calls its init. False, with a message, when out of memory.
bool UseRegistration(Subgraph& graph, NodeRecord& node, const TfLiteRegistration& registration, const void* init_data,
                     size_t init_size);

/// True for a constant that the node made itself, in malloc'ed memory.
bool OwnsConstant(const NodeRecord& node, const TfLiteTensor& tensor);

/// Fills in the functions of a graph's context.
void SetContextFunctions(TfLiteContext& context);

}  // namespace tare

#endif  // TARE_RUNTIME_REGISTRATION_H_
