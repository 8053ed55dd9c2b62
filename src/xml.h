/* SPDX-License-Identifier: MIT */
/* libxml2: its HTML parser and its UTF-16 converters.
 *
 * It is loaded by the call that needs it, not linked: with the ICU that it
 * pulls in it would double the start-up time of every run. Once loaded it
 * stays, so that only the first call of a process pays. Nothing is kept
 * between calls and nothing is printed; threads may call at the same time. */
#ifndef SMAC_XML_H
#define SMAC_XML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "smac.h"

/* At this depth libxml2's own tree ends (xmlParserMaxDepth), with all that
 * follows. It bounds the cost of an end tag, too: libxml2 looks through all
 * that is open. */
#define XML_DEPTH_MAX 256

struct xml_events {
    void *user;
    /* A start tag, of the document or implied. Names and values by turns, a
     * value is NULL where the document has none, the last name is NULL;
     * `attributes` itself is NULL for none. */
    void (*opened)(void *user, const char *name, const char *const *attributes);
    /* Once for each opened one, the innermost first. */
    void (*closed)(void *user);
    /* So many bytes of text, decoded, that end before the offset. */
    void (*text)(void *user, size_t length, size_t end);
};

/* Would loading it open no file? */
bool xml_is_here(void);

/* Loads libxml2 now, so that later calls open no file. SMAC_OK, SMAC_NO_MEMORY,
 * or SMAC_INTERNAL if it cannot be loaded. */
enum smac_status xml_load(void);

/* Parses a document of ASCII without NUL, but for one behind its end, in the
 * way of htmlReadMemory, which Nokogiri, lxml and PHP's DOM use, but builds no
 * tree; past XML_DEPTH_MAX open elements nothing is told any more. The bytes may
 * be spoiled. SMAC_OK,
 * SMAC_TOO_COMPLEX (more than INT_MAX bytes), SMAC_NO_MEMORY, or SMAC_INTERNAL
 * if libxml2 cannot be loaded. */
enum smac_status xml_read_html(uint8_t *bytes, size_t length,
                               const struct xml_events *);

/* Converts so much of the UTF-16 as there is room for. Both lengths go in as
 * what there is, and come out as what was used. SMAC_BAD_INPUT for what is no
 * UTF-16, SMAC_NO_MEMORY, or SMAC_INTERNAL if libxml2 cannot be loaded. */
enum smac_status xml_convert(bool big_endian, const uint8_t *in,
                             size_t *in_length, uint8_t *out,
                             size_t *out_length);

#endif
