/* SPDX-License-Identifier: MIT */
/* System calls on the files of an audit, as they ought to behave: neither
 * signals nor short answers show. */
#ifndef SMAC_LOGFILE_H
#define SMAC_LOGFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All bytes, or false with errno. */
bool logfile_write(int fd, const void *bytes, size_t length);

/* EIO if the file has become shorter than that. */
bool logfile_read_at(int fd, uint64_t offset, void *bytes, size_t length);

/* Bytes that were read, 0 at the end, -1 with errno. */
long logfile_read(int fd, void *bytes, size_t length);

/* flock: LOCK_EX, LOCK_SH or LOCK_UN. */
bool logfile_lock(int fd, int operation);

/* Is the open file still the one that the path names? */
bool logfile_is_at(int fd, const char *path);

/* PATH's folder, for its entries; -1 with errno. */
int logfile_open_folder(const char *path);

/* Makes an entry that was created or renamed in PATH's folder durable. */
bool logfile_sync_folder(const char *path);

/* The part of the path behind its last slash. */
const char *logfile_name(const char *path);

#endif
