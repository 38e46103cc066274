// The thread pool alone: every range is done exactly once, thread numbers are unique among running ranges, and pools
// live and die in any order. Worth running under ThreadSanitizer as well (-fsanitize=thread), where it was clean.
#include "runtime/platform/threads.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

namespace tare {
namespace {

struct Destroy {
  void operator()(ThreadPool* pool) const { ThreadPool::Destroy(pool); }
};
using Pool = std::unique_ptr<ThreadPool, Destroy>;
Pool MakePool(int threads) { return Pool(ThreadPool::Create(threads)); }

/// Runs body(begin, end, thread).
template <class Body>
void RunJob(ThreadPool& pool, int n, int parts, Body body) {
  pool.Run(
      n, parts, [](void* arg, int begin, int end, int thread) { (*static_cast<Body*>(arg))(begin, end, thread); },
      &body);
}

TEST(ThreadPool, DoesEveryItemOnce) {
  for (const int threads : {1, 2, 3, 8}) {
    const Pool pool = MakePool(threads);
    ASSERT_TRUE(pool);
    for (int n = 1; n <= 40; ++n) {
      for (const int parts : {1, 2, 7, n}) {
        if (parts > n) continue;
        std::vector<int> done(n);  // unsynchronised on purpose: Run's return must make the workers' writes visible
        std::atomic<int> ranges = 0;
        RunJob(*pool, n, parts, [&](int begin, int end, int) {
          ++ranges;
          for (int i = begin; i < end; ++i) ++done[i];
        });
        ASSERT_EQ(ranges, parts);
        ASSERT_EQ(std::count(done.begin(), done.end(), 1), n);
      }
    }
  }
}

TEST(ThreadPool, RunningRangesHaveDifferentThreadNumbers) {
  const Pool pool = MakePool(4);
  std::vector<std::atomic<int>> busy(pool->threads());
  for (int round = 0; round < 200; ++round) {
    RunJob(*pool, 64, 16, [&](int, int, int thread) {
      ASSERT_GE(thread, 0);
      ASSERT_LT(thread, pool->threads());
      ASSERT_EQ(busy[thread].fetch_add(1), 0);
      busy[thread].fetch_sub(1);
    });
  }
}

TEST(ThreadPool, OthersTakeWhatASlowThreadLeaves) {
  // Thread 0 is stuck in its first range until all other ranges are done: they must be done by others.
  const Pool pool = MakePool(2);
  if (pool->threads() < 2) GTEST_SKIP() << "the system gave no second thread";
  std::atomic<int> left = 7;
  std::atomic<int> stuck = -1;
  RunJob(*pool, 8, 8, [&](int, int, int thread) {
    int none = -1;
    if (stuck.compare_exchange_strong(none, thread)) {
      while (left > 0) std::this_thread::yield();
    } else {
      --left;
    }
  });
  EXPECT_EQ(left, 0);
}

TEST(ThreadPool, WakesSleepingWorkers) {
  const Pool pool = MakePool(3);
  for (int round = 0; round < 5; ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(3));  // long enough for workers to fall asleep
    std::atomic<int> sum = 0;
    RunJob(*pool, 30, 12, [&](int begin, int end, int) {
      if (round % 2) std::this_thread::sleep_for(std::chrono::milliseconds(1));  // so that the caller must wait, asleep
      sum += end - begin;
    });
    EXPECT_EQ(sum, 30);
  }
}

TEST(ThreadPool, ManyShortJobs) {
  const Pool pool = MakePool(2);
  int64_t sum = 0, expected = 0;
  std::vector<int64_t> partial(8);
  for (int job = 0; job < 20000; ++job) {
    RunJob(*pool, 8, 8, [&](int begin, int, int) { partial[begin] = int64_t{job} * begin; });
    for (const int64_t p : partial) sum += p;
    expected += int64_t{job} * 28;
  }
  EXPECT_EQ(sum, expected);
}

TEST(ThreadPool, CreatedAndDestroyedWhileOthersWork) {
  std::vector<std::thread> owners;
  std::atomic<int64_t> total = 0;
  for (int owner = 0; owner < 4; ++owner) {
    owners.emplace_back([&total, owner] {
      for (int round = 0; round < 50; ++round) {
        const Pool pool = MakePool(1 + (owner + round) % 4);
        for (int job = 0; job < round % 3; ++job)
          RunJob(*pool, 100, 10, [&](int begin, int end, int) { total += end - begin; });
      }
    });
  }
  for (std::thread& owner : owners) owner.join();
  EXPECT_EQ(total, 4 * 49 * 100);
}

TEST(ScopedFlushDenormals, FlushesAndRestores) {
  volatile float tiny = 1e-30f;
  {
    const ScopedFlushDenormals flush;
    EXPECT_EQ(tiny * 1e-10f, 0.f);
  }
  EXPECT_NE(tiny * 1e-10f, 0.f);
}

}  // namespace
}  // namespace tare
