// From a Select TF node's attributes to the options table that a built-in op's kernel reads, as the op's catalogue line
// says. The table is a flatbuffer in memory, so that a kernel does not know whether a model's options or a NodeDef's
// attributes are behind Kernel::options(): a TF op that equals a built-in one needs no code of its own.
//
// A line's attributes are clauses, separated by ';'. A clause is an attribute's name with one or both of
//   =value|value…    what it must be: a string, integer or bool (others are for the builder only)
//   @kind field      the options field that it becomes; kinds: b bool, i int of 32
//                    bits, q one of 64 (a vector of one), f float, e the position among the values
//                    above, l list of ints, v list of floats, p shape (absent where its rank is unknown), s string
//                    or function's name; h, w, d: height, width or depth of a list that
//                    has 1 for batch and channels, like strides=[1, h, w, 1]
// and then, where TensorFlow has a default other than the attribute's being there, ?number: the field's bits. A clause
// without a name gives a field a value that the built-in op has as an option and TensorFlow does not.
#ifndef TARE_KERNELS_TF_ATTRIBUTES_H_
#define TARE_KERNELS_TF_ATTRIBUTES_H_

#include "runtime/select_tf/interface.h"

namespace tare::tf {

/// Checks the node's attributes against `clauses` and writes the options table. False, with a message, when they are
/// not what the kernel takes.
bool ReadAttributes(Kernel k, const char* clauses, select_tf::NodeOptions& options);

}  // namespace tare::tf

#endif  // TARE_KERNELS_TF_ATTRIBUTES_H_
