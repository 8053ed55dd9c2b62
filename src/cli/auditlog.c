/* SPDX-License-Identifier: MIT */
#include "auditlog.h"

#include <errno.h>

#include "key.h"
#include "message.h"

struct smac_audit *
auditlog_open(const struct auditlog *log, const char *path)
{
    struct key key = {.length = 0};
    if (log->key != NULL && !key_read(&key, log->key))
        return NULL;
    const struct smac_audit_options options = {
        .key = log->key != NULL ? key.bytes : NULL,
        .key_length = key.length,
        .content = (enum smac_audit_content)log->content,
        .sync = log->sync,
    };
    struct smac_audit *audit = smac_audit_open(path, &options);
    int error = errno;
    key_forget(&key);
    if (audit == NULL)
        message_errno(path, error);
    return audit;
}

void
auditlog_complain(const char *path, int error)
{
    static const struct {
        int error;
        const char *text;
    } texts[] = {
        {EBADMSG, "is no gzip file, or a damaged one: nothing can be appended"},
        {ENOKEY, "was written with a key: --audit-key is needed"},
        {EKEYREJECTED, "was written without that key: begin a new file"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (error == texts[i].error) {
            message(path, texts[i].text);
            return;
        }
    }
    message_errno(path, error);
}
