/* SPDX-License-Identifier: MIT */
#include "auditlog.h"

#include <errno.h>
#include <stddef.h>

#include "key.h"
#include "message.h"

struct smac_audit *
auditlog_open(const char *path, const char *key_file, unsigned content,
              bool sync)
{
    struct key key = {.length = 0};
    if (key_file != NULL && !key_read(&key, key_file))
        return NULL;
    const struct smac_audit_options options = {
        .key = key_file != NULL ? key.bytes : NULL,
        .key_length = key.length,
        .content = (enum smac_audit_content)content,
        .sync = sync,
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
