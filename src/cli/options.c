/* SPDX-License-Identifier: MIT */
#include "options.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"

/* ---- values ------------------------------------------------------------- */

/* Digits alone, no sign, no blank. Moves past them. */
static bool
read_number(const char **text, uint64_t *number)
{
    const char *s = *text;
    *number = 0;
    for (; *s >= '0' && *s <= '9'; s++) {
        uint64_t digit = (uint64_t)(*s - '0');
        if (*number > (UINT64_MAX - digit) / 10)
            return false;
        *number = *number * 10 + digit;
    }
    bool any = s != *text;
    *text = s;
    return any;
}

static const char *
set_size(void *where, const char *text)
{
    static const struct {
        const char *name;
        unsigned shift;
    } suffixes[] = {{"", 0},   {"K", 10}, {"M", 20}, {"G", 30},
                    {"k", 10}, {"m", 20}, {"g", 30}};
    uint64_t size;
    if (read_number(&text, &size)) {
        for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
            if (strcmp(text, suffixes[i].name) != 0 ||
                size > UINT64_MAX >> suffixes[i].shift)
                continue;
            size = size == 0 ? UINT64_MAX : size << suffixes[i].shift;
            memcpy(where, &size, sizeof size);
            return NULL;
        }
    }
    return "is not a size such as 500, 64K, 16M or 2G";
}

static const char *
set_count(void *where, const char *text)
{
    uint64_t number;
    if (!read_number(&text, &number) || *text != '\0' || number == 0 ||
        number > UINT_MAX)
        return "is not a number from 1";
    unsigned count = (unsigned)number;
    memcpy(where, &count, sizeof count);
    return NULL;
}

static const struct option_choice *
find_choice(const struct option_choice *choices, const char *name,
            size_t length)
{
    for (const struct option_choice *c = choices; c->name != NULL; c++) {
        if (strlen(c->name) == length && memcmp(c->name, name, length) == 0)
            return c;
    }
    return NULL;
}

/* One choice, or several between commas, or-ed to what is there. */
static const char *
set_choices(const struct option *option, void *where, const char *text)
{
    bool several = option->kind == OPTION_SET;
    unsigned value = 0;
    if (several)
        memcpy(&value, where, sizeof value);
    for (;;) {
        size_t length = several ? strcspn(text, ",") : strlen(text);
        const struct option_choice *c =
            find_choice(option->choices, text, length);
        if (c == NULL)
            return several ? "is not a list of known names"
                           : "is not one of the choices";
        value = several ? value | c->value : c->value;
        text += length;
        if (*text == '\0')
            break;
        text++;
    }
    memcpy(where, &value, sizeof value);
    return NULL;
}

static const char *
add_text(struct option_list *list, const char *text)
{
    const char **texts =
        realloc(list->texts, (list->count + 1) * sizeof *texts);
    if (texts == NULL)
        return "needs more memory than there is";
    list->texts = texts;
    texts[list->count++] = text;
    return NULL;
}

/* NULL, or what is wrong with the value. */
static const char *
set_value(const struct option *option, void *settings, const char *text)
{
    void *where = (char *)settings + option->where;
    if (*text == '\0' &&
        (option->kind == OPTION_TEXT || option->kind == OPTION_LIST))
        return "is empty";
    switch (option->kind) {
    case OPTION_TEXT:
        memcpy(where, &text, sizeof text);
        return NULL;
    case OPTION_LIST:
        return add_text(where, text);
    case OPTION_CHOICE:
    case OPTION_SET:
        return set_choices(option, where, text);
    case OPTION_SIZE:
        return set_size(where, text);
    case OPTION_COUNT:
        return set_count(where, text);
    case OPTION_FLAG:
    case OPTION_GROUP:
    case OPTION_END:
        break;
    }
    return "takes no value";
}

/* ---- arguments ---------------------------------------------------------- */

struct parse {
    const struct option *table;
    void *settings;
    int argc;
    char **argv;
    int next;
};

static const struct option *
find_option(const struct option *table, char letter, const char *name,
            size_t length)
{
    for (const struct option *o = table; o->kind != OPTION_END; o++) {
        if (o->kind == OPTION_GROUP)
            continue;
        if (name == NULL ? o->letter == letter
                         : strlen(o->name) == length &&
                               memcmp(o->name, name, length) == 0)
            return o;
    }
    return NULL;
}

/* `--NAME: 'VALUE' is wrong`, with the choices where there are some. */
static bool
refuse(const struct option *option, const char *value, const char *wrong)
{
    char subject[64];
    char text[512];
    snprintf(subject, sizeof subject, "--%s", option->name);
    int n = value == NULL
                ? snprintf(text, sizeof text, "%s", wrong)
                : snprintf(text, sizeof text, "'%.200s' %s", value, wrong);
    const char *before = ": ";
    for (const struct option_choice *c = option->choices;
         c != NULL && c->name != NULL; c++) {
        n += snprintf(text + n, sizeof text - (size_t)n, "%s%s", before,
                      c->name);
        before = ", ";
    }
    message_usage(subject, text);
    return false;
}

/* `value` is what stands behind the option in the same argument, or NULL. */
static bool
take_value(struct parse *p, const struct option *option, const char *value)
{
    if (value == NULL) {
        if (p->next >= p->argc)
            return refuse(option, NULL, "needs a value");
        value = p->argv[p->next++];
    }
    const char *wrong = set_value(option, p->settings, value);
    return wrong == NULL || refuse(option, value, wrong);
}

static void
set_flag(struct parse *p, const struct option *option)
{
    const bool on = true;
    memcpy((char *)p->settings + option->where, &on, sizeof on);
}

static bool
parse_long(struct parse *p, const char *argument)
{
    const char *name = argument + 2;
    size_t length = strcspn(name, "=");
    const char *value = name[length] == '=' ? name + length + 1 : NULL;
    const struct option *option = find_option(p->table, 0, name, length);
    if (option == NULL) {
        message_usage(argument, "unknown option");
        return false;
    }
    if (option->kind != OPTION_FLAG)
        return take_value(p, option, value);
    if (value != NULL)
        return refuse(option, NULL, "takes no value");
    set_flag(p, option);
    return true;
}

static bool
parse_letters(struct parse *p, const char *argument)
{
    for (const char *s = argument + 1; *s != '\0'; s++) {
        const struct option *option = find_option(p->table, *s, NULL, 0);
        if (option == NULL) {
            const char letter[] = {'-', *s, '\0'};
            message_usage(letter, "unknown option");
            return false;
        }
        if (option->kind != OPTION_FLAG)
            return take_value(p, option, s[1] == '\0' ? NULL : s + 1);
        set_flag(p, option);
    }
    return true;
}

int
options_parse(const struct option *table, void *settings, int argc, char **argv)
{
    struct parse p = {table, settings, argc, argv, 0};
    bool only_operands = false;
    int operands = 0;
    while (p.next < argc) {
        char *argument = argv[p.next++];
        bool fine = true;
        if (only_operands || argument[0] != '-' || argument[1] == '\0')
            argv[operands++] = argument;
        else if (strcmp(argument, "--") == 0)
            only_operands = true;
        else if (argument[1] == '-')
            fine = parse_long(&p, argument);
        else
            fine = parse_letters(&p, argument);
        if (!fine)
            return -1;
    }
    return operands;
}

/* ---- help --------------------------------------------------------------- */

enum { HELP_COLUMN = 28, HELP_WIDTH = 79 };

/* Words from HELP_COLUMN on; the cursor is at `column`. */
static void
print_wrapped(FILE *to, const char *text, size_t column)
{
    if (column >= HELP_COLUMN)
        column = HELP_WIDTH;
    while (*text != '\0') {
        size_t word = strcspn(text, " ");
        if (column + 1 + word > HELP_WIDTH) {
            fputc('\n', to);
            column = 0;
        }
        if (column < HELP_COLUMN)
            column +=
                (size_t)fprintf(to, "%*s", (int)(HELP_COLUMN - column), "");
        else
            column += (size_t)fprintf(to, " ");
        column += (size_t)fprintf(to, "%.*s", (int)word, text);
        text += word;
        text += strspn(text, " ");
    }
    fputc('\n', to);
}

void
options_help(FILE *to, const struct option *table)
{
    for (const struct option *o = table; o->kind != OPTION_END; o++) {
        if (o->kind == OPTION_GROUP) {
            fprintf(to, "\n%s:\n", o->name);
            continue;
        }
        int column = o->letter != 0 ? fprintf(to, "  -%c, ", o->letter)
                                    : fprintf(to, "      ");
        column += fprintf(to, "--%s", o->name);
        if (o->argument != NULL)
            column += fprintf(to, "=%s", o->argument);
        print_wrapped(to, o->help, (size_t)(column < 0 ? 0 : column));
    }
}
