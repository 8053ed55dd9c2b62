/* SPDX-License-Identifier: MIT */
#include "selection.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"

/* ---- what is wanted ----------------------------------------------------- */

static bool
add_reasons(struct selection *s, const char *list)
{
    for (;;) {
        char name[64];
        size_t length = strcspn(list, ",");
        enum smac_reason reason = SMAC_REASON_COUNT;
        if (length < sizeof name) {
            memcpy(name, list, length);
            name[length] = '\0';
            reason = smac_reason_find(name);
        }
        if (reason == SMAC_REASON_COUNT) {
            message_usage("--reason", "is not a list of known reasons");
            return false;
        }
        s->reasons[reason] = true;
        list += length;
        if (*list == '\0')
            return true;
        list++;
    }
}

/* The beginning of a time as records have it, a day at least. */
static bool
check_time(const char *option, const char *time)
{
    static const char shape[] = "0000-00-00T00:00:00.000000Z";
    enum { DAY = 10 };
    size_t length = time == NULL ? DAY : strlen(time);
    bool fits = length >= DAY && length < sizeof shape;
    for (size_t i = 0; time != NULL && fits && i < length; i++) {
        fits = shape[i] == '0' ? time[i] >= '0' && time[i] <= '9'
                               : time[i] == shape[i];
    }
    if (!fits)
        message_usage(option, "is not a time such as 2026-11-23T09:30");
    return fits;
}

bool
selection_begin(struct selection *s)
{
    for (size_t i = 0; i < s->reason_lists.count; i++) {
        if (!add_reasons(s, s->reason_lists.texts[i]))
            return false;
    }
    return check_time("--since", s->since) && check_time("--until", s->until);
}

void
selection_release(struct selection *s)
{
    free(s->reason_lists.texts);
}

/* ---- what is there ------------------------------------------------------ */

static bool
is_text(struct smac_text text, const char *wanted)
{
    return text.bytes != NULL && text.length == strlen(wanted) &&
           memcmp(text.bytes, wanted, text.length) == 0;
}

static bool
has_reason(const struct selection *s, const struct smac_record *record)
{
    if (s->reason_lists.count == 0)
        return true;
    for (unsigned i = 0; i < SMAC_REASON_COUNT; i++) {
        if (s->reasons[i] &&
            is_text(record->reason,
                    smac_reason_info((enum smac_reason)i)->name))
            return true;
    }
    return false;
}

/* A level that is not known is shown: somebody wrote it. */
static bool
has_severity(const struct selection *s, const struct smac_record *record)
{
    for (unsigned level = SMAC_NOTE; level + 1 < s->severity; level++) {
        if (is_text(record->level,
                    smac_severity_name((enum smac_severity)level)))
            return false;
    }
    return true;
}

static bool
has_file(const struct selection *s, const struct smac_record *record)
{
    if (s->file == NULL)
        return true;
    if (record->file.bytes == NULL)
        return false;
    char *name = strndup(record->file.bytes, record->file.length);
    bool matches = name != NULL && fnmatch(s->file, name, 0) == 0;
    free(name);
    return matches;
}

/* Times compare as texts; a shorter one stands for all that begin so. */
static int
compare_time(const struct smac_record *record, const char *time)
{
    size_t length = strlen(time);
    size_t common = record->time.length < length ? record->time.length : length;
    int order = common == 0 ? 0 : memcmp(record->time.bytes, time, common);
    return order != 0 || common == length ? order : -1;
}

bool
selection_has(const struct selection *s, const struct smac_record *record)
{
    bool finding = record->type == SMAC_RECORD_FINDING;
    if ((s->reason_lists.count > 0 || s->severity > 0) && !finding)
        return false;
    return (s->since == NULL || compare_time(record, s->since) >= 0) &&
           (s->until == NULL || compare_time(record, s->until) <= 0) &&
           has_file(s, record) && has_reason(s, record) &&
           has_severity(s, record);
}
