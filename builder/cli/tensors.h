// Between npz arrays and a library's tensors.
#ifndef TARE_BUILDER_CLI_TENSORS_H_
#define TARE_BUILDER_CLI_TENSORS_H_

#include <random>
#include <string>

#include "builder/cli/host_api.h"
#include "builder/npz/npz.h"

namespace tare::cli {

/// True when the tensor has the array's shape.
bool HasShape(const TfLiteTensor& tensor, const npz::Array& array);

/// Copies an array into an input tensor of the same shape; a string tensor's buffer is made to fit. `name` is for
/// messages. Throws std::runtime_error when types differ.
void FillTensor(const HostApi& api, const std::string& name, const npz::Array& array, TfLiteTensor& tensor);

/// An array with a tensor's type, shape and content. Throws std::runtime_error for types that numpy does not have.
npz::Array ReadTensor(const std::string& name, const TfLiteTensor& tensor);

/// Plausible input: floats in [-1, 1), integers in [0, 100), bools, strings of one letter.
npz::Array RandomArray(const std::string& name, const TfLiteTensor& tensor, std::mt19937_64& random);

}  // namespace tare::cli

#endif  // TARE_BUILDER_CLI_TENSORS_H_
