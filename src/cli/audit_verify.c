/* SPDX-License-Identifier: MIT */
/* `smac audit verify FILE...`: is the audit whole, unedited, and true? */
#include <stddef.h>
#include <stdlib.h>

#include "audit_folder.h"
#include "chaincheck.h"
#include "command.h"
#include "information.h"
#include "key.h"
#include "message.h"
#include "options.h"
#include "smac.h"

struct settings {
    struct option_list sources;
    const char *key;
    const char *head;
    const char *heads;
    struct option_list covers;
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
    {OPTION_TEXT, 0, "heads", "FILE", WHERE(heads), NULL,
     "of a folder: what 'smac audit head DIR' said earlier; each log must be "
     "there, and no other"},
    {OPTION_LIST, 0, "covers", "FILE", WHERE(covers), NULL,
     "of a folder: each record that 'smac jsonl' wrote to FILE must have its "
     "document there; may be repeated"},
    {OPTION_FLAG, 'h', "help", NULL, WHERE(help), NULL, "show this"},
    {OPTION_END, 0, NULL, NULL, 0, NULL, NULL},
};

static const char help_before[] =
    "Usage: smac audit verify [OPTION]... FILE...\n"
    "       smac audit verify [OPTION]... DIR\n"
    "Check that the records in FILE, or in all FILEs of one chain, the oldest\n"
    "first, are whole, unedited and in order, and name those that are not. In\n"
    "DIR, each file is a log with a chain of its own.\n"
    "\n";

static const char help_after[] = "\n"
                                 "Exit status:\n"
                                 "  0  the audit holds\n"
                                 "  1  it does not\n"
                                 "  2  wrong usage\n"
                                 "  3  something could not be read\n";

/* ---- the command -------------------------------------------------------- */

static enum command_exit
verify_chain(const struct settings *settings, const struct key *key, int count,
             char **paths)
{
    struct smac_verdict verdict;
    const struct chaincheck check = {
        .key = key,
        .head = settings->head,
        .sources = &settings->sources,
    };
    enum command_exit status = chaincheck_run(&check, count, paths, &verdict);
    if (status != COMMAND_DONE)
        return status;
    chaincheck_print(&verdict, settings->sources.count > 0);
    if (!information_flush())
        return COMMAND_FAILED;
    return verdict.faults == 0 ? COMMAND_DONE : COMMAND_FINDINGS;
}

/* Is what was asked of a folder asked of a folder, and the other way round? */
static bool
options_fit(const struct settings *s, bool folder, int count)
{
    if (folder && count > 1)
        message_usage("audit verify", "takes one folder, or files");
    else if (folder && (s->head != NULL || s->sources.count > 0))
        message_usage(s->head != NULL ? "--head" : "--source",
                      "is for the files of one chain");
    else if (!folder && (s->heads != NULL || s->covers.count > 0))
        message_usage(s->heads != NULL ? "--heads" : "--covers",
                      "is for a folder of audits");
    else
        return true;
    return false;
}

static enum command_exit
verify(const struct settings *settings, int count, char **paths)
{
    struct key key = {.length = 0};
    bool folder = false;
    for (int i = 0; i < count; i++)
        folder = folder || audit_folder_is(paths[i]);
    if (!options_fit(settings, folder, count))
        return COMMAND_USAGE;
    if (settings->key != NULL && !key_read(&key, settings->key))
        return COMMAND_FAILED;
    const struct audit_folder asked = {
        .path = paths[0],
        .key = settings->key != NULL ? &key : NULL,
        .heads = settings->heads,
        .covers = &settings->covers,
    };
    enum command_exit status =
        folder ? audit_folder_verify(&asked)
               : verify_chain(settings, asked.key, count, paths);
    key_forget(&key);
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
    free(settings.covers.texts);
    return status;
}
