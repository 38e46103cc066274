// Runtime features that cost bytes, as constants a selection defines (runtime/selection.cc) and LTO folds: a feature
// that is off vanishes with its code and strings. They are constants, not macros, so that one compiled object serves
// every selection. The list is TARE_FEATURES; adding a feature is one line here and its rule in builder/select.
#ifndef TARE_RUNTIME_FEATURES_H_
#define TARE_RUNTIME_FEATURES_H_

// X(name, "what it is for")
#define TARE_FEATURES(X)                                                               \
  X(dynamic_tensors, "tensors whose shape is known only while running")                \
  X(signatures, "named entry points other than the main graph's inputs and outputs")   \
  X(subgraphs, "more than one subgraph runs: control flow, signatures")                \
  X(variables, "variable tensors that keep state between invocations")                 \
  X(resources, "resource variables and hash tables")                                   \
  X(strings, "string tensors")                                                         \
  X(variants, "variant tensors: lists and other values of Select TF ops")              \
  X(external_buffers, "constants stored behind the flatbuffer (offset and size)")      \
  X(sparse, "tensors with sparsity parameters")                                        \
  X(threads, "thread pool")                                                            \
  X(delegates, "external TfLiteDelegates and user registrations")                      \
  X(select_tf_library, "Select TF kernels from a library of their own")                \
  X(tf_attributes, "attributes of Select TF ops")                                      \
  X(tf_lists, "such attributes that are shapes or lists of floats")                    \
  X(groups, "convolutions in groups")                                                  \
  X(dilations, "windows with dilation")                                                \
  X(uint8, "uint8 tensors")                                                            \
  X(ties_away, "quantized ops whose second rounding takes ties away from zero")        \
  X(narrow_channels, "integer windows over few channels, or with a multiplier")        \
  X(transposed, "integer transposed convolutions")                                     \
  X(matrix_vector, "integer products of few rows, with weights in place")              \
  X(reductions, "quantized means over more than height and width, or that drop these") \
  X(block_scales, "weights with a scale for each block of a row")                      \
  X(output_types, "outputs that do not have the type the model declares")              \
  X(custom_ops, "operators found by custom name")

namespace tare::features {
#define TARE_DECLARE_FEATURE(name, purpose) extern const bool name;
TARE_FEATURES(TARE_DECLARE_FEATURE)
#undef TARE_DECLARE_FEATURE
}  // namespace tare::features

#endif  // TARE_RUNTIME_FEATURES_H_
