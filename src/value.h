/* SPDX-License-Identifier: MIT */
/* Readers of lengths, fonts, words and colours. */
#ifndef SMAC_VALUE_H
#define SMAC_VALUE_H

#include "reading.h"

reader value_size;
reader value_pair;
reader value_sides;
reader value_padding;
reader value_line_height;
reader value_font_size;
reader value_font;
reader value_words;
reader value_display;
reader value_float;
reader value_position;
reader value_overflow;
reader value_white_space;
reader value_opacity;
reader value_zoom;
reader value_z_index;
reader value_flex;
reader value_tracks;
reader value_columns;
reader value_content;
reader value_contain;
reader value_will_change;
reader value_stroke;
reader value_writing;
reader value_clip;
reader value_color;
reader value_background;

#endif
