/* SPDX-License-Identifier: MIT */
#include "audit_folder.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "chaincheck.h"
#include "cover.h"
#include "headlist.h"
#include "information.h"
#include "message.h"
#include "parcel.h"

/* The head of a log without a record. */
static const char no_head[] = "0:0000000000000000000000000000000000000000000000"
                              "000000000000000000";

struct logs {
    char **paths;
    size_t count;
    size_t name; /* where the name begins in each path */
};

bool
audit_folder_is(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* ---- logs --------------------------------------------------------------- */

static void
free_logs(struct logs *logs)
{
    for (size_t i = 0; i < logs->count; i++)
        free(logs->paths[i]);
    free(logs->paths);
}

static bool
add_log(struct logs *logs, const char *folder, const char *name)
{
    struct stat status;
    char **paths = realloc(logs->paths, (logs->count + 1) * sizeof *paths);
    char *path;
    if (paths == NULL)
        return false;
    logs->paths = paths;
    if (asprintf(&path, "%s/%s", folder, name) < 0)
        return false;
    if (stat(path, &status) < 0 || S_ISREG(status.st_mode))
        paths[logs->count++] = path;
    else
        free(path);
    return true;
}

static int
compare_paths(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* False after a message. */
static bool
list_logs(struct logs *logs, const char *folder)
{
    const struct dirent *entry;
    DIR *directory = opendir(folder);
    bool fine = directory != NULL;
    logs->name = strlen(folder) + 1;
    while (fine && (errno = 0, entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] != '.' && entry->d_name[0] != '_')
            fine = add_log(logs, folder, entry->d_name);
    }
    if (!fine || errno != 0) {
        message_errno(folder, errno);
        fine = false;
    }
    if (directory != NULL)
        closedir(directory);
    if (logs->count > 0)
        qsort(logs->paths, logs->count, sizeof *logs->paths, compare_paths);
    return fine;
}

static const char *
name_of(const struct logs *logs, size_t i)
{
    return logs->paths[i] + logs->name;
}

/* False after a message. */
static bool
head_of(const char *path, char head[SMAC_AUDIT_HEAD_SIZE])
{
    if (smac_audit_head(path, head) == SMAC_OK)
        return true;
    if (errno != ENODATA) {
        message_errno(path, errno);
        return false;
    }
    memcpy(head, no_head, sizeof no_head);
    return true;
}

enum command_exit
audit_folder_heads(const char *path)
{
    struct logs logs = {NULL, 0, 0};
    char head[SMAC_AUDIT_HEAD_SIZE];
    bool fine = list_logs(&logs, path);
    for (size_t i = 0; fine && i < logs.count; i++) {
        fine = head_of(logs.paths[i], head);
        if (!fine)
            break;
        printf("%s  ", head);
        chaincheck_print_path(name_of(&logs, i));
        putchar('\n');
    }
    free_logs(&logs);
    return information_flush() && fine ? COMMAND_DONE : COMMAND_FAILED;
}

/* ---- verifying ---------------------------------------------------------- */

struct verification {
    const struct audit_folder *asked;
    struct logs logs;
    struct headlist heads;
    struct cover cover;
    struct smac_verdict sum;
};

static int
add_notation(void *user, const char *text, size_t length, bool notation)
{
    (void)notation;
    parcel_put(user, text, length);
    return 0;
}

/* The entry that the list of heads has for a log. */
static struct headlist_entry *
find_entry(struct verification *v, const char *name)
{
    struct parcel written = {0};
    smac_notation(name, strlen(name), add_notation, &written);
    parcel_put(&written, "", 1);
    struct headlist_entry *entry =
        written.failed ? NULL : headlist_find(&v->heads, written.bytes);
    parcel_release(&written);
    return entry;
}

static void
tell_fault(struct verification *v, const char *name, const char *what)
{
    chaincheck_print_path(name);
    printf(": %s\n", what);
    v->sum.faults++;
}

static enum command_exit
verify_log(struct verification *v, size_t i)
{
    const char *name = name_of(&v->logs, i);
    struct smac_verdict verdict;
    struct chaincheck check = {.key = v->asked->key};
    if (v->asked->heads != NULL) {
        const struct headlist_entry *entry = find_entry(v, name);
        if (entry == NULL)
            tell_fault(v, name, "unlisted: the list of heads has no such log");
        else if (strcmp(entry->head, no_head) != 0)
            check.head = entry->head;
    }
    enum command_exit status =
        chaincheck_run(&check, 1, &v->logs.paths[i], &verdict);
    if (status != COMMAND_DONE)
        return status;
    chaincheck_print_path(name);
    fputs(": ", stdout);
    chaincheck_print(&verdict, false);
    v->sum.records += verdict.records;
    v->sum.documents += verdict.documents;
    v->sum.faults += verdict.faults;
    return v->asked->covers->count == 0 ||
                   cover_add_log(&v->cover, v->logs.paths[i])
               ? COMMAND_DONE
               : COMMAND_FAILED;
}

static enum command_exit
verify_logs(struct verification *v)
{
    if (v->asked->heads != NULL && !headlist_open(&v->heads, v->asked->heads))
        return COMMAND_FAILED;
    enum command_exit status = COMMAND_DONE;
    for (size_t i = 0; i < v->logs.count; i++) {
        enum command_exit one = verify_log(v, i);
        if (one != COMMAND_DONE)
            status = one;
    }
    for (size_t i = 0; i < v->heads.count; i++) {
        if (!v->heads.entries[i].found)
            tell_fault(v, v->heads.entries[i].name,
                       "missing: the log is not in the folder");
    }
    const struct option_list *covers = v->asked->covers;
    for (size_t i = 0; i < covers->count; i++) {
        if (!cover_check(&v->cover, covers->texts[i]))
            return COMMAND_FAILED;
    }
    v->sum.faults += v->cover.uncovered;
    return status;
}

static void
print_sum(const struct verification *v)
{
    if (v->asked->covers->count > 0)
        printf("%" PRIu64 " of %" PRIu64 " released records are covered\n",
               v->cover.released - v->cover.uncovered, v->cover.released);
    printf("%zu logs: ", v->logs.count);
    chaincheck_print(&v->sum, false);
}

enum command_exit
audit_folder_verify(const struct audit_folder *asked)
{
    struct verification v = {.asked = asked};
    enum command_exit status = COMMAND_FAILED;
    if (list_logs(&v.logs, asked->path))
        status = verify_logs(&v);
    if (status == COMMAND_DONE) {
        print_sum(&v);
        status = v.sum.faults == 0 ? COMMAND_DONE : COMMAND_FINDINGS;
    }
    if (!information_flush())
        status = COMMAND_FAILED;
    free_logs(&v.logs);
    headlist_close(&v.heads);
    cover_release(&v.cover);
    return status;
}
