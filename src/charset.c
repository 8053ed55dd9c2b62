/* SPDX-License-Identifier: MIT */
#include "charset.h"

#include <dlfcn.h>
#include <libxml/encoding.h>
#include <limits.h>

static const char *const library_name = "libxml2.so.2";

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
convert_pieces(xmlCharEncodingInputFunc convert, const uint8_t *bytes,
               size_t length, struct buffer *out)
{
    uint8_t piece[4096];
    size_t done = 0;
    while (done < length) {
        size_t rest = length - done;
        int in = rest < INT_MAX - 1 ? (int)rest : INT_MAX - 1;
        int made = sizeof piece;
        if (convert(piece, &made, bytes + done, &in) < 0 || in <= 0)
            return SMAC_BAD_INPUT;
        done += (size_t)in;
        if ((size_t)made > out->ceiling - out->size)
            return SMAC_TOO_BIG;
        buffer_put(out, piece, (size_t)made);
        if (out->failed)
            return SMAC_NO_MEMORY;
    }
    return SMAC_OK;
}

/* dlsym answers a pointer to data; POSIX promises that it may be read as one
 * to a function, ISO C does not. */
static xmlCharEncodingInputFunc
find_converter(void *library, enum charset charset)
{
    union {
        void *address;
        void (*call)(void);
    } init = {dlsym(library, "xmlInitParser")};
    union {
        void *address;
        xmlCharEncodingHandlerPtr (*call)(xmlCharEncoding);
    } find = {dlsym(library, "xmlGetCharEncodingHandler")};
    if (init.address == NULL || find.address == NULL)
        return NULL;
    /* Of libxml2's initialisations only this one is safe in threads. */
    init.call();
    xmlCharEncodingHandlerPtr handler =
        find.call(charset == CHARSET_UTF_16LE ? XML_CHAR_ENCODING_UTF16LE
                                              : XML_CHAR_ENCODING_UTF16BE);
    return handler != NULL ? handler->input : NULL;
}

enum smac_status
charset_convert(enum charset charset, const uint8_t *bytes, size_t length,
                struct buffer *out, size_t *where)
{
    *where = find_unpaired(charset, bytes, length);
    if (*where < length)
        return SMAC_BAD_INPUT;
    /* NODELETE: its tables stay for the next document, and a leak checker
     * still finds them reachable. */
    void *library = dlopen(library_name, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == NULL)
        return SMAC_BAD_INPUT;
    xmlCharEncodingInputFunc convert = find_converter(library, charset);
    enum smac_status status =
        convert != NULL ? convert_pieces(convert, bytes + 2, length - 2, out)
                        : SMAC_BAD_INPUT;
    dlclose(library);
    return status;
}
