// The heap that the library under test gets: counts what it takes and gives back, and fails on demand.
#ifndef TESTS_PACKAGED_HEAP_H_
#define TESTS_PACKAGED_HEAP_H_

/// Allocations made by the library that holds `address` are counted from now on.
void WatchLibrary(void* address);
/// Blocks the library has now.
int LiveBlocks(void);
/// Allocations it made so far.
int Allocations(void);
/// Lets the library's n-th allocation from now fail, and all after it; n < 0 lets none fail.
void FailAllocation(int n);

#endif  // TESTS_PACKAGED_HEAP_H_
