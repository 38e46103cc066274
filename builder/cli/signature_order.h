// The order of a signature's inputs and outputs in the model, which the C API (it sorts names) does not tell.
#ifndef TARE_BUILDER_CLI_SIGNATURE_ORDER_H_
#define TARE_BUILDER_CLI_SIGNATURE_ORDER_H_

#include <string>
#include <vector>

namespace tare::cli {

struct SignatureOrder {
  std::vector<std::string> inputs, outputs;
};

/// Reads the names of signature `key` from a model file. Throws BuildError if there is no such signature.
SignatureOrder ReadSignatureOrder(const std::string& model, const std::string& key);

}  // namespace tare::cli

#endif  // TARE_BUILDER_CLI_SIGNATURE_ORDER_H_
