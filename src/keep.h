/* SPDX-License-Identifier: MIT */
/* What the reader does not see but the user asked to keep: addresses, titles,
 * alternative texts. It comes out marked, and harmless: an address is
 * percent-encoded wherever it could be more than an address, other text is
 * one line without control or invisible characters. */
#ifndef SMAC_KEEP_H
#define SMAC_KEEP_H

#include "buffer.h"
#include "element.h"
#include "text.h"

struct keep_part {
    const uint8_t *bytes; /* hostile */
    size_t length;        /* 0: there is none, or it is not kept */
};

struct keep {
    enum smac_format format;
    unsigned kinds; /* enum smac_keep */
    struct buffer scratch;
    /* Links do not nest: the one of raw HTML that is open. */
    struct buffer address; /* and its title */
    size_t address_length;
    bool in_link;
    bool failed; /* memory ran out, and something was not kept */
};

void keep_init(struct keep *, const struct smac_options *);
void keep_release(struct keep *);

/* A document begins: no link is open, and nothing has failed. */
void keep_forget(struct keep *);

/* Around a link's text. */
void keep_link_open(struct keep *, struct text *);
void keep_link_close(struct keep *, struct text *, struct keep_part address,
                     struct keep_part title);

void keep_image(struct keep *, struct text *, struct keep_part alt,
                struct keep_part address, struct keep_part title);

/* The info string of the code block that was just opened. */
void keep_info(struct keep *, struct text *, struct keep_part info);

/* The same for a link or an image of raw HTML. */
void keep_element_open(struct keep *, struct text *, enum element,
                       const struct element_attributes *);
void keep_element_close(struct keep *, struct text *);

#endif
