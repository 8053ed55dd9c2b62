/* SPDX-License-Identifier: MIT */
#include "key.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "message.h"

bool
key_read(struct key *key, const char *path)
{
    size_t length;
    char *bytes = input_read(path, &length);
    key->length = 0;
    if (bytes == NULL) {
        message_errno(path, errno);
        return false;
    }
    bool fits = length >= SMAC_AUDIT_KEY_MIN && length <= SMAC_AUDIT_KEY_MAX;
    if (fits) {
        memcpy(key->bytes, bytes, length);
        key->length = length;
    } else {
        message(path, "is no key: a key has 16 to 4096 bytes");
    }
    explicit_bzero(bytes, length);
    free(bytes);
    return fits;
}

void
key_forget(struct key *key)
{
    explicit_bzero(key, sizeof *key);
}
