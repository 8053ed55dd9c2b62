/* SPDX-License-Identifier: MIT */
#include "command.h"

#include <stdlib.h>

/* Sorted by name. `ref` shows a number, `mathchoice` one of four, `toggle`
 * the first until it is clicked; `class` can name the page's own class that
 * hides, and so can the attributes of `mmlToken`; the names and attributes of
 * the others are never drawn. */
static const struct command commands[] = {
    {"DeclareMathOperator", "", COMMAND_MACRO},
    {"DeclarePairedDelimiter", "?", COMMAND_PLAIN},
    {"DeclarePairedDelimiterX", "?", COMMAND_PLAIN},
    {"DeclarePairedDelimiterXPP", "?", COMMAND_PLAIN},
    {"DeclarePairedDelimiters", "?", COMMAND_PLAIN},
    {"DeclarePairedDelimitersX", "?", COMMAND_PLAIN},
    {"DeclarePairedDelimitersXPP", "?", COMMAND_PLAIN},
    {"Rule", "wvv", COMMAND_PLAIN},
    {"Space", "ddd", COMMAND_PLAIN},
    {"\\", "sp", COMMAND_PLAIN},
    {"bbox", "Bk", COMMAND_PLAIN},
    {"bcancel", "Ak", COMMAND_PLAIN},
    {"begin", "E", COMMAND_PLAIN},
    {"cancel", "Ak", COMMAND_PLAIN},
    {"cellcolor", "Mcf", COMMAND_PLAIN},
    {"class", "hh", COMMAND_PLAIN},
    {"color", "Mc!", COMMAND_PLAIN},
    {"colorbox", "Mcb", COMMAND_PLAIN},
    {"columncolor", "Mcf", COMMAND_PLAIN},
    {"cssId", "hm", COMMAND_PLAIN},
    {"data", "hm", COMMAND_PLAIN},
    {"def", "", COMMAND_DEF},
    {"definecolor", "hhh", COMMAND_PLAIN},
    {"enclose", "hAk", COMMAND_PLAIN},
    {"eqref", "h", COMMAND_PLAIN},
    {"fbox", "x", COMMAND_PLAIN},
    {"fcolorbox", "McMcb", COMMAND_PLAIN},
    {"gdef", "", COMMAND_DEF},
    {"hbox", "x", COMMAND_PLAIN},
    {"hphantom", "h", COMMAND_PLAIN},
    {"href", "hm", COMMAND_PLAIN},
    {"hskip", "d", COMMAND_PLAIN},
    {"hspace", "sd", COMMAND_PLAIN},
    {"kern", "d", COMMAND_PLAIN},
    {"label", "h", COMMAND_PLAIN},
    {"let", "", COMMAND_LET},
    {"lower", "dm", COMMAND_PLAIN},
    {"mathchoice", "hhhh", COMMAND_PLAIN},
    {"mathclap", "om", COMMAND_PLAIN},
    {"mathllap", "om", COMMAND_PLAIN},
    {"mathmakebox", "?", COMMAND_PLAIN},
    {"mathrlap", "om", COMMAND_PLAIN},
    {"mathtip", "mh", COMMAND_PLAIN},
    {"mathtoolsset", "h", COMMAND_PLAIN},
    {"mbox", "x", COMMAND_PLAIN},
    {"mkern", "d", COMMAND_PLAIN},
    {"mmlToken", "hoh", COMMAND_PLAIN},
    {"moveleft", "dm", COMMAND_PLAIN},
    {"moveright", "dm", COMMAND_PLAIN},
    {"mskip", "d", COMMAND_PLAIN},
    {"mspace", "d", COMMAND_PLAIN},
    {"newcommand", "", COMMAND_MACRO},
    {"newenvironment", "?", COMMAND_PLAIN},
    {"newtagform", "?", COMMAND_PLAIN},
    {"phantom", "h", COMMAND_PLAIN},
    {"providecommand", "", COMMAND_MACRO},
    {"qquad", "ee", COMMAND_PLAIN},
    {"quad", "e", COMMAND_PLAIN},
    {"raise", "dm", COMMAND_PLAIN},
    {"raisebox", "dm", COMMAND_PLAIN},
    {"ref", "h", COMMAND_PLAIN},
    {"refeq", "h", COMMAND_PLAIN},
    {"renewcommand", "", COMMAND_MACRO},
    {"renewenvironment", "?", COMMAND_PLAIN},
    {"renewtagform", "?", COMMAND_PLAIN},
    {"require", "h", COMMAND_PLAIN},
    {"rowcolor", "Mcf", COMMAND_PLAIN},
    {"rule", "owv", COMMAND_PLAIN},
    {"smash", "om", COMMAND_PLAIN},
    {"style", "hh", COMMAND_PLAIN},
    {"tag", "sn", COMMAND_PLAIN},
    {"text", "x", COMMAND_PLAIN},
    {"textbf", "x", COMMAND_PLAIN},
    {"textcolor", "Mct", COMMAND_PLAIN},
    {"textit", "x", COMMAND_PLAIN},
    {"textnormal", "x", COMMAND_PLAIN},
    {"textrm", "x", COMMAND_PLAIN},
    {"textsc", "x", COMMAND_PLAIN},
    {"textsf", "x", COMMAND_PLAIN},
    {"texttip", "mh", COMMAND_PLAIN},
    {"texttt", "x", COMMAND_PLAIN},
    {"textup", "x", COMMAND_PLAIN},
    {"toggle", "mg", COMMAND_PLAIN},
    {"unicode", "oom", COMMAND_PLAIN},
    {"usetagform", "h", COMMAND_PLAIN},
    {"verb", "", COMMAND_VERBATIM},
    {"vphantom", "h", COMMAND_PLAIN},
    {"vspace", "sd", COMMAND_PLAIN},
    {"xcancel", "Ak", COMMAND_PLAIN},
};

struct name {
    const uint8_t *bytes;
    size_t length;
};

static int
compare(const void *key, const void *element)
{
    const struct name *name = key;
    const struct command *c = element;
    for (size_t i = 0; i < name->length; i++) {
        uint8_t byte = (uint8_t)c->name[i];
        if (byte == '\0' || name->bytes[i] != byte)
            return name->bytes[i] < byte ? -1 : 1;
    }
    return c->name[name->length] == '\0' ? 0 : -1;
}

const struct command *
command_find(const uint8_t *name, size_t length)
{
    struct name key = {name, length};
    return bsearch(&key, commands, sizeof commands / sizeof commands[0],
                   sizeof commands[0], compare);
}

static const struct command environments[] = {
    {"alignat", "a", COMMAND_PLAIN},   {"alignat*", "a", COMMAND_PLAIN},
    {"aligned", "o", COMMAND_PLAIN},   {"alignedat", "oa", COMMAND_PLAIN},
    {"array", "oa", COMMAND_PLAIN},    {"darray", "oa", COMMAND_PLAIN},
    {"gathered", "o", COMMAND_PLAIN},  {"multlined", "o", COMMAND_PLAIN},
    {"subarray", "a", COMMAND_PLAIN},  {"xalignat", "a", COMMAND_PLAIN},
    {"xalignat*", "a", COMMAND_PLAIN}, {"xxalignat", "a", COMMAND_PLAIN},
};

const char *
command_environment(const uint8_t *name, size_t length)
{
    struct name key = {name, length};
    const struct command *c = bsearch(
        &key, environments, sizeof environments / sizeof environments[0],
        sizeof environments[0], compare);
    return c == NULL ? "" : c->arguments;
}
