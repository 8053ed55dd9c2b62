/* SPDX-License-Identifier: MIT */
/* A line of JSON that is being read: an object of strings, numbers from 0 to
 * 2^53, booleans, arrays and objects. The only file that names json-c.
 *
 * The line may have been written by anybody. json-c alone is too kind for a
 * reader of evidence: it takes 'single quotes', raw control characters and
 * encoded surrogates, reads a lone surrogate as U+FFFD, a key up to its NUL,
 * and of two members with one name the last. Where JSON readers disagree, a
 * record could show one thing to its verifier and another to a log pipeline;
 * so all of this is no record here. */
#ifndef SMAC_OBJECT_H
#define SMAC_OBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "smac.h"

struct object;

/* NULL with errno set: EBADMSG if the line is not such an object, ENOMEM.
 * Linear. */
struct object *object_parse(const void *line, size_t length);

/* Silent on NULL. */
void object_free(struct object *);

/* Members by path, "event.sequence". (NULL, 0) or false if the member is not
 * there or is of another kind. Texts live as long as the object. */
struct smac_text object_text(const struct object *, const char *path);
bool object_number(const struct object *, const char *path, uint64_t *);
bool object_bool(const struct object *, const char *path, bool *);

/* Elements of an array of texts; 0 and (NULL, 0) if there is none. */
size_t object_count(const struct object *, const char *path);
struct smac_text object_element(const struct object *, const char *path,
                                size_t index);

/* Calls `each` for the members of an object that are objects, in the order of
 * their keys; `path` is the object's, `key` the member's. False without
 * memory, and nothing was called. */
bool object_each(const struct object *, const char *path,
                 void (*each)(void *user, const char *key), void *user);

/* Appends the canonical form (RFC 8785), without the member at `except`
 * unless that is NULL. */
void object_canonical(const struct object *, const char *except,
                      struct buffer *);

/* Where the two differ: the path of the first member, and what each has there
 * in canonical form, empty where there is nothing. False if they do not. */
bool object_difference(const struct object *, const struct object *,
                       const char *except, struct buffer *path,
                       struct buffer *first, struct buffer *second);

#endif
