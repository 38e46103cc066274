// WordPiece by the linear algorithm of Song et al. (EMNLP 2021, "Fast WordPiece Tokenization"): words to the longest
// pieces of a vocabulary from the left. The vocabulary is a trie; where a text leaves it, the node's failure link and
// pops say which pieces it has passed and where in the trie the rest of the text is, so that no byte is read twice.
#ifndef TARE_KERNELS_TEXT_WORDPIECE_H_
#define TARE_KERNELS_TEXT_WORDPIECE_H_

#include "kernels/text/double_array_trie.h"
#include "kernels/text/flatbuffer.h"

namespace tare::text {

/// Fields of the flatbuffer's table FastWordpieceTokenizerConfig.
namespace wordpiece {
enum {
  trie_array,
  failure_struct_array,
  failure_pops_pool,
  trie_suffix_root,
  max_bytes_per_token,
  suffix_indicator,
  unk_token,
  unk_token_id,
  precomputed_result_for_suffix_indicator,
  trie_punct_failure_link_node,
  end_to_end,
  support_detokenization,
  vocab_array,
  vocab_is_suffix_array
};
}  // namespace wordpiece

/// A piece of a text.
struct Piece {
  int32_t id;
  int32_t begin, end;  // bytes of the text
  bool unknown;        // its characters are the unknown token's
  bool suffix;         // it has the suffix indicator in front
};

/// Pieces one after the other.
class Pieces {
 public:
  Pieces() = default;
  Pieces(const Pieces&) = delete;
  Pieces& operator=(const Pieces&) = delete;
  ~Pieces() { __builtin_free(data_); }

  int64_t size() const { return size_; }
  const Piece& operator[](int64_t i) const { return data_[i]; }
  /// Forgets what is beyond the first `size`.
  void Shrink(int64_t size) { size_ = size; }
  /// False where there is no more memory.
  bool Add(const Piece& piece);

 private:
  Piece* data_ = nullptr;
  int64_t size_ = 0, room_ = 0;
};

/// A vocabulary with its trie, read where it lies.
struct Wordpiece {
  DoubleArrayTrie trie;
  fb::Vector failures, pops, own_pieces;  // the latter: of a text that is the suffix indicator itself
  StringRef indicator, unknown;
  uint32_t suffix_root, punctuation;  // places: behind the indicator, and behind a word that is punctuation
  int32_t longest, unknown_id;
  bool whole_texts;  // texts are parted at white space and punctuation; otherwise each is one word

  /// False where the configuration lacks something.
  bool Read(const fb::Table& config);
  /// Adds the pieces of a text. False where the trie says what cannot be, or memory ends.
  bool Tokenize(StringRef text, Pieces* pieces) const;
};

}  // namespace tare::text

#endif  // TARE_KERNELS_TEXT_WORDPIECE_H_
