/* SPDX-License-Identifier: MIT */
#include "xml.h"

#include <errno.h>
#include <libxml/HTMLparser.h>
#include <libxml/encoding.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <limits.h>
#include <string.h>

#include "dynamic.h"

static const char *const library_name = "libxml2.so.2";

/* ---- the library --------------------------------------------------------- */

struct library {
    void *handle;
    void (*init)(void);
    xmlCharEncodingHandlerPtr (*find_converter)(xmlCharEncoding);
    htmlParserCtxtPtr (*new_parser)(void);
    void (*free_parser)(htmlParserCtxtPtr);
    xmlParserInputPtr (*new_input)(xmlParserCtxtPtr);
    void (*free_input)(xmlParserInputPtr);
    int (*push)(xmlParserCtxtPtr, xmlParserInputPtr);
    int (*use_options)(htmlParserCtxtPtr, int);
    int (*parse)(htmlParserCtxtPtr);
    long (*consumed)(xmlParserCtxtPtr);
    xmlStructuredErrorFunc *(*handler)(void);
    void **(*handler_context)(void);
    xmlReallocFunc *realloc; /* the program may have put in its own */
};

/* SMAC_NO_MEMORY, or SMAC_INTERNAL if it is not there. Loading does not say
 * which; the allocator's word is all there is. */
static enum smac_status
library_open(struct library *l)
{
    errno = 0;
    void *handle = dynamic_open(library_name);
    if (handle == NULL)
        return errno == ENOMEM ? SMAC_NO_MEMORY : SMAC_INTERNAL;
    l->handle = handle;
    if (dynamic_find(handle, "xmlInitParser", &l->init) &&
        dynamic_find(handle, "xmlGetCharEncodingHandler", &l->find_converter) &&
        dynamic_find(handle, "htmlNewParserCtxt", &l->new_parser) &&
        dynamic_find(handle, "htmlFreeParserCtxt", &l->free_parser) &&
        dynamic_find(handle, "xmlNewInputStream", &l->new_input) &&
        dynamic_find(handle, "xmlFreeInputStream", &l->free_input) &&
        dynamic_find(handle, "inputPush", &l->push) &&
        dynamic_find(handle, "htmlCtxtUseOptions", &l->use_options) &&
        dynamic_find(handle, "htmlParseDocument", &l->parse) &&
        dynamic_find(handle, "xmlByteConsumed", &l->consumed) &&
        dynamic_find(handle, "__xmlStructuredError", &l->handler) &&
        dynamic_find(handle, "__xmlStructuredErrorContext",
                     &l->handler_context) &&
        dynamic_find(handle, "xmlRealloc", &l->realloc))
        return SMAC_OK;
    dynamic_close(handle);
    return SMAC_INTERNAL;
}

bool
xml_is_here(void)
{
    return dynamic_is_here(library_name);
}

enum smac_status
xml_load(void)
{
    struct library library;
    enum smac_status status = library_open(&library);
    if (status != SMAC_OK)
        return status;
    library.init();
    dynamic_close(library.handle);
    return SMAC_OK;
}

/* ---- HTML ---------------------------------------------------------------- */

struct reader {
    const struct library *library;
    const struct xml_events *events;
    htmlParserCtxtPtr parser;
    unsigned depth;
    bool began;
    bool stopped;
    bool out_of_memory;
    const xmlChar *stuck; /* where the last errors were, */
    unsigned errors;      /* so many one after the other */
};

/* An end tag may be an error for each element that it closes. */
enum { STUCK_AFTER = 2 * XML_DEPTH_MAX };

/* xmlStopParser frees the input under functions that go on to read it. Most
 * end at a NUL, some at a `>`; the bytes are ours to spoil. */
static void
overwrite(struct reader *r, xmlChar first)
{
    xmlParserInputPtr in = r->parser->input;
    xmlChar *bytes = (xmlChar *)(uintptr_t)in->cur;
    r->errors = 0;
    r->stopped = true;
    if (in->cur < in->end) {
        memset(bytes, 0, (size_t)(in->end - in->cur));
        bytes[0] = first;
    }
}

static void
on_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
    struct reader *r = user;
    r->began = true;
    if (r->stopped)
        return;
    if (r->depth == XML_DEPTH_MAX) {
        overwrite(r, '>');
        return;
    }
    r->depth++;
    r->events->opened(r->events->user, (const char *)name,
                      (const char *const *)attributes);
}

static void
on_end(void *user, const xmlChar *name)
{
    struct reader *r = user;
    (void)name;
    if (r->stopped || r->depth == 0)
        return;
    r->depth--;
    r->events->closed(r->events->user);
}

static void
on_text(void *user, const xmlChar *bytes, int length)
{
    struct reader *r = user;
    long end = r->library->consumed(r->parser);
    (void)bytes;
    if (!r->stopped && length > 0 && end >= length)
        r->events->text(r->events->user, (size_t)length, (size_t)end);
}

/* Without memory libxml2 2.9 goes round in circles: it moves no more, or sees
 * the same tag without a name again and again. */
static void
on_error(void *user, xmlErrorPtr error)
{
    struct reader *r = user;
    bool no_memory = error->code == XML_ERR_NO_MEMORY;
    r->out_of_memory |= no_memory;
    if (r->parser == NULL || r->parser->input == NULL)
        return;
    const xmlChar *at = r->parser->input->cur;
    r->errors = at == r->stuck ? r->errors + 1 : 0;
    r->stuck = at;
    bool stuck = r->errors == STUCK_AFTER;
    r->out_of_memory |= stuck;
    if (stuck || (no_memory && !r->stopped))
        overwrite(r, r->stopped ? 0 : '>');
}

/* Where the stack of names cannot grow, libxml2 2.9 goes on with NULL. */
static bool
grow_names(struct reader *r)
{
    const size_t room = XML_DEPTH_MAX + 8;
    xmlParserCtxtPtr p = r->parser;
    void *names =
        (*r->library->realloc)((void *)p->nameTab, room * sizeof *p->nameTab);
    if (names == NULL)
        return false;
    p->nameTab = names;
    p->nameMax = (int)room;
    return true;
}

/* What htmlCtxtReadMemory does, but on the bytes themselves: its copy of a long
 * document would be in memory as a whole. An input without a buffer is never
 * grown or shrunk, which 2.9 does wrong with a buffer that is not its own. */
static bool
read_bytes(struct reader *r, uint8_t *bytes, size_t length, int options)
{
    const struct library *l = r->library;
    xmlParserInputPtr input = l->new_input(r->parser);
    if (input == NULL)
        return false;
    input->base = input->cur = bytes;
    input->end = bytes + length;
    if (l->push(r->parser, input) < 0) {
        l->free_input(input);
        return false;
    }
    l->use_options(r->parser, options);
    r->parser->html = 1;
    l->parse(r->parser);
    return true;
}

static void
parse(struct reader *r, uint8_t *bytes, size_t length)
{
    /* The encoding that a <meta> names would be believed. */
    const int options = HTML_PARSE_RECOVER | HTML_PARSE_IGNORE_ENC |
                        HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING;
    r->out_of_memory = r->parser == NULL || !grow_names(r);
    if (r->out_of_memory)
        return;
    xmlSAXHandler *sax = r->parser->sax;
    memset(sax, 0, sizeof *sax);
    sax->startElement = on_start;
    sax->endElement = on_end;
    sax->characters = on_text;
    sax->ignorableWhitespace = on_text;
    sax->cdataBlock = on_text;
    r->parser->userData = r;
    r->out_of_memory |= !read_bytes(r, bytes, length, options) || !r->began ||
                        r->parser->errNo == XML_ERR_NO_MEMORY;
}

/* What libxml2 says of a lack of memory goes to the handler of the thread, and
 * without one to stderr. The handler may be the caller's: it comes back. */
static void
parse_silently(struct reader *r, uint8_t *bytes, size_t length)
{
    xmlStructuredErrorFunc *handler = r->library->handler();
    void **context = r->library->handler_context();
    xmlStructuredErrorFunc before = *handler;
    void *context_before = *context;
    *handler = on_error;
    *context = r;
    /* Of libxml2's initialisations only this one is safe in threads. */
    r->library->init();
    r->parser = r->library->new_parser();
    parse(r, bytes, length);
    if (r->parser != NULL)
        r->library->free_parser(r->parser);
    *handler = before;
    *context = context_before;
}

enum smac_status
xml_read_html(uint8_t *bytes, size_t length, const struct xml_events *events)
{
    struct library library;
    if (length == 0)
        return SMAC_OK;
    if (length > INT_MAX)
        return SMAC_TOO_COMPLEX;
    enum smac_status status = library_open(&library);
    if (status != SMAC_OK)
        return status;
    struct reader r = {.library = &library, .events = events};
    parse_silently(&r, bytes, length);
    dynamic_close(library.handle);
    return r.out_of_memory ? SMAC_NO_MEMORY : SMAC_OK;
}

/* ---- UTF-16 -------------------------------------------------------------- */

enum smac_status
xml_convert(bool big_endian, const uint8_t *in, size_t *in_length, uint8_t *out,
            size_t *out_length)
{
    struct library library;
    enum smac_status status = library_open(&library);
    if (status != SMAC_OK)
        return status;
    /* Pieces of an even length, so that no unit is cut. */
    int used = *in_length < INT_MAX - 1 ? (int)*in_length : INT_MAX - 1;
    int made = *out_length < INT_MAX ? (int)*out_length : INT_MAX;
    library.init();
    xmlCharEncodingHandlerPtr converter = library.find_converter(
        big_endian ? XML_CHAR_ENCODING_UTF16BE : XML_CHAR_ENCODING_UTF16LE);
    bool good = converter != NULL && converter->input != NULL &&
                converter->input(out, &made, in, &used) >= 0;
    dynamic_close(library.handle);
    *in_length = good ? (size_t)used : 0;
    *out_length = good ? (size_t)made : 0;
    return good ? SMAC_OK : SMAC_BAD_INPUT;
}
