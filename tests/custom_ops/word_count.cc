// WordCount: the words of a string tensor in order of their number, and how often each is there. Both outputs are sized
// while the op runs.
#include <algorithm>
#include <cctype>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "helper.h"
#include "tensorflow/lite/kernels/kernel_util.h"
#include "tensorflow/lite/string_util.h"

namespace tflite {
namespace ops {
namespace custom {
namespace word_count {

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_EQ(context, NumInputs(node), 1);
  TF_LITE_ENSURE_EQ(context, NumOutputs(node), 2);
  const TfLiteTensor* input;
  TF_LITE_ENSURE_OK(context, GetInputSafe(context, node, 0, &input));
  TF_LITE_ENSURE_TYPES_EQ(context, input->type, kTfLiteString);
  for (int i = 0; i < 2; ++i) {
    TfLiteTensor* output;
    TF_LITE_ENSURE_OK(context, GetOutputSafe(context, node, i, &output));
    TF_LITE_ENSURE_TYPES_EQ(context, output->type, i == 0 ? kTfLiteString : kTfLiteInt32);
    SetTensorToDynamic(output);
  }
  return kTfLiteOk;
}

TfLiteStatus Eval(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteTensor* input = GetInput(context, node, 0);
  std::unordered_map<std::string, int> counts;
  for (int i = 0; i < GetStringCount(input); ++i) {
    const StringRef text = GetString(input, i);
    std::string word;
    for (const char c : std::string(text.str, text.len) + " ") {
      if (IsSeparator(c)) {
        if (!word.empty()) ++counts[word];
        word.clear();
      } else {
        word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      }
    }
  }
  std::vector<std::pair<std::string, int>> sorted(counts.begin(), counts.end());
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });

  DynamicBuffer words;
  for (const auto& entry : sorted) words.AddString(entry.first.data(), entry.first.size());
  words.WriteToTensorAsVector(GetOutput(context, node, 0));
  TfLiteIntArray* size = TfLiteIntArrayCreate(1);
  size->data[0] = static_cast<int>(sorted.size());
  TfLiteTensor* numbers = GetOutput(context, node, 1);
  TF_LITE_ENSURE_OK(context, context->ResizeTensor(context, numbers, size));
  for (size_t i = 0; i < sorted.size(); ++i) numbers->data.i32[i] = sorted[i].second;
  return kTfLiteOk;
}

}  // namespace word_count

TfLiteRegistration* Register_WORD_COUNT() {
  static TfLiteRegistration r = {nullptr, nullptr, word_count::Prepare, word_count::Eval};
  return &r;
}

}  // namespace custom
}  // namespace ops
}  // namespace tflite
