// TensorFlow's DecodeWav and EncodeWav: sound [samples, channels] from and to the bytes of a WAV file, whose samples
// are 16 bits wide. A file's chunks are walked where they lie; what stands in front of the format must be one of the
// chunks that programs write there, as TensorFlow has it.
#include "kernels/strings.h"

namespace tare {
namespace {

enum { kChannels, kSamples };  // options of DecodeWav; -1 = what the file has
constexpr uint32_t kHeader = 44, kFormatSize = 16, kPcm = 1, kBits = 16;
constexpr float kScale = 32768;

/// Walks a file; a read beyond its end fails for good.
struct Reader {
  StringRef file;
  size_t at = 0;
  bool good = true;

  bool Has(uint64_t bytes) {
    good = good && bytes <= file.size - at;
    return good;
  }
  /// A little-endian number; 0 where it fails.
  uint32_t Number(size_t bytes) {
    uint32_t value = 0;
    if (!Has(bytes)) return 0;
    for (size_t i = 0; i < bytes; ++i) value |= uint32_t{static_cast<uint8_t>(file.data[at++])} << (8 * i);
    return value;
  }
  /// True for the four letters that a chunk or the file begins with, which are skipped.
  bool Is(const char* name) {
    if (file.size - at < 4 || __builtin_memcmp(file.data + at, name, 4) != 0) return false;
    at += 4;
    return true;
  }
  void Skip(uint64_t bytes) {
    if (Has(bytes)) at += static_cast<size_t>(bytes);
  }
};

struct Sound {
  uint32_t rate = 0, channels = 0, samples = 0;
  const char* data = nullptr;  // [samples][channels], 16 bits each
};

/// True for a chunk that may come before the format, which is skipped.
bool SkipsFiller(Reader& r) {
  constexpr const char* kNames[] = {"JUNK", "bext", "iXML", "qlty", "mext", "levl", "link", "axml"};
  for (const char* name : kNames) {
    if (!r.Is(name)) continue;
    r.Skip(r.Number(4));
    return r.good;
  }
  return false;
}

/// The sound of a file; nullptr, or what is wrong with it.
const char* Read(StringRef file, Sound& sound) {
  Reader r = {file};
  if (!r.Is("RIFF")) return "Header mismatch: Expected RIFF";
  r.Number(4);
  if (!r.Is("WAVE")) return "Header mismatch: Expected WAVE";
  while (!r.Is("fmt ")) {
    if (!SkipsFiller(r)) return "Unexpected field";
  }
  const uint32_t size = r.Number(4), format = r.Number(2);
  sound.channels = r.Number(2);
  sound.rate = r.Number(4);
  const uint32_t bytes_per_second = r.Number(4), frame = r.Number(2), bits = r.Number(2);
  if (size == kFormatSize + 2) r.Skip(2);
  if (!r.good) return "Data too short when trying to read the format";
  if ((size != kFormatSize && size != kFormatSize + 2) || format != kPcm) return "Bad audio format for WAV";
  if (bits != kBits) return "Can only read 16-bit WAV files";
  if (sound.channels < 1 || frame != sound.channels * 2 || bytes_per_second != frame * sound.rate) {
    return "Bad bytes per sample or second in WAV header";
  }
  while (r.at < file.size) {
    const bool is_data = r.Is("data");
    if (!is_data) r.Skip(4);
    const uint32_t bytes = r.Number(4);
    if (!r.good) return "Data too short when trying to read a chunk";
    if (bytes > INT32_MAX) return "WAV data chunk is too large";
    if (!is_data) {
      r.at = bytes < file.size - r.at ? r.at + bytes : file.size;
      continue;
    }
    if (sound.data) return "More than one data chunk found in WAV";
    sound.samples = bytes / frame;
    sound.data = file.data + r.at;
    r.Skip(uint64_t{sound.samples} * frame);
    if (!r.good) return "Data too short when trying to read samples";
  }
  return sound.data ? nullptr : "No data chunk found in WAV";
}

Status PrepareDecode(Kernel k) {
  TARE_REQUIRE(k, k.input(0).rank() == 0, "contents must be scalar");
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteFloat32 && k.output(1).type() == kTfLiteInt32, "bad output types");
  for (int i = kChannels; i <= kSamples; ++i) {
    const int32_t wanted = k.options().Scalar<int32_t>(i, -1);
    TARE_REQUIRE(k, wanted == -1 || wanted > 0, "desired channels and samples must be positive or -1");
  }
  TARE_RETURN_IF_ERROR(k.ResizeOutput(1, nullptr, 0));
  return k.SetOutputDynamic(0);
}

/// Channels that the file lacks are its last one; samples that it lacks are silence.
Status EvalDecode(Kernel k) {
  Strings in;
  Sound sound;
  if (!in.Open(k, k.input(0))) return kError;
  const char* error = Read(in.at(0), sound);
  TARE_REQUIRE(k, !error, "%s", error);
  const auto wanted = [&](int option, uint32_t own) {
    const int32_t value = k.options().Scalar<int32_t>(option, -1);
    return value > 0 ? value : static_cast<int32_t>(own);
  };
  const Shape shape = {2, {wanted(kSamples, sound.samples), wanted(kChannels, sound.channels)}};
  TARE_RETURN_IF_ERROR(k.ResizeOutput(0, shape));
  *k.output(1).data<int32_t>() = static_cast<int32_t>(sound.rate);
  auto* out = k.output(0).data<float>();
  for (int s = 0; s < shape.dims[0]; ++s) {
    for (int c = 0; c < shape.dims[1]; ++c) {
      const uint32_t from = static_cast<uint32_t>(c) < sound.channels ? static_cast<uint32_t>(c) : sound.channels - 1;
      int16_t value = 0;
      if (static_cast<uint32_t>(s) < sound.samples) {
        __builtin_memcpy(&value, sound.data + 2 * (size_t{static_cast<uint32_t>(s)} * sound.channels + from), 2);
      }
      *out++ = value / kScale;
    }
  }
  return kOk;
}

Status PrepareEncode(Kernel k) {
  const Tensor rate = k.input(1);
  TARE_REQUIRE(k, k.input(0).rank() == 2, "audio must be 2-dimensional");
  TARE_REQUIRE(k, rate.type() == kTfLiteInt32 && rate.rank() == 0, "sample_rate must be a scalar");
  TARE_REQUIRE(k, k.output(0).type() == kTfLiteString, "output is not of strings");
  return k.ResizeOutput(0, nullptr, 0);
}

Status EvalEncode(Kernel k) {
  const Tensor audio = k.input(0);
  const int32_t rate = *k.input(1).data<int32_t>();
  const auto samples = static_cast<uint32_t>(audio.dim(0)), channels = static_cast<uint32_t>(audio.dim(1));
  constexpr int64_t kLongest = INT32_MAX - kHeader - 8;
  TARE_REQUIRE(k, rate > 0 && channels > 0 && channels <= UINT16_MAX / 2 && samples > 0, "bad sample rate or size");
  TARE_REQUIRE(k, int64_t{rate} * channels * 2 <= UINT32_MAX && audio.elements() * 2 <= kLongest, "too large");
  const uint32_t bytes = samples * channels * 2, frame = channels * 2;
  StringWriter writer;
  TARE_RETURN_IF_ERROR(writer.Begin(k, k.output(0), 1, int64_t{kHeader} + bytes));
  const auto number = [&](uint32_t value, size_t width) {  // every ABI is little-endian
    writer.Append({reinterpret_cast<const char*>(&value), width});
  };
  writer.Append({"RIFF", 4});
  number(kHeader - 8 + bytes, 4);
  writer.Append({"WAVEfmt ", 8});
  number(kFormatSize, 4);
  number(kPcm, 2);
  number(channels, 2);
  number(static_cast<uint32_t>(rate), 4);
  number(static_cast<uint32_t>(rate) * frame, 4);
  number(frame, 2);
  number(kBits, 2);
  writer.Append({"data", 4});
  number(bytes, 4);
  for (int64_t i = 0; i < audio.elements(); ++i) {
    const float value = __builtin_roundf(audio.data<float>()[i] * kScale);
    const float bounded = value < -kScale ? -kScale : value > kScale - 1 ? kScale - 1 : value;
    number(static_cast<uint32_t>(bounded == bounded ? static_cast<int32_t>(bounded) : 0), 2);
  }
  writer.Next();
  return kOk;
}

}  // namespace

TARE_TF_KERNEL(DecodeWav, str, {.prepare = PrepareDecode, .eval = EvalDecode, .outputs = {2, 2}})
TARE_TF_KERNEL(EncodeWav, f32, {.prepare = PrepareEncode, .eval = EvalEncode, .inputs = {2, 2}})

}  // namespace tare
