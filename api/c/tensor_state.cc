// C API: how long a tensor's memory and value stay as they are, by where the tensor lies.
#include "api/c/public.h"

namespace {

/// One row per TfLiteAllocationType, in its order.
struct State {
  uint8_t strategy, address, data, data_step, shape_step;
};

constexpr State kStates[] = {
    {kTfLiteAllocationStrategyNone, kTfLiteRunStabilityAcrossRuns, kTfLiteRunStabilityAcrossRuns, kTfLiteRunStepInit,
     kTfLiteRunStepInit},
    {kTfLiteAllocationStrategyMMap, kTfLiteRunStabilityAcrossRuns, kTfLiteRunStabilityAcrossRuns, kTfLiteRunStepInit,
     kTfLiteRunStepInit},
    {kTfLiteAllocationStrategyArena, kTfLiteRunStabilityUnstable, kTfLiteRunStabilitySingleRun, kTfLiteRunStepEval,
     kTfLiteRunStepPrepare},
    {kTfLiteAllocationStrategyArena, kTfLiteRunStabilityUnstable, kTfLiteRunStabilityAcrossRuns, kTfLiteRunStepEval,
     kTfLiteRunStepPrepare},
    {kTfLiteAllocationStrategyMalloc, kTfLiteRunStabilitySingleRun, kTfLiteRunStabilitySingleRun, kTfLiteRunStepEval,
     kTfLiteRunStepEval},
    {kTfLiteAllocationStrategyUnknown, kTfLiteRunStabilityUnknown, kTfLiteRunStabilitySingleRun, kTfLiteRunStepPrepare,
     kTfLiteRunStepPrepare},
    {kTfLiteAllocationStrategyUnknown, kTfLiteRunStabilityUnknown, kTfLiteRunStabilityUnknown, kTfLiteRunStepUnknown,
     kTfLiteRunStepUnknown},
    {kTfLiteAllocationStrategyNew, kTfLiteRunStabilitySingleRun, kTfLiteRunStabilitySingleRun, kTfLiteRunStepEval,
     kTfLiteRunStepEval},
};

State StateOf(const TfLiteTensor* t) {
  const auto type = static_cast<unsigned>(t->allocation_type);
  return type < sizeof(kStates) / sizeof(State) ? kStates[type] : State{};
}

}  // namespace

TfLiteAllocationStrategy TfLiteTensorGetAllocationStrategy(const TfLiteTensor* t) {
  return static_cast<TfLiteAllocationStrategy>(StateOf(t).strategy);
}

TfLiteRunStability TfLiteTensorGetBufferAddressStability(const TfLiteTensor* t) {
  return static_cast<TfLiteRunStability>(StateOf(t).address);
}

TfLiteRunStability TfLiteTensorGetDataStability(const TfLiteTensor* t) {
  return static_cast<TfLiteRunStability>(StateOf(t).data);
}

TfLiteRunStep TfLiteTensorGetDataKnownStep(const TfLiteTensor* t) {
  return static_cast<TfLiteRunStep>(StateOf(t).data_step);
}

TfLiteRunStep TfLiteTensorGetShapeKnownStep(const TfLiteTensor* t) {
  return static_cast<TfLiteRunStep>(StateOf(t).shape_step);
}
