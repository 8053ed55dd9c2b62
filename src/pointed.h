/* SPDX-License-Identifier: MIT */
/* What stands between "<" and ">" in a paragraph. The offset behind it is the
 * answer, or 0 if it is not there. Of an address and a tag, as cmark-gfm 0.29
 * scans them, the address is looked for first. */
#ifndef SMAC_POINTED_H
#define SMAC_POINTED_H

#include <stdbool.h>
#include <stdint.h>

/* <scheme:address> or <name@host>, more generously than CommonMark 6.5: what
 * begins so and is neither is no tag. */
uint32_t pointed_address(const uint8_t *, uint32_t size, uint32_t at);

/* An open tag or a closing tag, CommonMark 6.6. */
uint32_t pointed_tag(const uint8_t *, uint32_t size, uint32_t at);

/* Does "<!--" stand there? */
bool pointed_opens_comment(const uint8_t *, uint32_t size, uint32_t at);

/* The comment that "<!--" opens, by CommonMark 0.31, 6.6: <!--> and <!---> are
 * whole, others end at the first "-->". Looks through all that is left. */
uint32_t pointed_comment(const uint8_t *, uint32_t size, uint32_t at);

/* The same if all parsers end it there: without dashes inside. */
uint32_t pointed_plain_comment(const uint8_t *, uint32_t size, uint32_t at);

#endif
