/* SPDX-License-Identifier: MIT */
#include "choices.h"

#include "smac.h"

const struct option_choice choices_formats[] = {
    {"text", SMAC_TO_TEXT},
    {"markdown", SMAC_TO_MARKDOWN},
    {NULL, 0},
};

const struct option_choice choices_profiles[] = {
    {"strict", SMAC_STRICT + 1},
    {"github", SMAC_GITHUB + 1},
    {"browser", SMAC_BROWSER + 1},
    {NULL, 0},
};

const struct option_choice choices_details[] = {
    {"summary", SMAC_DETAILS_SUMMARY + 1},
    {"drop", SMAC_DETAILS_DROP + 1},
    {"expand", SMAC_DETAILS_EXPAND + 1},
    {NULL, 0},
};

const struct option_choice choices_keeps[] = {
    {"alt", SMAC_KEEP_ALT},       {"links", SMAC_KEEP_LINKS},
    {"images", SMAC_KEEP_IMAGES}, {"titles", SMAC_KEEP_TITLES},
    {"info", SMAC_KEEP_INFO},     {"front-matter", SMAC_KEEP_FRONT_MATTER},
    {"all", SMAC_KEEP_ALL},       {NULL, 0},
};

const struct option_choice choices_contents[] = {
    {"full", SMAC_CONTENT_FULL},
    {"excerpt", SMAC_CONTENT_EXCERPT},
    {"hash", SMAC_CONTENT_HASH},
    {NULL, 0},
};

const struct option_choice choices_severities[] = {
    {"note", SMAC_NOTE + 1},
    {"warning", SMAC_WARNING + 1},
    {"error", SMAC_ERROR + 1},
    {NULL, 0},
};
