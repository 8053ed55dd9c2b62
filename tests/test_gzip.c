/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gzip.h"

static char path[] = "/tmp/smac-gzip-XXXXXX";
static int fd;

static void
open_file(void)
{
    fd = mkstemp(path);
    cr_assert(fd >= 0);
}

static void
close_file(void)
{
    close(fd);
    unlink(path);
}

TestSuite(gzip, .init = open_file, .fini = close_file);

/* Members of "one\n" and of "two\n", and a mark. */
static size_t
write_members(struct buffer *b, uint8_t fill)
{
    uint8_t note[GZIP_NOTE_SIZE];
    struct gzip *gzip = gzip_new();
    cr_assert_not_null(gzip);
    memset(note, fill, sizeof note);
    cr_assert(gzip_put(gzip, "one\n", 4, b));
    size_t first = b->size;
    cr_assert(gzip_put(gzip, "two\n", 4, b));
    gzip_mark(b, note);
    cr_assert_not(b->failed);
    gzip_free(gzip);
    gzip_free(NULL);
    return first;
}

static void
set_file(const struct buffer *b, size_t size)
{
    cr_assert_eq(ftruncate(fd, 0), 0);
    cr_assert_eq(pwrite(fd, b->data, size, 0), (ssize_t)size);
}

/* All text; the answer is what ended it. */
static int
read_text(struct gzip_reader *reader, char text[64])
{
    const uint8_t *bytes;
    size_t length;
    size_t size = 0;
    int more;
    while ((more = gzip_reader_next(reader, &bytes, &length)) > 0) {
        cr_assert(length > 0 && size + length < 64);
        memcpy(text + size, bytes, length);
        size += length;
    }
    text[size] = '\0';
    return more;
}

Test(gzip, finds_a_mark_at_the_end)
{
    struct buffer b;
    uint8_t note[GZIP_NOTE_SIZE];
    buffer_init(&b, 1 << 20);
    write_members(&b, 0x5A);
    const uint8_t *mark = b.data + b.size - GZIP_MARK_SIZE;
    cr_expect(gzip_read_mark(mark, note));
    for (size_t i = 0; i < sizeof note; i++)
        cr_expect_eq(note[i], 0x5A);
    cr_expect_not(gzip_read_mark(mark - 1, note));
    for (size_t i = 0; i < GZIP_MARK_SIZE; i++) {
        uint8_t other[GZIP_MARK_SIZE];
        memcpy(other, mark, sizeof other);
        other[i] ^= 1;
        bool is_note = i >= 16 && i < 16 + GZIP_NOTE_SIZE;
        cr_expect_eq(gzip_read_mark(other, note), is_note, "%zu", i);
    }
    buffer_release(&b);
}

/* Wherever it ends: the text so far, and where the whole members ended. */
Test(gzip, reads_as_far_as_it_goes)
{
    struct buffer b;
    buffer_init(&b, 1 << 20);
    size_t first = write_members(&b, 0);
    size_t second = b.size - GZIP_MARK_SIZE;
    for (size_t size = 0; size <= b.size; size++) {
        char text[64];
        uint64_t behind;
        set_file(&b, size);
        struct gzip_reader *reader = gzip_reader_new(fd, size);
        cr_assert_not_null(reader);
        cr_expect_eq(read_text(reader, text), 0);
        size_t whole = size < first    ? 0
                       : size < second ? first
                       : size < b.size ? second
                                       : b.size;
        cr_expect_eq(gzip_reader_whole(reader, &behind), whole, "%zu", size);
        cr_expect_eq(behind, size < first ? 0u : size < second ? 4u : 8u);
        cr_expect_eq(gzip_reader_torn(reader), size != whole, "%zu", size);
        cr_expect(strncmp(text, "one\ntwo\n", strlen(text)) == 0 &&
                  strlen(text) >= behind);
        gzip_reader_free(reader);
    }
    gzip_reader_free(NULL);
    buffer_release(&b);
}

Test(gzip, says_that_it_is_damaged)
{
    struct buffer b;
    buffer_init(&b, 1 << 20);
    size_t first = write_members(&b, 0);
    char text[64];
    b.data[first] ^= 1; /* the second member's magic number */
    set_file(&b, b.size);
    struct gzip_reader *reader = gzip_reader_new(fd, b.size);
    cr_assert_not_null(reader);
    cr_expect_eq(read_text(reader, text), -1);
    cr_expect_eq(errno, EBADMSG);
    cr_expect_str_eq(text, "one\n");
    gzip_reader_free(reader);
    buffer_release(&b);
    cr_expect(gzip_recognises((const uint8_t *)"\x1f\x8b", 2));
    cr_expect(gzip_recognises((const uint8_t *)"\x1f", 1));
    cr_expect_not(gzip_recognises((const uint8_t *)"{\"", 2));
    cr_expect_not(gzip_recognises((const uint8_t *)"\x1f{", 2));
}
