// A verified model: its bytes and the tables every later step starts from.
#ifndef TARE_RUNTIME_MODEL_H_
#define TARE_RUNTIME_MODEL_H_

#include "runtime/flatbuffer.h"
#include "runtime/interpreter.h"

namespace tare {

/// The one implementation of Model.
struct ModelData final : Model {
  fb::Bytes bytes;
  fb::Table root;
  fb::Vector codes, subgraphs, buffers, signatures;
  void* mapping = nullptr;  // to unmap at the end, or nullptr
  int references = 1;       // atomic

  /// Verifies `bytes` and fills the rest; false, with a message, when they are no valid model.
  bool Verify(const ErrorReporter& errors);
  /// The constant bytes of buffer `index`: empty when it has none; false when they leave the file.
  bool BufferData(uint32_t index, const uint8_t** data, size_t* size) const;
  /// The bytes of the metadata entry with this name; false when there is none.
  bool FindMetadata(const char* name, const char** data, size_t* size) const;

  static const ModelData& From(const Model* model) { return *static_cast<const ModelData*>(model); }
};

}  // namespace tare

#endif  // TARE_RUNTIME_MODEL_H_
