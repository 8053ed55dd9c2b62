/* SPDX-License-Identifier: MIT */
/* Readers of what moves, filters or cuts off: transform and its kind. */
#ifndef SMAC_EFFECT_H
#define SMAC_EFFECT_H

#include "reading.h"

reader effect_transform;
reader effect_scale;
reader effect_translate;
reader effect_origin;
reader effect_rotate;
reader effect_filter;
reader effect_clip_path;
reader effect_perspective;

#endif
