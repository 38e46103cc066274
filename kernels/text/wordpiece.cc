// Links, pops and lengths may be hostile. A walk ends all the same: whatever follows a link passes a piece of a byte or
// more, and pieces that reach beyond the text are refused.
#include "kernels/text/wordpiece.h"

#include "kernels/text/characters.h"
#include "kernels/tf/utf8.h"

namespace tare::text {
namespace {

constexpr uint32_t kNone = ~0u;  // no link

// A piece as tries and pops have it: length - 1 (bits 0 to 7), number (8 to 29), whether it is a suffix (30).
int32_t IdOf(uint32_t piece) { return static_cast<int32_t>((piece & 0x3fffffff) >> 8); }

enum Outcome : uint8_t { kDone, kStuck, kBad };

/// The walk of one text.
struct Walk {
  const Wordpiece& model;
  StringRef text;
  Pieces& pieces;
  int64_t kept;      // pieces of words that are complete
  size_t word = 0;   // where the current word begins
  size_t taken = 0;  // its bytes that have become pieces
  DoubleArrayTrie::Cursor node = model.trie.Root();

  bool Take(uint32_t piece) {
    size_t length = (piece & 0xff) + 1;
    if (!taken && piece >> 30 != 0) length += model.indicator.size;  // the text itself begins with the indicator
    const size_t begin = word + taken;
    if (length > text.size - begin) return false;
    const int32_t id = IdOf(piece);
    const bool added = pieces.Add(
        {id, static_cast<int32_t>(begin), static_cast<int32_t>(begin + length), id == model.unknown_id, taken != 0});
    taken += length;
    return added;
  }

  /// The current word, which ends at `end`, becomes the unknown piece.
  bool Unknown(size_t end) {
    pieces.Shrink(kept++);
    return pieces.Add({model.unknown_id, static_cast<int32_t>(word), static_cast<int32_t>(end), true, false});
  }

  /// Passes what is certain of the string that the node stands for.
  Outcome Follow() {
    if (node.place >= model.failures.size) return kBad;
    const auto link = model.failures.at<uint64_t>(node.place);  // the place, above it the pops
    const auto place = static_cast<uint32_t>(link);
    const int32_t piece = model.trie.Value(node);
    if (piece >= 0) {
      if (!Take(static_cast<uint32_t>(piece))) return kBad;
    } else {
      if (place == kNone) return kStuck;
      const uint64_t first = link >> 40, last = first + (link >> 32 & 0xff);
      if (last >= model.pops.size) return kBad;
      for (uint64_t i = first; i <= last; ++i) {
        if (!Take(model.pops.at<uint32_t>(static_cast<uint32_t>(i)))) return kBad;
      }
    }
    if (place >= model.trie.size()) return kBad;
    node = model.trie.At(place);
    return kDone;
  }

  /// Reads the bytes up to `end`.
  Outcome Pass(size_t at, size_t end) {
    for (;;) {
      DoubleArrayTrie::Cursor next = node;
      size_t i = at;
      while (i < end && model.trie.Step(&next, text.data[i])) ++i;
      if (i == end) {
        node = next;
        return kDone;
      }
      if (const Outcome o = Follow(); o != kDone) return o;
    }
  }

  /// Ends the word at `end`: what the trie still holds becomes pieces.
  bool Finish(size_t end) {
    if (node.place == 0) return true;
    if (node.place == model.suffix_root && pieces.size() == kept) {
      const fb::Vector& own = model.own_pieces;
      if (own.size == 1 && IdOf(own.at<uint32_t>(0)) == model.unknown_id) return Unknown(end);
      for (uint32_t i = 0; i < own.size; ++i) {
        if (!Take(own.at<uint32_t>(i))) return false;
      }
    } else {
      while (node.place != model.suffix_root && node.place != model.punctuation) {
        const Outcome o = Follow();
        if (o != kDone) return o == kStuck && Unknown(end);
      }
    }
    kept = pieces.size();
    return true;
  }

  /// The text is one word.
  bool Word() {
    if (!text.size) return true;
    if (static_cast<int64_t>(text.size) > model.longest) return Unknown(text.size);
    for (size_t at = 0; at < text.size; ++at) {  // each byte by itself, so that pops are found early
      const Outcome o = Pass(at, at + 1);
      if (o != kDone) return o == kStuck && Unknown(text.size);
    }
    return Finish(text.size);
  }

  /// Goes on behind the word and the space after it; returns where the word ends.
  size_t Skip(size_t* at) const {
    size_t end = *at;
    while (*at < text.size) {
      size_t next = *at;
      const int32_t c = tf::NextCharacter(text, next);
      if (IsWord(c)) break;
      *at = next;
      if (IsSpace(c)) break;
      end = next;
    }
    return end;
  }

  bool Text() {
    // The character before the current one is the last that was tried, also where the rest of a word was skipped.
    int32_t c = 0, previous = 0;
    for (size_t at = 0, next = 0; at < text.size;) {
      word = at;
      taken = 0;
      node = model.trie.Root();
      while (at < text.size) {
        previous = c;
        next = at;
        c = tf::NextCharacter(text, next);
        if (static_cast<int64_t>(next - word) > model.longest) break;
        const Outcome o = Pass(at, next);
        if (o == kBad) return false;
        if (o == kStuck) break;
        at = next;
      }
      if (at == text.size) return Finish(at);
      const bool space = IsSpace(c);
      if (space || IsWord(c) || (at && IsWord(previous))) {
        if (!Finish(at)) return false;
        if (space) {
          at = next;
        } else if (at == word) {
          at = next;
          if (!Unknown(at)) return false;
        }
        continue;
      }
      at = next;
      if (!Unknown(Skip(&at))) return false;
    }
    return true;
  }
};

StringRef StringOf(const fb::Vector& bytes) {
  return {bytes.present() ? bytes.data<char>() : nullptr, bytes.present() ? bytes.size : 0};
}

}  // namespace

bool Pieces::Add(const Piece& piece) {
  if (size_ == room_) {
    const int64_t room = 2 * room_ + 64;
    void* data = __builtin_realloc(data_, static_cast<size_t>(room) * sizeof(Piece));
    if (!data) return false;
    data_ = static_cast<Piece*>(data);
    room_ = room;
  }
  data_[size_++] = piece;
  return true;
}

bool Wordpiece::Read(const fb::Table& config) {
  if (!config.present()) return false;
  const fb::Vector units = config.Items(wordpiece::trie_array, 4);
  trie = DoubleArrayTrie(units);
  failures = config.Items(wordpiece::failure_struct_array, 8);
  pops = config.Items(wordpiece::failure_pops_pool, 4);
  own_pieces = config.Items(wordpiece::precomputed_result_for_suffix_indicator, 4);
  indicator = StringOf(config.Items(wordpiece::suffix_indicator, 1));
  unknown = StringOf(config.Items(wordpiece::unk_token, 1));
  suffix_root = config.Scalar<uint32_t>(wordpiece::trie_suffix_root);
  punctuation = config.Scalar<uint32_t>(wordpiece::trie_punct_failure_link_node);
  longest = config.Scalar<int32_t>(wordpiece::max_bytes_per_token);
  unknown_id = config.Scalar<int32_t>(wordpiece::unk_token_id);
  whole_texts = config.Scalar<bool>(wordpiece::end_to_end);
  return units.size && failures.present() && indicator.data && unknown.data;
}

bool Wordpiece::Tokenize(StringRef text, Pieces* pieces) const {
  Walk walk = {*this, text, *pieces, pieces->size()};
  return whole_texts ? walk.Text() : walk.Word();
}

}  // namespace tare::text
