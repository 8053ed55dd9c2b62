/* SPDX-License-Identifier: MIT */
/* The libraries in the program and their versions, which the build was told. */
#include "../cli/carried.h"

const char carried_libraries[] = CARRIED;
