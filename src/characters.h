/* SPDX-License-Identifier: MIT */
/* Inside the tokenizer: text, character references, raw text, scripts. */
#ifndef SMAC_CHARACTERS_H
#define SMAC_CHARACTERS_H

#include "construct.h"

construct_step characters_data, characters_reference, characters_plain;
construct_step characters_raw, characters_raw_open, characters_raw_end;
construct_step characters_script_bang, characters_script_double;

/* The reference ends here, whatever comes. */
void characters_end_reference(struct tokenizer *);

#endif
