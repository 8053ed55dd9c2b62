/* SPDX-License-Identifier: MIT */
/* Filters framed documents for the parity runs. A document's answer is five
 * frames: a status (empty if all went well), the text of the profiles strict,
 * browser and github, and the strict findings, a line each: reason, offset and
 * length. */
#include <smac.h>
#include <string.h>

#include "frame.h"

/* What a memory stream has been given; the stream is closed before it is
 * read. */
struct sheet {
    FILE *stream;
    struct frame text;
};

static void
open_sheet(struct sheet *s)
{
    s->stream = open_memstream(&s->text.bytes, &s->text.length);
    if (s->stream == NULL)
        exit(3);
}

static void
write_sheet(struct sheet *s)
{
    if (fclose(s->stream) != 0)
        exit(3);
    frame_write(s->text.bytes, s->text.length);
    frame_release(&s->text);
}

struct answer {
    struct sheet text;
    struct sheet *findings;
};

static int
take_text(void *user, const char *text, size_t length)
{
    struct answer *a = user;
    return fwrite(text, 1, length, a->text.stream) == length ? 0 : -1;
}

static int
take_finding(void *user, const struct smac_finding *f)
{
    struct answer *a = user;
    if (a->findings == NULL)
        return 0;
    return fprintf(a->findings->stream, "%s %llu %llu\n",
                   smac_reason_info(f->reason)->name,
                   (unsigned long long)f->offset,
                   (unsigned long long)f->length) < 0;
}

static enum smac_status
filter(const struct frame *f, enum smac_profile profile, struct answer *a)
{
    struct smac_options options = {.profile = profile};
    struct smac_sink sink = {
        .user = a, .visible = take_text, .discarded = take_finding};
    open_sheet(&a->text);
    return smac_filter(&options, f->bytes, f->length, &sink);
}

int
main(void)
{
    static const enum smac_profile profiles[] = {SMAC_STRICT, SMAC_BROWSER,
                                                 SMAC_GITHUB};
    enum { PROFILES = sizeof profiles / sizeof *profiles };
    struct frame document = {NULL, 0};
    while (frame_read(&document)) {
        struct sheet findings;
        struct answer answers[PROFILES];
        enum smac_status worst = SMAC_OK;
        open_sheet(&findings);
        for (size_t i = 0; i < PROFILES; i++) {
            answers[i].findings = i == 0 ? &findings : NULL;
            enum smac_status s = filter(&document, profiles[i], &answers[i]);
            worst = s != SMAC_OK ? s : worst;
        }
        const char *status = worst == SMAC_OK ? "" : smac_status_text(worst);
        frame_write(status, strlen(status));
        for (size_t i = 0; i < PROFILES; i++)
            write_sheet(&answers[i].text);
        write_sheet(&findings);
        if (fflush(stdout) != 0)
            return 3;
    }
    frame_release(&document);
    return 0;
}
