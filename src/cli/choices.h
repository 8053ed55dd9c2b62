/* SPDX-License-Identifier: MIT */
/* What options may be chosen from, where several commands have them. Where 0
 * is "not said", a choice is the enum's value and one. */
#ifndef SMAC_CLI_CHOICES_H
#define SMAC_CLI_CHOICES_H

#include "options.h"

extern const struct option_choice choices_formats[];
extern const struct option_choice choices_profiles[]; /* and one */
extern const struct option_choice choices_details[];  /* and one */
extern const struct option_choice choices_keeps[];
extern const struct option_choice choices_contents[];   /* of an audit */
extern const struct option_choice choices_severities[]; /* and one */

#endif
