// TensorFlow Text's SentenceFragmentsV2: texts to fragments that end with signs that may end a sentence (full stops and
// their like, ellipses, emoticons, acronyms), where closing parentheses may follow.
//
// As in the reference, what may follow the first sign, with or without space before it, is looked at byte by byte and
// taken where it continues the signs; quotation marks and words end them. White space in front of a fragment is skipped
// by its first bytes only, so that the others of a wide space are the fragment's. The property of a parenthesis that
// begins a sentence, which nothing sets there, is never set.
#include "kernels/strings.h"
#include "kernels/text/characters.h"
#include "kernels/text/texts.h"
#include "kernels/tf/utf8.h"

namespace tare {
namespace {

// The longer ones first: the longest one counts.
constexpr char kEmoticons[] =
    "(=^..^=) (=^.^=) :-))))) :-)))) :-))) ;-*=( =^_^= (]:{ -<@% 0:-) 0;^) 3:-) :'-( :'-) :(:) :-)) :-|| >:-( >:-) "
    ">_>^ O:-) ^<_< o_o; |;-) }:-) #-) *-) -_- 0:) 8'( 8-) :'( :') :-# :-& :-( :-) :-* :-, :-. :-/ :-< :-D :-J :-O "
    ":-P :-S :-[ :-\\ :-c :-o :-p :-s :-| :X) :^) :^* :o) ;-) ;-P ;-] ;-p ;^) ;_; <\\3 ='( >.< >:( >:) >:/ >:O >:P "
    ">:[ >:\\ >;) >=( >_< B-) D:< O.O O=) T_T X-( X-O X-o ^_^ o.o u_u x_x |-O }:) }=) ~@~ *) :# :$ :& :( :) :* :/ :3 "
    ":< :> :@ :D :O :P :S :[ :\\ :] :c :o :p :s :{ :| :} ;( ;) ;* ;P ;] ;p <3 =) =/ =D =O =P =\\ =] =o =p =| B) D: "
    "DX X( XD";

enum : uint8_t { kTerminal = 1, kSeveral = 2, kClosed = 4 };  // properties of a fragment

StringRef Tail(StringRef text, size_t from) { return {text.data + from, text.size - from}; }
bool Begins(StringRef text, const char* with, size_t size) {
  return text.size >= size && __builtin_memcmp(text.data, with, size) == 0;
}

// The following return the bytes of what a text begins with, or 0.
size_t Ellipsis(StringRef text) { return Begins(text, "...", 3) || Begins(text, "\xe2\x80\xa6", 3) ? 3 : 0; }

size_t Emoticon(StringRef text) {
  for (size_t at = 0; at < sizeof(kEmoticons); ++at) {  // the NUL ends the last one as a space does the others
    size_t size = 0;
    while (kEmoticons[at + size] > ' ') ++size;
    if (Begins(text, kEmoticons + at, size)) return size;
    at += size;
  }
  return 0;
}

template <class Is>
size_t Character(StringRef text, Is is) {
  size_t at = 0;
  return text.size && is(tf::NextCharacter(text, at)) ? at : 0;
}
size_t Terminal(StringRef text) {
  const size_t ellipsis = Ellipsis(text);
  return ellipsis ? ellipsis : Character(text, text::IsTerminal);
}
size_t Closing(StringRef text) { return Character(text, text::IsClosing); }

/// Two letters or more, each with a full stop.
size_t Acronym(StringRef text) {
  size_t at = 0;
  while (at + 1 < text.size && text.data[at] >= 'A' && text.data[at] <= 'Z' && text.data[at + 1] == '.') at += 2;
  return at > 2 ? at : 0;
}

/// The signs at a fragment's end: places of a text.
struct Signs {
  enum : uint8_t { kNone, kTerminals, kClosings } state = kNone;
  bool found = false;
  size_t first = 0, closing = 0, end = 0;

  /// Takes what is at `at`, a byte where it is no sign; false, and nothing is taken, where it does not go on with these
  /// signs.
  bool Take(StringRef text, size_t at) {
    const StringRef rest = Tail(text, at);
    const size_t emoticon = Emoticon(rest), acronym = Acronym(rest), closes = Closing(rest);
    const size_t terminal = emoticon || acronym ? 0 : Terminal(rest);
    const bool goes_on = terminal || emoticon;
    size_t size = emoticon ? emoticon : acronym ? acronym : closes ? closes : terminal;
    size = size ? size : 1;
    if (state == kNone) {
      if (goes_on || acronym) {
        state = kTerminals;
        found = true;
        first = at;
      }
    } else if (state == kTerminals && !goes_on) {
      if (!closes) return false;
      state = kClosings;
      closing = at;
    } else if (state == kClosings && !closes && !emoticon && !Ellipsis(rest)) {
      return false;
    }
    end = at + size;
    if (state == kTerminals) closing = end;
    return true;
  }
};

/// The signs that end the fragment from `begin` on. What follows a space may be the next fragment's: then it is these
/// signs without it.
Signs FindEnd(StringRef text, size_t begin) {
  Signs now, before;
  for (size_t at = begin; at < text.size;) {
    if (now.found && at > begin) {
      const StringRef rest = Tail(text, at);
      if (!Terminal(rest) && !Closing(rest) && !Emoticon(rest)) break;
      before = now;
    }
    if (now.Take(text, at)) {
      at = now.end;
    } else if (before.found) {
      return before;
    } else {
      now = Signs();  // looks at the same place again
    }
  }
  return now;
}

/// Where the signs begin, but for ellipses and emoticons in front of others, which are the sentence's.
size_t FirstSign(StringRef text, const Signs& signs) {
  for (size_t at = signs.closing; at > signs.first; --at) {
    const StringRef rest = Tail(text, at);
    if (Ellipsis(rest) || Emoticon(rest)) return at == signs.closing ? signs.first : at;
  }
  return signs.first;
}

/// True where another sign than ellipses and emoticons follows the first one.
bool HasSeveral(StringRef text, const Signs& signs) {
  const auto mark = [&](size_t at) {
    const StringRef rest = Tail(text, at);
    const size_t emoticon = Emoticon(rest), ellipsis = Ellipsis(rest);
    return (ellipsis ? ellipsis - 1 : 0) + (emoticon ? emoticon - 1 : 0);
  };
  for (size_t at = signs.first + mark(signs.first) + 1; at < signs.closing; ++at) {
    const StringRef rest = Tail(text, at);
    if (Terminal(rest) && !Ellipsis(rest) && !Emoticon(rest)) return true;
    at += mark(at);
  }
  return false;
}

struct Fragment {
  size_t begin, end;
  int64_t properties, sign;  // -1 = none
};

/// Calls visit(fragment) for each one of a text.
template <class Visit>
void ForEachFragment(StringRef text, Visit visit) {
  for (size_t at = 0; at < text.size;) {
    if (Character(Tail(text, at), text::IsSpace)) {
      ++at;
      continue;
    }
    const Signs signs = FindEnd(text, at);
    Fragment fragment = {at, signs.end, 0, -1};
    if (signs.found) {
      fragment.sign = static_cast<int64_t>(FirstSign(text, signs));
      fragment.properties = kTerminal | (HasSeveral(text, signs) ? kSeveral : 0);
      for (size_t i = signs.closing; i < signs.end; ++i) {
        if (Closing(Tail(text, i))) fragment.properties |= kClosed;
      }
    }
    visit(fragment);
    at = signs.end;
  }
}

/// Outputs: of fragments first bytes, ends, properties and signs; of texts how many fragments.
Status Prepare(Kernel k) {
  TARE_REQUIRE(k, k.input(0).rank() == 1, "bad input");
  constexpr TfLiteType kTypes[] = {kTfLiteInt64, kTfLiteInt64, kTfLiteInt64, kTfLiteInt64, kTfLiteInt64};
  return text::OpenOutputs(k, kTypes);
}

Status Eval(Kernel k) {
  Strings texts;
  TARE_RETURN_IF_ERROR(text::OpenTexts(k, &texts));
  const int rows = texts.count();
  TARE_RETURN_IF_ERROR(k.ResizeOutput(4, &rows, 1));
  auto* lengths = k.output(4).data<int64_t>();
  int64_t total = 0;
  for (int i = 0; i < rows; ++i) {
    lengths[i] = 0;
    ForEachFragment(texts.at(i), [&](const Fragment&) { ++lengths[i]; });
    total += lengths[i];
  }
  const auto n = static_cast<int>(total);  // fewer than the texts' bytes, which 32 bits count
  for (int i = 0; i < 4; ++i) TARE_RETURN_IF_ERROR(k.ResizeOutput(i, &n, 1));
  int64_t at = 0;
  for (int i = 0; i < rows; ++i) {
    ForEachFragment(texts.at(i), [&](const Fragment& fragment) {
      k.output(0).data<int64_t>()[at] = static_cast<int64_t>(fragment.begin);
      k.output(1).data<int64_t>()[at] = static_cast<int64_t>(fragment.end);
      k.output(2).data<int64_t>()[at] = fragment.properties;
      k.output(3).data<int64_t>()[at++] = fragment.sign;
    });
  }
  return kOk;
}

}  // namespace

TARE_CUSTOM_KERNEL(SENTENCE_FRAGMENTS, str, {.prepare = Prepare, .eval = Eval, .outputs = {5, 5}})

}  // namespace tare
