/* SPDX-License-Identifier: MIT */
#include "kind.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

/* .mdc is what one editor calls its rules for agents. */
static const char *const extensions[] = {".md",  ".markdown", ".mdown",
                                         ".mkd", ".mdx",      ".mdc"};

/* Files without such an extension that a model is given to read. Those that
 * have one (AGENTS.md, CLAUDE.md, SKILL.md, .github/copilot-instructions.md)
 * are found by it. */
static const char *const names[] = {
    "README",      ".cursorrules", ".windsurfrules", ".clinerules",
    ".goosehints", ".rules",       "llms.txt",       "llms-full.txt",
};

bool
kind_is_document(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    const char *dot = strrchr(name, '.');
    for (size_t i = 0;
         dot != NULL && i < sizeof extensions / sizeof extensions[0]; i++) {
        if (strcasecmp(dot, extensions[i]) == 0)
            return true;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcasecmp(name, names[i]) == 0)
            return true;
    }
    return false;
}
