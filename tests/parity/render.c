/* SPDX-License-Identifier: MIT */
/* Renders framed documents with Debian's cmark-gfm and GitHub's extensions,
 * for the parity runs: a renderer that shares nothing with smac's own use of
 * that library. A document's answer is two frames: its HTML, and its HTML
 * after GitHub's tagfilter. */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

#include "frame.h"

enum {
    OPTIONS = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8
};

static const char *const extensions[] = {"table", "strikethrough", "autolink",
                                         "tasklist", "tagfilter"};
enum { ALL = sizeof extensions / sizeof *extensions, UNFILTERED = ALL - 1 };

static void
render(const struct frame *f, size_t extension_count)
{
    cmark_parser *parser = cmark_parser_new(OPTIONS);
    for (size_t i = 0; i < extension_count; i++)
        cmark_parser_attach_syntax_extension(
            parser, cmark_find_syntax_extension(extensions[i]));
    cmark_parser_feed(parser, f->bytes, f->length);
    cmark_node *root = cmark_parser_finish(parser);
    char *html = cmark_render_html(root, OPTIONS,
                                   cmark_parser_get_syntax_extensions(parser));
    frame_write(html, strlen(html));
    free(html);
    cmark_node_free(root);
    cmark_parser_free(parser);
}

int
main(void)
{
    struct frame document = {NULL, 0};
    cmark_gfm_core_extensions_ensure_registered();
    while (frame_read(&document)) {
        render(&document, UNFILTERED);
        render(&document, ALL);
        if (fflush(stdout) != 0)
            return 3;
    }
    frame_release(&document);
    return 0;
}
