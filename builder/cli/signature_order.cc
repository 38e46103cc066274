// The order of a signature's inputs and outputs in the model.
#include "builder/cli/signature_order.h"

#include "builder/error.h"
#include "builder/model/model.h"

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
  const builder::Model loaded = builder::LoadModel(model);
  const auto* signatures = loaded.root->signature_defs();
  std::string keys;
  for (flatbuffers::uoffset_t i = 0; signatures && i < signatures->size(); ++i) {
    const schema::SignatureDef& s = *signatures->Get(i);
    const std::string own = s.signature_key() ? s.signature_key()->str() : "";
    if (own == key) return {Names(s.inputs()), Names(s.outputs())};
    keys += (keys.empty() ? "\"" : ", \"") + own + "\"";
  }
  throw builder::BuildError(model + ": has no signature \"" + key + "\"; " +
                            (keys.empty() ? "it has none" : "there are: " + keys));
}

}  // namespace tare::cli
