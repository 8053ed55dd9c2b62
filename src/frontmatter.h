/* SPDX-License-Identifier: MIT */
/* Front matter: YAML between lines of ---, TOML between lines of +++, at the
 * very start of a file. Documentation sites and editors do not show it. */
#ifndef SMAC_FRONTMATTER_H
#define SMAC_FRONTMATTER_H

#include <stddef.h>
#include <stdint.h>

/* The length of the front matter, its last line end included; 0 if the text
 * has none. A blank line behind the first --- makes it a thematic break. */
size_t frontmatter_end(const uint8_t *text, size_t size);

#endif
