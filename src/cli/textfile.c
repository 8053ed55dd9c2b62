/* SPDX-License-Identifier: MIT */
#include "textfile.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"

bool
textfile_open(struct textfile *l, const char *path, size_t ceiling)
{
    *l = (struct textfile){.path = path};
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return false;
    size_t capacity = 0;
    for (;;) {
        if (capacity - l->length < 2) {
            capacity = 2 * capacity + 4096;
            char *text = realloc(l->text, capacity);
            if (text == NULL) {
                errno = ENOMEM;
                break;
            }
            l->text = text;
        }
        errno = 0;
        size_t n =
            fread(l->text + l->length, 1, capacity - l->length - 1, file);
        l->length += n;
        if (l->length > ceiling)
            errno = EFBIG;
        if (n == 0 || errno != 0)
            break;
    }
    int error = errno;
    fclose(file);
    if (error != 0) {
        textfile_close(l);
        errno = error;
        return false;
    }
    l->text[l->length] = '\0';
    l->next = l->text;
    return true;
}

char *
textfile_next(struct textfile *l)
{
    char *line = l->next;
    if (line == l->text + l->length)
        return NULL;
    char *end = memchr(line, '\n', (size_t)(l->text + l->length - line));
    l->next = end == NULL ? l->text + l->length : end + 1;
    if (end == NULL)
        end = l->next;
    if (end > line && end[-1] == '\r')
        end--;
    *end = '\0';
    l->number++;
    return line;
}

bool
textfile_refuse(const struct textfile *l, const char *wrong)
{
    char *subject;
    if (asprintf(&subject, "%s:%lu", l->path, l->number) < 0) {
        message(l->path, wrong);
        return false;
    }
    message(subject, wrong);
    free(subject);
    return false;
}

void
textfile_close(struct textfile *l)
{
    free(l->text);
    l->text = l->next = NULL;
    l->length = 0;
}

char *
textfile_word(char **rest)
{
    char *word = *rest + strspn(*rest, " \t");
    size_t length = strcspn(word, " \t");
    *rest = word + length;
    if (length == 0)
        return NULL;
    if (**rest != '\0')
        *(*rest)++ = '\0';
    return word;
}
