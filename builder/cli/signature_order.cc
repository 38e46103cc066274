// The order of a signature's inputs and outputs in the model.
#include "builder/cli/signature_order.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "builder/model/tflite_generated.h"

namespace tare::cli {
namespace {

std::vector<std::string> Names(const flatbuffers::Vector<flatbuffers::Offset<schema::TensorMap>>* list) {
  std::vector<std::string> names;
  for (flatbuffers::uoffset_t i = 0; list && i < list->size(); ++i) {
    names.push_back(list->Get(i)->name() ? list->Get(i)->name()->str() : "");
  }
  return names;
}

}  // namespace

SignatureOrder ReadSignatureOrder(const std::string& model, const std::string& key) {
  std::ifstream file(model, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  flatbuffers::Verifier verifier(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size(), 64, 100'000'000);
  if (!schema::VerifyModelBuffer(verifier)) throw std::runtime_error(model + ": not a valid model");
  const auto* signatures = schema::GetModel(bytes.data())->signature_defs();
  for (flatbuffers::uoffset_t i = 0; signatures && i < signatures->size(); ++i) {
    const schema::SignatureDef& s = *signatures->Get(i);
    if (s.signature_key() && s.signature_key()->str() == key) return {Names(s.inputs()), Names(s.outputs())};
  }
  throw std::runtime_error(model + ": has no signature \"" + key + "\"");
}

}  // namespace tare::cli
