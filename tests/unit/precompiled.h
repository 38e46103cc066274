// As builder/precompiled.h, with what unit tests use besides.
#ifndef TARE_TESTS_UNIT_PRECOMPILED_H_
#define TARE_TESTS_UNIT_PRECOMPILED_H_

#include <gtest/gtest.h>

#include <random>
#include <thread>

#include "builder/precompiled.h"

#endif  // TARE_TESTS_UNIT_PRECOMPILED_H_
