/* SPDX-License-Identifier: MIT */
#include "patterns.h"

#include <stdio.h>
#include <string.h>

#define N    "\a" /* the number of the repetition */
#define LEFT "\f" /* how many repetitions are left */
#define ZERO "\v" /* a NUL */

#define EIGHT(text) text text text text text text text text
#define THIRTY(text)                                                           \
    EIGHT(text) EIGHT(text) EIGHT(text) text text text text text text
#define FORMATTING                                                             \
    "<b><big><code><em><font><i><s><small><strike><strong><tt><u>"
#define NINETY(text) THIRTY(text) THIRTY(text) THIRTY(text)

/* For the readers that readers.c knows. */
#define SIGNAL "group g unseen=error : t\n    "
#define HASH   "0000000000000000000000000000000000000000000000000000000000000000"

/* As large as a sheet's caps let it be (SECURITY.md), as far as one element
 * goes: for it by name, and for any. */
#define SETTINGS "{margin:1px;inset:1px}"
#define FULL_SHEET(type, before)                                               \
    "<style>" EIGHT(before type SETTINGS) EIGHT(before "*" SETTINGS) "</style>"
#define CLASSES "a b c d e f g h i j k l m n o p q r s t u v w x y"

/* Families: cmark's published pathological tests, what was measured of
 * cmark-gfm's extensions and of libxml2, and what smac's own parts look for. */
const struct pattern patterns[] = {
    /* containers and blocks */
    {"block-quotes", "", "> ", "a", "", ""},
    {"block-quote-lines", "", "> a\n", "", "", ""},
    {"block-quotes-then-lazy", "> > > > > > > > > >", "a\n", "", "", ""},
    {"block-list-nested", "", "- ", "a", "", ""},
    {"block-list-flat", "", "- a\n", "", "", ""},
    {"block-list-loose", "", "- a\n\n", "", "", ""},
    {"block-list-numbers", "", N ". a\n", "", "", ""},
    {"block-list-and-quote", "", "- > ", "a", "", ""},
    {"block-list-blank", "", "*\n\n", "", "", ""},
    {"block-list-stairs", "- a\n", "  - b\n", "", "", ""},
    {"block-indented-code", "", "    a\n", "", "", ""},
    {"block-indented-blank", "    a\n", "    \n", "b", "", ""},
    {"block-fences", "", "```\n", "", "", ""},
    {"block-fence-growing", "", "```\na\n", "~~~~\n", "```\n", ""},
    {"block-fence-unclosed", "```\n", "a\n", "", "", ""},
    {"block-headings", "", "# a\n", "", "", ""},
    {"block-setext", "", "a\n-\n", "", "", ""},
    {"block-rules", "", "***\n", "", "", ""},
    {"block-rule-long", "", "* ", "a", "", ""},
    {"block-hashes", "", "#", "", "", ""},
    {"block-blank-lines", "", "\n", "", "", ""},
    {"block-returns", "", "\r", "", "", ""},
    {"block-tabs", "", "\t", "a", "", ""},
    {"block-tab-lines", "", "\ta\n", "", "", ""},
    {"block-spaces", "", " ", "a", "", ""},
    {"block-one-paragraph", "", "lorem ipsum dolor\n", "", "", ""},
    {"block-one-line", "", "lorem ipsum dolor ", "", "", ""},
    {"block-hard-breaks", "", "a\\\n", "", "", ""},
    {"block-front-matter", "---\n", "a: b\n", "", "", ""},
    {"block-front-matter-ends", "---\n", "a\n---\n", "", "", ""},

    /* inlines: emphasis, code, links */
    {"emphasis-open", "", "*a ", "", "", ""},
    {"emphasis-close", "", "a* ", "", "", ""},
    {"emphasis-both", "", "*a_ ", "", "", ""},
    {"emphasis-nested", "", "*a **a ", "b", " a** a*", ""},
    {"emphasis-run", "", "*", "a", "", ""},
    {"emphasis-runs-mixed", "", "**x* ", "", "", ""},
    {"emphasis-underscore-run", "a", "_", "b", "", ""},
    {"emphasis-alternating", "", "*_", "a", "", ""},
    {"emphasis-mod-3", "a**b", "c* ", "", "", ""},
    {"strike-open", "", "~a ", "", "", ""},
    {"strike-pairs", "", "~a~ ", "", "", ""},
    {"strike-run", "", "~", "a", "", ""},
    {"strike-and-emphasis", "", "~*a ", "", "*~ ", ""},
    {"strike-doubles", "", "~~a ", "", "~~ ", ""},
    {"code-open", "", "`", "a", "", ""},
    {"code-pairs", "", "`a` ", "", "", ""},
    {"code-odd", "", "`a``b```c ", "", "", ""},
    {"code-spaces", "`", " ", "`", "", ""},
    {"escape-backslashes", "", "\\", "", "", ""},
    {"escape-pairs", "", "\\*", "", "", ""},
    {"link-open", "", "[", "a", "", ""},
    {"link-open-close", "", "[", "a", "]", ""},
    {"link-close", "", "]", "", "", ""},
    {"link-pairs", "", "[a](b) ", "", "", ""},
    {"link-openers", "", "[a](", "", "", ""},
    {"link-openers-angle", "", "[a](<b", "", "", ""},
    {"link-openers-title", "", "[a](b \"c", "", "", ""},
    {"link-openers-paren", "", "[a](b(", "", "", ""},
    {"link-parens", "[a](", "(", "", ")", ")"},
    {"link-in-emphasis", "", "*[a](b) ", "", "", ""},
    {"link-emphasis-runs", "", "a*_[b](c)", "", "", ""},
    {"link-with-images", "", "![[]()", "", "", ""},
    {"link-image-open", "", "![", "a", "", ""},
    {"link-image-nested", "", "![", "a", "](b)", ""},
    {"link-image-badges", "", "[![a](b)](c)\n", "", "", ""},
    {"link-label-long", "[", "a", "]", "", ""},
    {"link-label-escapes", "[", "\\a", "]", "", ""},
    {"link-address-long", "[a](", "b", ")", "", ""},
    {"link-title-long", "[a](b \"", "c", "\")", "", ""},
    {"link-reference-unknown", "", "[a][b] ", "", "", ""},
    {"link-reference-shortcut", "", "[a] ", "\n\n[a]: /b", "", ""},
    {"link-reference-collapsed", "", "[a" N "][] ", "", "", ""},
    {"link-angle", "", "<http://a> ", "", "", ""},
    {"link-angle-open", "", "<http://a ", "", "", ""},
    {"link-angle-colon", "", "<a:", "", "", ""},
    {"link-mail-angle", "", "<a@b.c", "", "", ""},

    /* definitions and footnotes */
    {"define-many", "", "[a" N "]: /b\n", "", "", ""},
    {"define-and-use", "", "[a" N "]: /b\n", "\n", "[a" N "] ", ""},
    {"define-and-use-one", "[a]: /b\n\n", "[a] ", "", "", ""},
    {"define-long-and-use", "[a]: /", "u", "\n\n", "[a]", ""},
    {"define-same", "", "[a]: /b\n", "", "", ""},
    {"define-title-open", "", "[a" N "]: /b \"c\n", "", "", ""},
    {"define-comments", "", "[//]: # (a)\n", "", "", ""},
    {"define-lookalikes", "", "[//]: # (a (b)\n", "", "", ""},
    {"define-in-quotes", "", "> [a" N "]: /b\n\n", "", "", ""},
    {"define-unfinished", "", "[a" N "]:\n", "", "", ""},
    {"footnote-many", "", "[^a" N "]: b\n", "", "", ""},
    {"footnote-and-use", "", "[^a" N "]: b\n\n", "", "[^a" N "] ", ""},
    {"footnote-use-one", "[^a]: b\n\n", "[^a] ", "", "", ""},
    {"footnote-unknown", "", "[^a" N "] ", "", "", ""},
    {"footnote-nested", "", "[^a" N "]: ", "b", "", ""},
    {"footnote-chain", "[^a]\n\n", "[^a" N "]: b [^a" N "]\n\n", "", "", ""},
    {"footnote-same", "", "[^a]: b\n\n", "", "", ""},
    {"footnote-open", "", "[^a", "", "", ""},

    /* tables */
    {"table-columns", "", "|a", "|\n", "|-", "|\n"},
    {"table-rows", "|a|\n|-|\n", "|b|\n", "", "", ""},
    {"table-short-rows", "|a|b|c|d|e|f|g|h|\n|-|-|-|-|-|-|-|-|\n", "|i\n", "",
     "", ""},
    {"table-long-rows", "|a|\n|-|\n", "|b|c|d|e|f|g|h\n", "", "", ""},
    {"table-one-long-row", "|a|\n|-|\n", "|b", "\n", "", ""},
    {"table-delimiter-only", "", "|-", "", "", ""},
    {"table-delimiters", "a\n", "-|-\n", "", "", ""},
    {"table-headers", "", "a|b\n-|-\n", "", "", ""},
    {"table-pipes", "", "|", "\n|-|\n", "", ""},
    {"table-escaped-pipes", "|a|\n|-|\n|", "\\|", "|", "", ""},
    {"table-blank-cells", "|a|\n|-|\n", "||\n", "", "", ""},
    {"table-wide-cell", "|a|\n|-|\n|", "b ", "|\n", "", ""},
    {"table-wide-then-rows", "", "|a", "|\n|-|\n", "b\n", ""},
    {"table-square",
     "|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|\n"
     "|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|\n",
     "x\n", "", "", ""},

    /* bare addresses */
    {"address-www", "", "www.a ", "", "", ""},
    {"address-www-run", "", "www.", "", "", ""},
    {"address-http", "", "http://a.b ", "", "", ""},
    {"address-parens", "http://a.b/", ")", "", "", ""},
    {"address-open-parens", "http://a.b/", "(", "", "", ""},
    {"address-entities", "http://a.b/", "&a;", "", "", ""},
    {"address-dots", "http://a", ".", "", "", ""},
    {"address-colons", "", ":", "//", "", ""},
    {"address-mail", "", "a@b.c ", "", "", ""},
    {"address-mail-ats", "", "a@", "", "", ""},
    {"address-mail-dots", "a@b", ".c", "", "", ""},
    {"address-mail-long", "", "a", "@b.c", "", ""},
    {"address-underscores", "", "www.a_b._c ", "", "", ""},

    /* raw HTML in markdown */
    {"html-lines", "", "<div>\n", "", "", ""},
    {"html-blocks", "", "<div>\n\na\n\n", "", "", ""},
    {"html-nested", "<div>\n", "<div>", "a", "</div>", ""},
    {"html-inline", "a ", "<b>", "c", "</b>", ""},
    {"html-inline-open", "a ", "<b ", "", "", ""},
    {"html-inline-quotes", "a ", "<b c=\"", "", "", ""},
    {"html-less-than", "", "<", "", "", ""},
    {"html-comment-open", "a ", "<!--", "", "", ""},
    {"html-comment-pairs", "a ", "<!-- b -->", "", "", ""},
    {"html-comment-dashes", "a ", "<!-- b -- c -->", "", "", ""},
    {"html-comment-long", "<!--", " -", "-->", "", ""},
    {"html-comment-bangs", "<!--", "--!", "-->", "", ""},
    {"html-comment-block-open", "", "<!--\n\n", "", "", ""},
    {"html-instruction-open", "a", "<?", "", "", ""},
    {"html-declaration-open", "a", "<!A ", "", "", ""},
    {"html-cdata-open", "a", "<![CDATA[", "", "", ""},
    {"html-cdata-brackets", "a <![CDATA[", "]", ">", "", ""},
    {"html-attributes", "<a ", "b" N " ", ">c</a>", "", ""},
    {"html-attribute-long", "<a b=\"", "c", "\">d</a>", "", ""},
    {"html-attribute-entities", "<a b=\"", "&amp;", "\">d</a>", "", ""},
    {"html-attribute-lines", "<div a=\"\n\n", "b\n\n", "\">\n", "", ""},
    {"html-name-long", "<", "a", ">", "", ""},
    {"html-end-tags", "<p>\n", "</a>", "", "", ""},
    {"html-end-p", "<div>\n", "</p>", "", "", ""},
    {"html-depth-and-p", "", "<div>", "", "</p>", ""},
    {"html-unknown-ends", "", "<x" N ">", "", "</y" N ">", ""},
    {"html-unknown-same", "<p>\n", "<x>", "", "</x>", ""},
    {"html-formatting", "<p>\n", "<b>", "<p>", "", ""},
    {"html-formatting-kinds", "<p>\n", "<b id=" N ">", "\n\n", "a\n\n", ""},
    {"html-formatting-reopened", "<b><i><u><s>\n\n", "a\n\n", "", "", ""},
    {"html-adoption", "<p>\n", "<b><p>", "", "</b>", ""},
    {"html-adoption-a", "<p>\n", "<a><div>", "", "", ""},
    {"html-adoption-font", "<p>\n", "<font><p>", "", "", ""},
    {"html-nobr", "<p>\n", "<nobr>", "", "", ""},
    {"html-tables", "<p>\n", "<table><tr><td>", "", "", ""},
    {"html-table-foster", "<table>\n", "<b>a", "", "", ""},
    {"html-table-foster-text", "<table>\n", "a<tr>", "", "", ""},
    {"html-table-cells", "<table><tr>\n", "<td>a", "", "", ""},
    {"html-table-attributes", "<table>\n",
     "<tr><td colspan=" N " rowspan=" N ">a", "", "", ""},
    {"html-table-captions", "<table>\n", "<caption>", "", "", ""},
    {"html-lists", "<p>\n", "<ul><li>", "a", "", ""},
    {"html-list-items", "<ul>\n", "<li>a", "", "", ""},
    {"html-dd", "<dl>\n", "<dd>", "", "", ""},
    {"html-select", "<p>\n", "<select><option>", "", "", ""},
    {"html-template", "<p>\n", "<template>", "", "</template>", ""},
    {"html-svg", "<p>\n", "<svg><g>", "a", "", ""},
    {"html-svg-break-out", "<p>\n", "<svg><p>", "", "", ""},
    {"html-svg-text", "<svg>\n", "<text x=" N ">a</text>", "", "", ""},
    {"html-math", "<p>\n", "<math><mi>", "", "", ""},
    {"html-foreign-object", "<p>\n", "<svg><foreignObject>", "", "", ""},
    {"html-details", "", "<details>\n\na\n\n", "", "", ""},
    {"html-details-summary", "", "<details><summary>a</summary>\n\n", "",
     "</details>\n\n", ""},
    {"html-forms", "<p>\n", "<form>", "", "</form>", ""},
    {"html-buttons", "<p>\n", "<button>", "", "", ""},
    {"html-headings", "<p>\n", "<h1>", "", "</h2>", ""},
    {"html-ruby", "<p>\n", "<ruby><rt>", "", "", ""},
    {"html-sub", "<p>\n", "<sub>", "a", "", ""},
    {"html-script", "", "<script><!--", "", "", ""},
    {"html-script-ends", "<script><!--<script>", "</script", "", "", ""},
    {"html-title", "a ", "<title>", "", "</title>", ""},
    {"html-textarea", "a ", "<textarea>\n\nb\n\n", "", "", ""},
    {"html-plaintext", "<plaintext>\n", "a<b>\n\n", "", "", ""},
    {"html-void", "<p>\n", "<br>", "", "", ""},
    {"html-images", "<p>\n", "<img src=a alt=b>", "", "", ""},
    {"html-bodies", "<p>\n", "<body a" N "=b>", "", "", ""},
    {"html-entities", "<p>\n", "&#65;", "", "", ""},
    {"html-entity-open", "<p>\n", "&", "", "", ""},
    {"html-entity-digits", "<p>\n&#", "0", ";", "", ""},
    {"html-frames", "<p>\n", "<iframe>", "", "", ""},
    {"html-shadow-roots", "<p>\n", "<div><template shadowrootmode=open>", "",
     "", ""},

    /* CSS */
    {"css-inline", "<p>\n", "<p style=\"color:red\">a", "", "", ""},
    {"css-nested", "<p>\n", "<div style=\"opacity:.9\">", "a", "", ""},
    {"css-declarations", "<p style=\"", "color:red;", "\">a", "", ""},
    {"css-comments", "<p style=\"", "/**/", "\">a", "", ""},
    {"css-comment-open", "<p style=\"", "/*", "\">a", "", ""},
    {"css-parens", "<p style=\"width:", "(", "\">a", ")", ""},
    {"css-functions", "<p style=\"width:", "calc(", "\">a", "", ""},
    {"css-escapes", "<p style=\"", "\\64 ", "\">a", "", ""},
    {"css-transforms", "<p style=\"transform:", "scale(1) ", "\">a", "", ""},
    {"css-numbers", "<p style=\"width:", "9", "px\">a", "", ""},
    {"css-rules", "<style>\n", ".a" N "{opacity:0}\n", "</style>\n", "", ""},
    {"css-rules-elements", "<style>\n", ".a" N "{color:red}\n", "</style>\n",
     "<p class=a" N ">b", ""},
    {"css-one-rule-elements", "<style>.a{opacity:0}</style>\n", "<p class=a>b",
     "", "", ""},
    {"css-universal-elements", "<style>*{opacity:.9}</style>\n", "<p>b", "", "",
     ""},
    {"css-selectors", "<style>\n", ".a" N ",", "b{opacity:0}</style>\n", "",
     ""},
    {"css-compound", "<style>\n", ".a", "{opacity:0}</style>\n", "<p class=a>",
     ""},
    {"css-nesting", "<style>\n", "a{", "opacity:0", "}", "</style>\n"},
    {"css-media", "<style>\n", "@media x{", "a{opacity:0}", "}", "</style>\n"},
    {"css-classes", "<style>.a{opacity:0}</style><p class=\"", "a ", "\">b", "",
     ""},
    {"css-classes-elements", "<style>.a{opacity:0}</style>\n",
     "<p class=\"b c d e f g\">b", "", "", ""},
    {"css-style-elements", "", "<style>a{opacity:0}</style>\n", "", "", ""},
    {"css-style-open", "", "<style>\n\n", "", "", ""},

    /* Unicode */
    {"unicode-zero-width", "", "\342\200\213", "", "", ""},
    {"unicode-zero-width-words", "", "a\342\200\213", "", "", ""},
    {"unicode-tags", "", "\363\240\201\201", "", "", ""},
    {"unicode-flags", "", "\360\237\217\264\363\240\201\247", "", "", ""},
    {"unicode-selectors", "a", "\363\240\204\200", "", "", ""},
    {"unicode-emoji-joined", "", "\360\237\221\250\342\200\215", "", "", ""},
    {"unicode-persian-joined", "", "\331\205\342\200\214", "", "", ""},
    {"unicode-joiners", "\331\205", "\342\200\215", "", "", ""},
    {"unicode-marks", "a", "\314\201", "", "", ""},
    {"unicode-bidi", "", "\342\200\256a", "", "", ""},
    {"unicode-wide-spaces", "", "\343\200\200", "", "", ""},
    {"unicode-references", "", "&#8203;", "", "", ""},
    {"unicode-references-named", "", "&ZeroWidthSpace;", "", "", ""},
    {"unicode-references-expand", "", "&nGt;", "", "", ""},
    {"unicode-controls", "", "\033[1m", "", "", ""},
    {"unicode-cjk", "", "\344\270\255\346\226\207", "", "", ""},
    {"unicode-arabic", "", "\330\271\330\261\330\250 ", "", "", ""},
    {"bytes-invalid", "", "\377", "", "", ""},
    {"bytes-half", "", "\342\200", "", "", ""},
    {"bytes-zero", "", ZERO, "", "", ""},
    {"bytes-delete", "", "\177", "", "", ""},

    /* GitHub's dialect */
    {"math-dollars", "", "$", "", "", ""},
    {"math-pairs", "", "$a$ ", "", "", ""},
    {"math-open", "", "$a ", "", "", ""},
    {"math-percent", "$$\n", "% a\n", "$$\n", "", ""},
    {"math-phantom", "$", "\\phantom{", "a", "}", "$"},
    {"math-braces", "$", "{", "a", "}", "$"},
    {"math-ticks", "", "$`", "", "`$", ""},
    {"math-block", "```math\n", "\\color{white} a\n", "```\n", "", ""},
    {"math-macros", "$", "\\def\\x{}", "$", "", ""},
    {"math-macros-apart", "", "$\\def\\x{}$ ", "", "", ""},
    {"math-colours", "$", "\\color{", "a", "}", "$"},
    {"math-boxes", "$", "\\bbox[", "a", "]", "$"},
    {"math-edges", "$%", "*$a* ", "", "", ""},
    {"math-references", "%", "&#36;a ", "", "", ""},
    {"math-marks", "%", "($) ", "", "", ""},
    {"math-in-html", "<p>%", "$a <b ", "", "", ""},
    {"diagram-styles", "```mermaid\nflowchart\nstyle a ", "x:(", "", "", ""},
    {"diagram-theme", "```mermaid\n%%{", "textcolor", "", "", ""},
    {"diagram-texts", "```mermaid\npie\n", "accDescr {\n", "```\n", "", ""},
    {"diagram-statements", "```mermaid\nflowchart", ";click", "\n", "", ""},
    {"code-far", "```\n", "\t", "a", "", ""},
    {"diagram-comments", "```mermaid\n", "%% a\n", "```\n", "", ""},
    {"diagram-directive", "```mermaid\n", "%%{", "```\n", "", ""},
    {"diagram-labels", "```mermaid\nflowchart TD\nA@{ ", "label: \"a\" ",
     "}\n```\n", "", ""},
    {"diagram-map", "```geojson\n", "{\"a\":", "```\n", "", ""},
    /* what else cmark's published tests try */
    {"emphasis-link-openers", "", "[ a_", "", "", ""},
    {"emphasis-in-links", "", "**x [a*b**c*](d)", "", "", ""},
    {"link-bracket-paren", "", "[ (](", "", "", ""},
    {"block-list-nested-blank", "", "- ", "x", "\n", ""},
    {"html-instruction-inline", "", "a <? ", "", "", ""},
    {"define-collisions", "", "[" N "a]: /\n", "\n", "[" N "a]", ""},

    /* what grades findings: near misses of the signals */
    {"grade-words", "", "lorem ipsum ", "", "", ""},
    {"grade-one-word", "", "a", "", "", ""},
    {"grade-imperative", "", "ignore all ", "", "", ""},
    {"grade-you-are", "", "you are now the ", "", "", ""},
    {"grade-agents", "", "assistant ", "", "", ""},
    {"grade-directive", "", "when asked ", "", "", ""},
    {"grade-secrecy", "", "do not ", "", "", ""},
    {"grade-silently", "", "silently ", "", "", ""},
    {"grade-import", "", "import { a } from ", "", "", ""},
    {"fold-require", "", "require(", "", "", ""},
    {"fold-install", "", "npm install a" N " ", "", "", ""},
    {"grade-execute", "", "curl -s ", "", "", ""},
    {"grade-endpoint", "", "http://", "", "", ""},
    {"fold-host", "", "a.", "", "", ""},
    {"grade-address", "", "1.2.3.", "", "", ""},
    {"grade-environment", "", "export A", "", "", ""},
    {"grade-base64", "", "QUJDREVG", "", "", ""},
    {"grade-hex", "", "\\x41", "", "", ""},
    {"grade-percent", "", "%41", "", "", ""},
    {"grade-references", "", "&#65;", "", "", ""},
    {"grade-harmless", "<!-- ", "prettier-ignore ", "-->", "", ""},
    {"grade-badges", "", "[![a](https://img.shields.io/", "", "", ""},
    {"grade-blanks", "", " ", "", "", ""},
    {"grade-lines", "", "\n", "", "", ""},

    /* patterns of a signals file that are made to take for ever */
    {"signals-nested", SIGNAL "(?:a+)+[bc]\n" ZERO, "a", "", "", ""},
    {"signals-alternatives", SIGNAL "(?:a|aa)+[bc]\n" ZERO, "a", "", "", ""},
    {"signals-stars", SIGNAL "(?:.*)*[bc]\n" ZERO, "a", "", "", ""},
    {"signals-recursion", SIGNAL "(a(?1)?){1,9}[bc]\n" ZERO, "a", "", "", ""},
    {"signals-backtrack", SIGNAL "a.{0,9}b.{0,9}[cd]\n" ZERO, "ab", "", "", ""},
    {"signals-limit",
     "group g unseen=error : t\n    (*LIMIT_MATCH=4000000000)(?:a+)+[bc]\n" ZERO,
     "a", "", "", ""},
    {"signals-names", "common", " a" N, "\n", "", ""},
    {"signals-groups", "", "define a" N "\n    b\n", "", "", ""},
    {"signals-comments", "", "# a\n", "", "", ""},

    /* .smac.conf */
    {"policy-comments", "", "# a\n", "", "", ""},
    {"policy-denies", "", "deny html-comment\n", "", "", ""},
    {"policy-allows", "", "allow html-cdata\n", "", "", ""},
    {"policy-globs", "", "exclude a" N "/\n", "", "", ""},
    {"policy-stars", "exclude ", "*a", "\n", "", ""},
    {"policy-words", "deny ", "a ", "\n", "", ""},
    {"policy-bomb", "allow html-comment /(?:a+)+[bc]/\n#", "a", "\n", "", ""},
    {"policy-long-pattern", "allow html-comment /", "a", "/\n", "", ""},

    /* audits */
    {"audit-blank", "", "\n", "", "", ""},
    {"audit-empty", "", "{}\n", "", "", ""},
    {"audit-members", "{\"a\":1", ",\"a" N "\":1", "}\n", "", ""},
    {"audit-same-member", "{\"a\":1", ",\"a\":1", "}\n", "", ""},
    {"audit-arrays", "{\"a\":", "[", "1", "]", "}\n"},
    {"audit-objects", "", "{\"a\":", "1", "}", "\n"},
    {"audit-elements", "{\"a\":[1", ",1", "]}\n", "", ""},
    {"audit-text", "{\"a\":\"", "b", "\"}\n", "", ""},
    {"audit-escapes", "{\"a\":\"", "\\u00e9", "\"}\n", "", ""},
    {"audit-number", "{\"a\":", "9", "}\n", "", ""},
    {"audit-open", "", "{\"a\":\"", "", "", ""},
    {"audit-claims", "",
     "{\"event\":{\"action\":\"span-discarded\",\"dataset\":"
     "\"smac.audit\",\"hash\":\"" HASH "\",\"sequence\":1},\"smac\":{"
     "\"chain\":{\"previous\":\"" HASH "\"},\"schema\":"
     "\"smac-audit/1\"}}\n",
     "", "", ""},

    /* gzip: bombs are packed, and refused at a ceiling */
    {"bomb-zeros", "", ZERO, "", "", ""},
    {"bomb-letters", "", "a", "", "", ""},
    {"bomb-quotes", "", "> ", "", "", ""},
    {"gzip-members", "",
     "\x1f\x8b\b" ZERO ZERO ZERO ZERO ZERO ZERO
     "\003\003" ZERO ZERO ZERO ZERO ZERO ZERO ZERO ZERO ZERO,
     "", "", ""},
    {"gzip-name", "\x1f\x8b\b\b" ZERO ZERO ZERO ZERO ZERO "\003", "a", "", "",
     ""},

    /* what is far apart, in reverse, or asked for again and again */
    {"footnote-both-ends", "", "[^a" N "] [^a" LEFT "] ", "\n\n",
     "[^a" N "]: \377\377\377\377\377\377\377\377\n", ""},
    {"footnote-both-ends-html", "", "[^a" N "] [^a" LEFT "] ", "\n\n",
     "[^a" N "]: <b>c</b>\n\n", ""},
    {"footnote-reversed", "", "[^a" LEFT "] ", "\n\n", "[^a" N "]: b\n\n", ""},
    {"footnote-in-footnote", "[^a0]\n\n", "[^a" N "]: b [^a" LEFT "]\n\n", "",
     "", ""},
    {"define-reversed", "", "[a" LEFT "]: /b\n", "\n", "[a" N "] ", ""},
    {"define-long-labels", "", "[" NINETY("a") N "] ", "\n\n",
     "[" NINETY("a") LEFT "]: /b\n", ""},
    {"block-deep-lines", NINETY("- ") "a\n", NINETY("  ") "b\n", "", "", ""},
    {"block-deep-quotes", "", NINETY("> ") "a\n", "", "", ""},
    {"html-comment-disputed", "", "a <!-- b -- <i>c</i> --> d\n\n", "", "", ""},
    {"html-comment-disputed-open", "", "a <!-- b -- <i>c --> ", "", "", ""},
    {"html-tag-and-lists", "<p a=\"\n\n", "- b\n", "\n\n\">c", "", ""},
    {"html-tag-and-emphasis", "<p a=\"\n\n", "*b* ", "\n\n\">c", "", ""},
    {"html-reopened", "<table>" FORMATTING FORMATTING FORMATTING, "<tr>a", "",
     "", ""},
    {"html-reopened-lines", "<table>" FORMATTING "\n\n", "lorem ipsum\n\n", "",
     "", ""},
    {"html-ends-in-formatting", FORMATTING FORMATTING "<p>", "</i>a", "", "",
     ""},
    {"html-spans", "<table>\n", "<tr><td colspan=1000 rowspan=65000>a", "", "",
     ""},
    {"html-list-values", "<ol>\n", "<li value=" N ">a", "", "", ""},
    {"css-one-type", "<style>" NINETY("p[title],") "b{opacity:0}</style>\n",
     "<p>a</p>", "", "", ""},
    {"css-type-and-any",
     "<style>" THIRTY("p[title],[title],") "b{opacity:0}</style>\n", "<p>a</p>",
     "", "", ""},
    {"css-parts",
     "<style>" EIGHT(
         "p[title*=aaaaaaab],[title*=aaaaaac],") "b{opacity:0}</style>\n",
     "<p title=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa>a", "", "",
     ""},
    {"css-children", "<style>" NINETY("i>") "b{opacity:0}</style>\n",
     "<i>a</i>", "", "<b>c</b>", ""},
    {"css-one-class", "<style>" THIRTY(".z.a,") "b{opacity:0}</style>\n",
     "<p class=\"z b c d e f g h i j k l\">m", "", "", ""},
    {"css-for-markdown",
     "<style>" THIRTY("em:nth-child(2),") "b{opacity:0}</style>\n\n",
     "*aa* lorem ipsum\n\n", "", "", ""},
    {"css-full", FULL_SHEET("p", "") "\n\n", "lorem ipsum\n\n", "", "", ""},
    {"css-full-elements", FULL_SHEET("p", "") "\n", "<p class=a id=b>", "", "",
     ""},
    {"css-full-doubtful", FULL_SHEET("p", "i>") "\n", "<p class=a id=b>", "",
     "", ""},
    {"css-class-of-all",
     "<style>" THIRTY(".z.a,") THIRTY(".z.b,") THIRTY(".z.c,")
         THIRTY(".z.d,") "b{opacity:0}</style>\n",
     "<p class=\"" CLASSES "\">", "", "", ""},
    {"css-parts-long",
     "<style>" THIRTY("p[title*=aaaaaab],[title*=aaaaac],") "b{opacity:0}"
                                                            "</style>\n",
     "<p title=" NINETY("aaaaaaaa") ">", "", "", ""},
    {"css-drawings", FULL_SHEET("text", "") "\n", "<svg><text>a</text></svg>",
     "", "", ""},
    {"css-pen", FULL_SHEET("tspan", "") "\n<svg><text>",
     "<tspan x=" N ">lorem ipsum</tspan>", "", "", ""},
    {"css-lifted",
     "<style>.a{position:absolute;z-index:9;background:red}</style>\n",
     "<p class=a>b", "", "", ""},
    {"css-boxes", "<style>p{overflow:hidden;width:99px;height:20px}</style>\n",
     "<p>lorem ipsum", "", "", ""},
    {"css-long-words", "<style>p{width:20px;text-align:center}</style>\n\n",
     NINETY("a") " ", "", "", ""},
    {"css-gradients", "", "<p style=\"background:linear-gradient(red,blue)\">a",
     "", "", ""},
    {"css-tables", FULL_SHEET("td", "") "\n",
     EIGHT("<table><tr><td>") "a" EIGHT("</table>"), "", "", ""},
    {"html-bodies-deep", "<style>p{color:red}</style>\n" NINETY("<div>"),
     "<body class=a>", "", "", ""},
    {"html-adoption-deep",
     "<style>p{color:red}</style>\n" THIRTY("<div>") THIRTY("<div>"),
     "<b><p></b></p>", "", "", ""},
    {"html-details-footnotes", "<details>\n\n",
     "[^a" N "]\n\n[^a" N "]: b\n\n</details><details>\n\n", "", "", ""},

    /* an element a byte or two, and all judges look at it */
    {"tiny-rows", "<b hidden>a</b>\n\n|a|\n|-|\n", "b\n", "", "", ""},
    {"tiny-rows-full", FULL_SHEET("td", "") "\n\n|a|\n|-|\n", "b\n", "", "",
     ""},
    {"tiny-paragraphs", "<style>p{color:red}</style>\n\n", "a\n\n", "", "", ""},
    {"tiny-paragraphs-full", FULL_SHEET("p", "") "\n\n", "a\n\n", "", "", ""},
    {"tiny-emphasis-full", FULL_SHEET("em", "") "\n\n", "*a* ", "", "", ""},
    {"tiny-tags-full", FULL_SHEET("p", "") "\n", "<p>", "", "", ""},
    {"tiny-attributes-full", FULL_SHEET("p", "") "\n", "<p id>", "", "", ""},
    {"tiny-attributes-tested",
     "<style>" EIGHT("p[id][id][id][id][id][id][id],")
         EIGHT(EIGHT("[id]") ",") "b{opacity:0}</style>\n",
     "<p id>", "", "", ""},
    {"tiny-attributes-doubtful", FULL_SHEET("p", "i>") "\n", "<p id>", "", "",
     ""},

    {"math-doubling",
     "$\\def\\a{\\b\\b}\\def\\b{\\c\\c}\\def\\c{\\d\\d}\\def\\d{\\e\\e}$ ",
     "$\\a$ ", "", "", ""},
    {"math-arguments", "$\\def\\a#1{#1#1}$ $", "\\a{", "b", "}", "$"},
    {"math-fractions", "$", "\\frac{a}", "", "{b}", "$"},
    {"diagram-classes", "```mermaid\nflowchart\n",
     "classDef a" N " fill:#fff,color:#fff\n", "", "class b" LEFT " a" N "\n",
     "```\n"},

    /* lines of smac jsonl */
    {"jsonl-members", "{\"text\":\"a\"", ",\"a" N "\":1", "}", "", ""},
    {"jsonl-same", "{\"text\":\"a\"", ",\"text\":1", "}", "", ""},
    {"jsonl-arrays", "{\"text\":\"a\",\"b\":", "[", "1", "]", "}"},
    {"jsonl-escapes", "{\"text\":\"", "\\ud83d", "\"}", "", ""},
    {"jsonl-keys", "{\"text\":1", ",\"\\u0074\\u0065\":2", "}", "", ""},
    {"task-list", "", "- [x] a\n", "", "", ""},
    {"alerts", "", "> [!NOTE]\n> a\n\n", "", "", ""},
};

const size_t pattern_count = sizeof patterns / sizeof *patterns;

static size_t
count(const char *text, char c)
{
    size_t n = 0;
    for (; *text != '\0'; text++)
        n += *text == c;
    return n;
}

/* With room for numbers of five digits. */
static size_t
length(const char *text)
{
    return strlen(text) + 4 * (count(text, N[0]) + count(text, LEFT[0]));
}

struct writer {
    char *at;
    char *end;
};

static void
put(struct writer *w, const char *text, size_t number, size_t left)
{
    for (; *text != '\0'; text++) {
        char digits[24] = {*text == ZERO[0] ? '\0' : *text};
        size_t n = 1;
        if (*text == N[0] || *text == LEFT[0])
            n = (size_t)snprintf(digits, sizeof digits, "%zu",
                                 *text == N[0] ? number : left);
        if ((size_t)(w->end - w->at) < n)
            return;
        memcpy(w->at, digits, n);
        w->at += n;
    }
}

size_t
pattern_write(const struct pattern *p, char *to, size_t size)
{
    struct writer w = {to, to + size};
    size_t fixed = length(p->head) + length(p->middle) + length(p->tail);
    size_t times = 0;
    if (fixed < size)
        times = (size - fixed) / (length(p->unit) + length(p->again));
    put(&w, p->head, 0, 0);
    for (size_t i = 0; i < times; i++)
        put(&w, p->unit, i, times - 1 - i);
    put(&w, p->middle, 0, 0);
    for (size_t i = 0; i < times; i++)
        put(&w, p->again, i, times - 1 - i);
    put(&w, p->tail, 0, 0);
    return (size_t)(w.at - to);
}
