// Operators that an app puts into its options, and the functions that it gives instead to find them.
#ifndef TARE_API_C_OP_RESOLVER_H_
#define TARE_API_C_OP_RESOLVER_H_

#include "api/c/types.h"
#include "runtime/registration.h"

namespace tare::c {

/// An operator for a range of versions. `name` is nullptr for built-in ones.
struct AddedOp {
  int op;
  const char* name;
  int min_version, max_version;
  TfLiteRegistration registration;
};

/// The functions of one of the SetOpResolver calls, by what they return.
struct Finders {
  enum Returns : uint8_t { kNothing, kRegistration, kV3, kV2, kV1, kOperator } returns = kNothing;
  // Of any of the types; `find` knows which.
  void (*builtin)() = nullptr;
  void (*custom)() = nullptr;
  const void* (*find)(const Finders& f, void* user, int op, const char* name, int version) = nullptr;
};

/// What options hold of operators and delegates beyond the ordinary; made when it is first needed.
struct Extras {
  AddedOp* added;  // malloc'ed
  int added_count;
  Finders finders[2];  // the second is asked where the first has nothing
  void* user;
  bool fallback;             // without delegates when they fail
  TfLiteRegistration found;  // of another layout, converted
};

/// The options' extras, made if need be; nullptr when out of memory.
Extras* ExtrasOf(TfLiteInterpreterOptions* options);
Extras* CopyExtras(const Extras* from);
void FreeExtras(Extras* extras);

/// The way from the runtime to these operators.
OpResolver ResolverOf(Extras* extras, bool only);

}  // namespace tare::c

#endif  // TARE_API_C_OP_RESOLVER_H_
