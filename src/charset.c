/* SPDX-License-Identifier: MIT */
#include "charset.h"

#include "xml.h"

enum charset
charset_detect(const uint8_t *bytes, size_t length)
{
    if (length >= 2 && bytes[0] == 0xff && bytes[1] == 0xfe)
        return CHARSET_UTF_16LE;
    if (length >= 2 && bytes[0] == 0xfe && bytes[1] == 0xff)
        return CHARSET_UTF_16BE;
    return CHARSET_UTF_8;
}

const char *
charset_name(enum charset charset)
{
    switch (charset) {
    case CHARSET_UTF_16LE:
        return "utf-16le";
    case CHARSET_UTF_16BE:
        return "utf-16be";
    case CHARSET_UTF_8:
        break;
    }
    return "";
}

/* Offset of the first unit that is half a pair or half a unit, or length.
 * libxml2 2.9 turns a lone low surrogate into three bytes that are not UTF-8
 * and silently leaves out an odd last byte. */
static size_t
find_unpaired(enum charset charset, const uint8_t *bytes, size_t length)
{
    size_t high = charset == CHARSET_UTF_16LE ? 1 : 0;
    size_t i = 0;
    while (length - i >= 2) {
        unsigned kind = bytes[i + high] & 0xfcu;
        if (kind == 0xdc)
            return i;
        if (kind == 0xd8) {
            if (length - i < 4 || (bytes[i + 2 + high] & 0xfcu) != 0xdc)
                return i;
            i += 2;
        }
        i += 2;
    }
    return i;
}

/* Converts piece by piece through a small array, so that the buffer's ceiling
 * is met exactly and not guessed. */
static enum smac_status
convert_pieces(bool big_endian, const uint8_t *bytes, size_t length,
               struct buffer *out)
{
    uint8_t piece[16384];
    size_t done = 0;
    while (done < length) {
        size_t used = length - done;
        size_t made = sizeof piece;
        enum smac_status status =
            xml_convert(big_endian, bytes + done, &used, piece, &made);
        if (status != SMAC_OK)
            return status;
        if (used == 0)
            return SMAC_BAD_INPUT;
        done += used;
        if (made > out->ceiling - out->size)
            return SMAC_TOO_BIG;
        buffer_put(out, piece, made);
        if (out->failed)
            return SMAC_NO_MEMORY;
    }
    return SMAC_OK;
}

enum smac_status
charset_convert(enum charset charset, const uint8_t *bytes, size_t length,
                struct buffer *out, size_t *where)
{
    *where = find_unpaired(charset, bytes, length);
    if (*where < length)
        return SMAC_BAD_INPUT;
    return convert_pieces(charset == CHARSET_UTF_16BE, bytes + 2, length - 2,
                          out);
}
