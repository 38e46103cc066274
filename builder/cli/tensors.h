// Between npz arrays and a library's tensors.
#ifndef TARE_BUILDER_CLI_TENSORS_H_
#define TARE_BUILDER_CLI_TENSORS_H_

#include <random>
#include <string>
#include <vector>

#include "builder/cli/host_api.h"
#include "builder/npz/npz.h"

namespace tare::cli {

/// The arrays in0, in1, ... of an .npz file, one for each of a graph's `count` inputs. Throws std::runtime_error when
/// there are others.
npz::Archive ReadInputs(const std::string& path, int count);

/// An array's shape as the C API takes it. Throws std::runtime_error when a dimension is too long.
std::vector<int> DimsOf(const npz::Array& array);

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
