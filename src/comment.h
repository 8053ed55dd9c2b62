/* SPDX-License-Identifier: MIT */
/* Inside the tokenizer: comments, what HTML takes for them, and CDATA. */
#ifndef SMAC_COMMENT_H
#define SMAC_COMMENT_H

#include "construct.h"

construct_step comment_after_bang, comment_after_dash, comment_before_cdata;
construct_step comment_step, comment_bogus, comment_cdata;

#endif
