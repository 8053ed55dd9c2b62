/* SPDX-License-Identifier: MIT */
/* What stands between "<" and ">" in a paragraph, as cmark-gfm 0.29 scans it:
 * in that order. All answer the offset behind it, or 0 if it is not there. */
#ifndef SMAC_POINTED_H
#define SMAC_POINTED_H

#include <stdint.h>

/* <scheme:address> or <name@host>, more generously than CommonMark 6.5: what
 * begins so and is neither is no tag. */
uint32_t pointed_address(const uint8_t *, uint32_t size, uint32_t at);

/* An open tag or a closing tag, CommonMark 6.6. */
uint32_t pointed_tag(const uint8_t *, uint32_t size, uint32_t at);

#endif
