/* SPDX-License-Identifier: MIT */
#include "identity.h"

#include <sys/stat.h>

static struct identity
identify(int answer, const struct stat *status)
{
    struct identity identity = {0};
    if (answer == 0 && S_ISREG(status->st_mode)) {
        identity.known = true;
        identity.device = status->st_dev;
        identity.inode = status->st_ino;
    }
    return identity;
}

struct identity
identity_of_path(const char *path)
{
    struct stat status;
    return identify(stat(path, &status), &status);
}

struct identity
identity_of_descriptor(int fd)
{
    struct stat status;
    return identify(fstat(fd, &status), &status);
}

bool
identity_same(struct identity a, struct identity b)
{
    return a.known && b.known && a.device == b.device && a.inode == b.inode;
}
