/* SPDX-License-Identifier: MIT */
#include "glyph.h"

#include "unicode_table.h"
