/* SPDX-License-Identifier: MIT */
#include "walk.h"

#include <errno.h>
#include <stddef.h>

#include "input.h"
#include "message.h"

typedef bool each_function(void *user, const char *path,
                           const struct smac_record *);

/* 0 at the end of the file, 1 if `each` wants no more, -1 with errno. */
static int
walk_file(const char *path, each_function *each, void *user)
{
    struct smac_record record;
    struct smac_audit_reader *reader =
        smac_audit_reader_new(input_is_stdin(path) ? "/dev/stdin" : path);
    if (reader == NULL)
        return -1;
    int more;
    bool wanted = true;
    while (wanted && (more = smac_audit_reader_next(reader, &record)) > 0)
        wanted = each(user, path, &record);
    int error = errno;
    smac_audit_reader_free(reader);
    errno = error;
    return wanted ? more : 1;
}

bool
walk_files(int count, char **paths, each_function *each, void *user)
{
    for (int i = 0; i < count; i++) {
        int answer = walk_file(paths[i], each, user);
        if (answer > 0)
            break;
        if (answer < 0 && errno == EBADMSG)
            message(paths[i], "is damaged gzip");
        else if (answer < 0)
            message_errno(paths[i], errno);
        if (answer < 0)
            return false;
    }
    return true;
}
