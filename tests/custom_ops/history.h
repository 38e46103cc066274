// What RunningMean has seen.
#ifndef TMP_HISTORY_H_
#define TMP_HISTORY_H_

#include <cstddef>
#include <deque>
#include <vector>

class History {
 public:
  void Reset(size_t size) {
    size_ = size;
    seen_.clear();
  }
  void Add(std::vector<float> values) { seen_.push_back(std::move(values)); }
  size_t size() const { return size_; }
  float Mean(size_t i) const {
    float sum = 0;
    for (const std::vector<float>& values : seen_) sum += values[i];
    return sum / static_cast<float>(seen_.size());
  }

 private:
  size_t size_ = 0;
  std::deque<std::vector<float>> seen_;
};

#endif  // TMP_HISTORY_H_
