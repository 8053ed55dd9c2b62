/* SPDX-License-Identifier: MIT */
/* Debian has md4c as a library alone: this is its program, stdin to stdout as
 * HTML with GitHub's extensions. */
#include <md4c-html.h>
#include <stdio.h>
#include <stdlib.h>

static void
write_html(const char *text, MD_SIZE length, void *user)
{
    fwrite(text, 1, length, user);
}

int
main(void)
{
    char *document = NULL;
    size_t length = 0;
    size_t capacity = 0;
    size_t n;
    do {
        if (length == capacity) {
            capacity = capacity == 0 ? 1 << 16 : 2 * capacity;
            document = realloc(document, capacity);
            if (document == NULL)
                return 1;
        }
        n = fread(document + length, 1, capacity - length, stdin);
        length += n;
    } while (n > 0);
    int failed = md_html(document, (MD_SIZE)length, write_html, stdout,
                         MD_DIALECT_GITHUB, 0);
    free(document);
    return failed != 0 || ferror(stdin) || fflush(stdout) != 0;
}
