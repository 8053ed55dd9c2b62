/* SPDX-License-Identifier: MIT */
#include "chaincheck.h"

#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "message.h"

/* ---- sources ------------------------------------------------------------ */

struct sources {
    char **bytes;
    size_t count;
};

static void
free_sources(struct sources *sources)
{
    for (size_t i = 0; i < sources->count; i++)
        free(sources->bytes[i]);
    free(sources->bytes);
}

static bool
add_source(struct smac_verifier *verifier, const char *path,
           struct sources *sources)
{
    size_t length;
    char *bytes = input_read(path, &length);
    if (bytes == NULL) {
        message_errno(path, errno);
        return false;
    }
    sources->bytes[sources->count++] = bytes;
    enum smac_status status =
        smac_verifier_source(verifier, path, bytes, length);
    if (status != SMAC_OK)
        message(path, smac_status_text(status));
    return status == SMAC_OK;
}

/* Not to be able to judge a document must not count as a fault of the audit. */
static bool
load_libraries(void)
{
    if (smac_prepare(NULL, NULL, 0) == SMAC_OK)
        return true;
    message("audit verify", "libxml2 cannot be loaded");
    return false;
}

static bool
add_sources(struct smac_verifier *verifier, const struct option_list *paths,
            struct sources *sources)
{
    if (paths->count > 0 && !load_libraries())
        return false;
    sources->bytes = calloc(paths->count + 1, sizeof *sources->bytes);
    if (sources->bytes == NULL) {
        message_errno("audit verify", ENOMEM);
        return false;
    }
    for (size_t i = 0; i < paths->count; i++) {
        if (!add_source(verifier, paths->texts[i], sources))
            return false;
    }
    return true;
}

/* ---- the report --------------------------------------------------------- */

/* A path may be hostile; what the library says is printable. */
static int
put_path(void *user, const char *text, size_t length, bool notation)
{
    (void)user;
    (void)notation;
    fwrite(text, 1, length, stdout);
    return 0;
}

void
chaincheck_print_path(const char *path)
{
    smac_notation(path, strlen(path), put_path, NULL);
}

static void
print_fault(void *user, const struct smac_fault *fault)
{
    (void)user;
    chaincheck_print_path(fault->path);
    if (fault->number > 0)
        printf(":%" PRIu64, fault->number);
    if (fault->sequence > 0)
        printf(": record %" PRIu64, fault->sequence);
    printf(": %s: %s\n", smac_fault_name(fault->kind), fault->text);
}

void
chaincheck_print(const struct smac_verdict *verdict, bool with_sources)
{
    printf("%" PRIu64 " records of %" PRIu64 " documents", verdict->records,
           verdict->documents);
    if (with_sources)
        printf(", %" PRIu64 " of them derived anew", verdict->derived);
    if (verdict->faults == 0)
        puts(": the audit holds");
    else
        printf(": the audit does not hold: %" PRIu64 " faults\n",
               verdict->faults);
}

/* ---- one chain ---------------------------------------------------------- */

static enum command_exit
verify_files(struct smac_verifier *verifier, int count, char **paths,
             struct smac_verdict *verdict)
{
    for (int i = 0; i < count; i++) {
        const char *path = input_is_stdin(paths[i]) ? "/dev/stdin" : paths[i];
        if (smac_verifier_file(verifier, path) != SMAC_OK) {
            if (errno == EBADMSG)
                message(paths[i], "is damaged gzip");
            else
                message_errno(paths[i], errno);
            return COMMAND_FAILED;
        }
    }
    enum smac_status status = smac_verifier_finish(verifier, verdict);
    if (status != SMAC_OK)
        message("audit verify", smac_status_text(status));
    return status == SMAC_OK ? COMMAND_DONE : COMMAND_FAILED;
}

enum command_exit
chaincheck_run(const struct chaincheck *c, int count, char **paths,
               struct smac_verdict *verdict)
{
    static const struct option_list none;
    const struct smac_verify_options options = {
        .key = c->key != NULL ? c->key->bytes : NULL,
        .key_length = c->key != NULL ? c->key->length : 0,
        .head = c->head,
        .tell = print_fault,
    };
    struct smac_verifier *verifier = smac_verifier_new(&options);
    if (verifier == NULL && errno == EINVAL) {
        message_usage("--head", "is not what 'smac audit head' says");
        return COMMAND_USAGE;
    }
    if (verifier == NULL) {
        message_errno("audit verify", errno);
        return COMMAND_FAILED;
    }
    struct sources sources = {NULL, 0};
    enum command_exit status = COMMAND_FAILED;
    if (add_sources(verifier, c->sources != NULL ? c->sources : &none,
                    &sources))
        status = verify_files(verifier, count, paths, verdict);
    smac_verifier_free(verifier);
    free_sources(&sources);
    return status;
}
