/* SPDX-License-Identifier: MIT */
/* The state of one document's parse, shared by the files that name cmark-gfm:
 * markdown, stretch, newer, leaf, definition, footnote, shadow, dialect, table,
 * inline, cursor, prose, fence, render.
 * Nobody else includes this header. */
#ifndef SMAC_PARSE_H
#define SMAC_PARSE_H

#include <setjmp.h>

#include <cmark-gfm/cmark-gfm.h>
#include <cmark-gfm/inlines.h>
#include <cmark-gfm/map.h>
#include <cmark-gfm/node.h>
#include <cmark-gfm/parser.h>
#include <cmark-gfm/references.h>
#include <cmark-gfm/syntax_extension.h>

#include "buffer.h"
#include "markdown.h"
#include "memory.h"
#include "tex.h"

/* A piece of a leaf's content and where it stands in the source. */
struct segment {
    size_t source;
    uint32_t content; /* offset from the leaf's first recorded byte */
    uint32_t length;
    bool made;    /* blanks made from a tab at `source` */
    bool renamed; /* newer.h: cmark was fed other names than the source has */
};

/* A row of a table: [source, source + length), without the line end. */
struct row {
    size_t source;
    size_t length;
};

/* A leaf block: paragraph, heading, code, raw HTML, table. Its content grew
 * line by line; its segments lie together in markdown.segments. */
struct leaf {
    cmark_node *node; /* NULL once cmark freed it: it was only definitions */
    size_t first_segment;
    size_t segment_count;
    uint32_t total;       /* content bytes recorded */
    uint32_t size;        /* of the node's content after the last line */
    struct row delimiter; /* of a table */
};

/* A place in a leaf's content where the shadow has MARK_BYTE: what cmark
 * cannot be trusted with, and our dialect takes. */
enum mark_kind { MARK_FOOTNOTE, MARK_AUTOLINK };

struct mark {
    uint32_t from;
    uint32_t to;
    enum mark_kind kind;
    uint32_t footnote; /* index, if it is one */
};

#define MARK_BYTE 0x7F

/* A link reference definition, in the order of the source. */
struct definition {
    struct source_span whole;
    struct source_span destination;
    struct source_span title; /* without its quotes; empty if none */
    bool used;
    bool duplicate;
};

/* The text of a leaf, taken down (prose.h). */
struct prose {
    struct buffer text;  /* characters */
    struct buffer flags; /* enum formula_flag a character */
    struct buffer runs;  /* struct prose_run: where they stand */
    unsigned pending;    /* flags of the next character */
    bool code;
};

struct footnote {
    const uint8_t *label; /* case-folded; footnotes are sorted by it */
    size_t label_length;
    cmark_node *node;
    struct source_span whole; /* "[^label]:" */
    struct source_span label_span;
    struct source_span region; /* of the block on the page that it is in */
    unsigned number;           /* 0: nothing refers to it */
    unsigned fetch; /* the one that found the node: stretches.fetches */
    bool duplicate;
};

struct markdown {
    const struct source *source;
    size_t start; /* where markdown begins */
    const struct markdown_events *events;
    const struct markdown_listener *listener; /* of the blocks */
    struct memory memory;
    jmp_buf bail_out;
    enum smac_status status;
    const char *message;
    unsigned max_depth;

    cmark_parser *parser;
    cmark_node *root;
    struct memory_mark parsed; /* what rendering needs more is given back */
    cmark_map *collected;      /* the references of what was parsed last */
    cmark_map *references;     /* those of the document */
    size_t line_source;        /* of the line being fed */
    bool anchors;      /* raw HTML may have an <a> that a bare address ends */
    bool unseen;       /* what is told is hidden: it numbers nothing */
    bool line_renamed; /* newer.h: it was fed with other names, */
    bool renamed;      /* or one before it */
    struct buffer line_starts; /* size_t a fed line */
    struct buffer segments;    /* struct segment */
    struct buffer leaves;      /* struct leaf *, in the order of the source */
    struct buffer marks;       /* struct mark, of the leaf being parsed */
    struct buffer definitions; /* struct definition */
    struct buffer footnotes;   /* struct footnote */
    struct buffer order;       /* uint32_t: footnotes in order of reference */
    struct buffer cells;       /* struct table_cell, of the row at hand */
    struct buffer pieces;      /* struct segment, of the cell at hand */
    struct prose prose;        /* of the leaf at hand */
    struct buffer hidden;      /* bool a character of it */
    struct buffer veils;       /* struct source_span, what is hidden of it */
    struct tex tex;

    /* of a document that is parsed in stretches: stretch.h */
    struct stretches {
        struct buffer starts; /* size_t each */
        struct memory kept;   /* labels */
        void *labels;         /* tsearch: struct cmark_reference, by label */
        size_t region;        /* that is parsed just now, or SIZE_MAX */
        unsigned fetches;     /* regions that were parsed */
        uint64_t again;       /* and their bytes */
        size_t worked;        /* bytes since memory was given back */
    } stretches;
};

/* The parse that runs on this thread: cmark's callbacks carry no context. */
struct markdown *parse_running(void);

/* Ends the parse: jumps back to who called the markdown. SMAC_OK, between
 * blocks: nobody wants the rest. */
_Noreturn void parse_fail(struct markdown *, enum smac_status,
                          const char *message);

/* Finds the blocks of the source from `from` on, in new memory. It ends before
 * `to`, or, once so many bytes are behind it, where the parser shows that what
 * comes is a block on the page itself and that nothing before it is open.
 * Answers where; m->root and m->collected are what was found. */
size_t parse_blocks(struct markdown *, size_t from, size_t to, size_t least);

/* Is there an <a> in the text, perhaps in code? */
bool parse_has_anchor(const uint8_t *text, size_t size);

/* Tells the listener the text of the leaves at hand. */
void parse_tell_text(struct markdown *);

/* Zeroed memory that lives as long as the parse, or until a rewind; ends the
 * parse at the ceiling. Never NULL. */
void *parse_get(struct markdown *, size_t size);

/* Fails the parse if the buffer could not grow. */
void parse_check(struct markdown *, const struct buffer *);

#endif
