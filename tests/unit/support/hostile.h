// Loads damaged models and, as far as it goes, runs them; the sanitizers judge. A watchdog cancels what a damaged loop
// condition makes endless.
#ifndef TARE_TESTS_UNIT_SUPPORT_HOSTILE_H_
#define TARE_TESTS_UNIT_SUPPORT_HOSTILE_H_

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/unit/support/model_maker.h"

namespace tare {

/// Cancels runs that last: a flag that is up while more than 100 ms have passed since the last Restart.
class Watchdog {
 public:
  Watchdog() : thread_([this] { Watch(); }) {}
  ~Watchdog() {
    stop_ = true;
    thread_.join();
  }
  void Restart() {
    __atomic_store_n(&late_, false, __ATOMIC_SEQ_CST);
    __atomic_add_fetch(&starts_, 1, __ATOMIC_SEQ_CST);
  }
  const volatile bool* flag() const { return &late_; }

 private:
  void Watch() {
    for (int seen = 0; !__atomic_load_n(&stop_, __ATOMIC_SEQ_CST);) {
      const int before = __atomic_load_n(&starts_, __ATOMIC_SEQ_CST);
      if (before == seen) __atomic_store_n(&late_, true, __ATOMIC_SEQ_CST);
      seen = before;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }
  bool late_ = false, stop_ = false;
  int starts_ = 0;
  std::thread thread_;
};

struct Tally {
  int refused = 0, unprepared = 0, failed = 0, ran = 0;
};

/// Loads and, as far as it goes, runs. Arrays are touched in full, so that wrong sizes are seen.
inline void Exercise(std::string_view model, Watchdog& watchdog, Tally& tally) {
  Session s(model);
  if (!s) {
    ++tally.refused;
    EXPECT_NE(s.messages.text, "") << "refused without a message";
    return;
  }
  s->SetCancellationFlag(watchdog.flag());
  for (int graph = 0; graph < s->subgraph_count() && graph < 4; ++graph) {
    watchdog.Restart();
    s.messages.text.clear();
    if (s->AllocateTensors(graph) != kTfLiteOk) {
      ++tally.unprepared;
      EXPECT_NE(s.messages.text, "");
      EXPECT_NE(s->Invoke(graph), kTfLiteOk) << "invoked what could not be prepared";
      continue;
    }
    if (s->arena_bytes() > 1 << 20) continue;  // would only take long
    for (int i = 0; i < s->input_count(graph); ++i) {
      TfLiteTensor* t = s.Input(i, graph);
      if (t->type == kTfLiteString) {
        int64_t n = 1;
        for (int d = 0; d < t->dims->size; ++d) n *= t->dims->data[d];
        if (n > 1000 || t->allocation_type != kTfLiteDynamic) continue;
        s.SetStrings(i, std::vector<std::string>(static_cast<size_t>(n), "x"), graph);
      } else {
        for (size_t b = 0; b < t->bytes; ++b) t->data.uint8[b] = static_cast<uint8_t>(b * 7);
      }
    }
    const TfLiteStatus status = s->Invoke(graph);
    ++(status == kTfLiteOk ? tally.ran : tally.failed);
    for (int i = 0; status == kTfLiteOk && i < s->output_count(graph); ++i) {
      const TfLiteTensor* t = s.Output(i, graph);
      volatile uint8_t sum = 0;
      for (size_t b = 0; t->data.raw && b < t->bytes; ++b) sum = sum + t->data.uint8[b];
    }
  }
}

}  // namespace tare

#endif  // TARE_TESTS_UNIT_SUPPORT_HOSTILE_H_
