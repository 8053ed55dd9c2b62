/* SPDX-License-Identifier: MIT */
#include "predecessor.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "logfile.h"

bool
predecessor_is_name(const char *base, const char *name)
{
    size_t length = strlen(base);
    if (strncmp(base, name, length) == 0)
        return name[length] != '\0' && strchr(".-_", name[length]) != NULL;
    /* STEM-DIGITS.EXTENSION, perhaps with more behind it */
    const char *extension = *base == '\0' ? NULL : strchr(base + 1, '.');
    if (extension == NULL)
        return false;
    size_t stem = (size_t)(extension - base);
    if (strncmp(base, name, stem) != 0 || name[stem] == '\0' ||
        strchr(".-_", name[stem]) == NULL)
        return false;
    const char *digits = name + stem + 1;
    size_t count = strspn(digits, "0123456789-_");
    const char *rest = digits + count;
    return count > 0 && strncmp(rest, extension, strlen(extension)) == 0 &&
           (rest[strlen(extension)] == '\0' || rest[strlen(extension)] == '.');
}

/* Waits for an append that began before the file was renamed. */
static bool
read_candidate(int folder, const char *name, struct tail *tail)
{
    struct stat status;
    int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return false;
    bool read = fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
                logfile_lock(fd, LOCK_SH) && fstat(fd, &status) == 0 &&
                tail_read(fd, (uint64_t)status.st_size, tail) && tail->any;
    close(fd);
    return read;
}

bool
predecessor_find(const char *path, struct predecessor *found)
{
    *found = (struct predecessor){.name = ""};
    int fd = logfile_open_folder(path);
    if (fd < 0)
        return false;
    DIR *folder = fdopendir(fd);
    if (folder == NULL) {
        int error = errno;
        close(fd);
        errno = error;
        return false;
    }
    struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        struct tail tail;
        if (strlen(entry->d_name) < sizeof found->name &&
            predecessor_is_name(logfile_name(path), entry->d_name) &&
            read_candidate(dirfd(folder), entry->d_name, &tail) &&
            (found->name[0] == '\0' ||
             tail.last.sequence > found->tail.last.sequence)) {
            strcpy(found->name, entry->d_name);
            found->tail = tail;
        }
    }
    closedir(folder);
    return true;
}
