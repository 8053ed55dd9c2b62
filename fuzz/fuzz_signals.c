/* SPDX-License-Identifier: MIT */
/* A file of signals, and the patterns in it. What is before the first NUL is
 * the file, the rest the text of a finding and what the page shows; without a
 * NUL all is also one pattern. */
#include <string.h>

#include "smac.h"
#include "target.h"

static const struct smac_document document = {.decoding = ""};

static void
grade(struct smac_signals *signals, const uint8_t *text, size_t length)
{
    static const enum smac_reason reasons[] = {
        SMAC_HTML_COMMENT,
        SMAC_DETAILS_COLLAPSED,
        SMAC_LINK_DESTINATION,
        SMAC_UNICODE_TAGS,
    };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        struct smac_grade g;
        const struct smac_finding finding = {
            .reason = reasons[i],
            .severity = SMAC_WARNING,
            .length = length,
            .bytes = text,
            .document = &document,
        };
        if (smac_signals_grade(signals, &finding, SMAC_WARNING, &g) != SMAC_OK)
            continue;
        demand(g.severity <= SMAC_ERROR && g.signal != NULL && g.text != NULL,
               "a grade is whole");
        demand(g.evidence_length == 0 || g.evidence != NULL,
               "evidence stands somewhere");
        for (size_t k = 0; k < g.evidence_length; k++)
            demand(g.evidence[k] != '\0' || memchr(text, 0, length) != NULL,
                   "evidence is of the finding");
    }
}

static void
match(const uint8_t *bytes, size_t length)
{
    char problem[200] = "";
    struct smac_pattern *p =
        smac_pattern_new((const char *)bytes, length, problem, sizeof problem);
    demand((p == NULL) == (problem[0] != '\0'),
           "a pattern is taken, or refused with a reason");
    if (p != NULL) {
        bool first = smac_pattern_matches(p, bytes, length);
        demand(smac_pattern_matches(p, bytes, length) == first,
               "a pattern matches as it did");
        smac_pattern_matches(p, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", 33);
    }
    smac_pattern_free(p);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char problem[200] = "";
    const uint8_t *end = length > 0 ? memchr(bytes, 0, length) : NULL;
    size_t size = end == NULL ? length : (size_t)(end - bytes);
    const uint8_t *text = end == NULL ? bytes : end + 1;
    size_t text_length = end == NULL ? length : length - size - 1;
    if (end == NULL)
        match(bytes, length);
    struct smac_signals *signals =
        smac_signals_new((const char *)bytes, size, problem, sizeof problem);
    demand((signals == NULL) == (problem[0] != '\0'),
           "a file is taken, or refused with a reason");
    if (signals != NULL && text_length > 0) {
        grade(signals, text, text_length);
        if (smac_signals_page(signals, text, text_length / 2) == SMAC_OK)
            grade(signals, text, text_length);
    }
    smac_signals_free(signals);
    return 0;
}
