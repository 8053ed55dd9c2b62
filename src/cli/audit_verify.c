/* SPDX-License-Identifier: MIT */
/* `smac audit verify FILE...`: is the audit whole, unedited, and true? */
#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "information.h"
#include "input.h"
#include "key.h"
#include "message.h"
#include "options.h"
#include "smac.h"

struct settings {
    struct option_list sources;
    const char *key;
    const char *head;
    bool help;
};

#define WHERE(member) offsetof(struct settings, member)

static const struct option table[] = {
    {OPTION_LIST, 0, "source", "FILE", WHERE(sources), NULL,
     "derive the records of this document anew and say which do not hold; may "
     "be repeated"},
    {OPTION_TEXT, 0, "audit-key", "FILE", WHERE(key), NULL,
     "the key that the audit was written with"},
    {OPTION_TEXT, 0, "head", "HEAD", WHERE(head), NULL,
     "what 'smac audit head' said earlier: that record must be there"},
    {OPTION_FLAG, 'h', "help", NULL, WHERE(help), NULL, "show this"},
    {OPTION_END, 0, NULL, NULL, 0, NULL, NULL},
};

static const char help_before[] =
    "Usage: smac audit verify [OPTION]... FILE...\n"
    "Check that the records in FILE, or in all FILEs of one chain, the oldest\n"
    "first, are whole, unedited and in order, and name those that are not.\n"
    "\n";

static const char help_after[] = "\n"
                                 "Exit status:\n"
                                 "  0  the audit holds\n"
                                 "  1  it does not\n"
                                 "  2  wrong usage\n"
                                 "  3  something could not be read\n";

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

static bool
add_sources(struct smac_verifier *verifier, const struct option_list *paths,
            struct sources *sources)
{
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

static void
print_fault(void *user, const struct smac_fault *fault)
{
    (void)user;
    smac_notation(fault->path, strlen(fault->path), put_path, NULL);
    if (fault->number > 0)
        printf(":%" PRIu64, fault->number);
    if (fault->sequence > 0)
        printf(": record %" PRIu64, fault->sequence);
    printf(": %s: %s\n", smac_fault_name(fault->kind), fault->text);
}

static void
print_verdict(const struct smac_verdict *verdict, bool with_sources)
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

/* ---- the command -------------------------------------------------------- */

static enum command_exit
verify_files(struct smac_verifier *verifier, int count, char **paths,
             bool with_sources)
{
    struct smac_verdict verdict;
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
    enum smac_status status = smac_verifier_finish(verifier, &verdict);
    if (status != SMAC_OK) {
        message("audit verify", smac_status_text(status));
        return COMMAND_FAILED;
    }
    print_verdict(&verdict, with_sources);
    if (!information_flush())
        return COMMAND_FAILED;
    return verdict.faults == 0 ? COMMAND_DONE : COMMAND_FINDINGS;
}

static enum command_exit
verify(const struct settings *settings, int count, char **paths)
{
    struct key key = {.length = 0};
    if (settings->key != NULL && !key_read(&key, settings->key))
        return COMMAND_FAILED;
    const struct smac_verify_options options = {
        .key = settings->key != NULL ? key.bytes : NULL,
        .key_length = key.length,
        .head = settings->head,
        .tell = print_fault,
    };
    struct smac_verifier *verifier = smac_verifier_new(&options);
    int error = errno;
    key_forget(&key);
    if (verifier == NULL && error == EINVAL) {
        message_usage("--head", "is not what 'smac audit head' says");
        return COMMAND_USAGE;
    }
    if (verifier == NULL) {
        message_errno("audit verify", error);
        return COMMAND_FAILED;
    }
    struct sources sources = {NULL, 0};
    enum command_exit status = COMMAND_FAILED;
    if (add_sources(verifier, &settings->sources, &sources))
        status =
            verify_files(verifier, count, paths, settings->sources.count > 0);
    smac_verifier_free(verifier);
    free_sources(&sources);
    return status;
}

enum command_exit
audit_verify_command(int argc, char **argv)
{
    struct settings settings = {.help = false};
    enum command_exit status = COMMAND_USAGE;
    int count = options_parse(table, &settings, argc, argv);
    if (count >= 0 && settings.help)
        status = information_help(help_before, table, help_after);
    else if (count == 0)
        message_usage("audit verify", "takes at least one file");
    else if (count > 0)
        status = verify(&settings, count, argv);
    free(settings.sources.texts);
    return status;
}
