/* SPDX-License-Identifier: MIT */
/* What is foreseen must come true: a document that needs libxml2 after it was
 * said not to cannot be filtered in a sandbox. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "foresight.h"
#include "smac.h"

static bool
wants(const char *text)
{
    return foresight_wants_xml((const uint8_t *)text, strlen(text), true);
}

/* In a process of its own, for what was loaded stays. */
static bool
loads(const char *text, size_t length)
{
    int status;
    pid_t pid = fork();
    cr_assert(pid >= 0);
    if (pid == 0) {
        (void)!smac_filter(NULL, text, length, NULL);
        _exit(dlopen("libxml2.so.2", RTLD_NOW | RTLD_NOLOAD) != NULL);
    }
    cr_assert_eq(waitpid(pid, &status, 0), pid);
    cr_assert(WIFEXITED(status));
    return WEXITSTATUS(status) != 0;
}

static const char *const plain[] = {
    "",
    "text\n",
    "a < b, a <= b, <3, <- and ->\n",
    "<div>\n<\n</div>\n> <\np style=x>\n",
    "<p align=\"center\">\n  <img src=x width=100% alt=\"a -> b\">\n</p>\n",
    "<a href='x'><b>bold</b></a><br/>\n",
    "<!-- a comment\n  of two lines -->\n",
    "see <https://example.org/a?b=c> and <who@example.org>\n",
    "H<sub>2</sub>O\n",
    "text\n\n```html\n<script>alert()</script>\n```\n\nmore\n",
    "text:\n~~~~\n<div style=x>\n```\n~~~\n~~~~~  \nmore\n",
    "a `<script>` and ``a ` <p hidden>``\n- `<style>`\n",
    "<p>w</p>\n  \n[`<details>`](x), and [a](b) [c][d] `<details>`\n",
    "| a | b |\n|---|---|\n| `<head>` | `<body>` |\n",
    "`a\n\nb `<script>`\n",
    "https://example.org and `<script>`\n",
    "```\n`\n```\n`<script>`\n",
};

static const char *const doubtful[] = {
    "<p style=\"display:none\">w</p>\n",
    "<p\nhidden>w</p>\n",
    "x <span title=\"\n\" hidden>w</span>\n",
    "<DIV HIDDEN>w</DIV>\n",
    "<details>w</details>\n",
    "<script>w</script>\n",
    "<!w>\n",
    "<?w?>\n",
    "</ w>\n",
    "</p w>\n",
    "<!-->w\n",
    "<!--->w\n",
    "<!-- w\n",
    "<div>\n<!-- a\n\nb -->\n",
    "> <p\n> style=x>w</p>\n",
    "- <p\nstyle=x>w\n",
    "<p/hidden>w</p>\n",
    "<p a=b\"c>w</p>\n",
    "<p a='b>w</p>\n",
    "<p \xc3\xa9>w</p>\n",
    "<div>\n<https://example.org>\n</div>\n",
    "<pre>\n\n<https://example.org>\n</pre>\n",
    "<sub><sub><sub>w</sub></sub></sub>\n",
    "<sub>a\n\nb</sub>\n",
    "<sub>\\</sub><div>w\n",
    "<sub>`</sub>`<div>w\n",
    "<sub>[a](</sub>)<div>w\n",
    "<!--\ra\r\r-->w\n",
    "<div><",
    "<div><\xc3\xa9\n",
    "|a|b|\n|-|-|\n|<sub>|</sub>|\n",
    "<div>\n```\n<p hidden>w\n```\n",
    "- a\n\n  ```\n  <p hidden>w\n\n<p hidden>w\n",
    "```a`b\n<p hidden>w\n",
    "---\n```\n---\n<p hidden>w\n",
    "```\na\r```\r<p hidden>w\n",
    "```\na\n   ```\n<p hidden>w\n",
    "`a\nb `<p hidden>`\n",
    "`` `<p hidden>`\n",
    "\\`<p hidden>`\n",
    "<b>`<p hidden>`\n",
    "<b title=\"`\">w</b> <p hidden>`\n",
    "`a` <b title='\n`'><p hidden>`\n",
    "<pre>\n\n`<p hidden>`\n",
    "<div>\n`<p hidden>`\n",
    "> <div>\n>\n> `<p hidden>`\n",
    "https://example.org/`<p hidden>`\n",
    "www.example.org/a`b <p hidden>`\n",
    "[a](b`c) <p hidden>`\n",
    "[a](b(c)`d) <p hidden>`\n",
    "[a](b\\)`d) <p hidden>`\n",
    "[a](\n`b) <p hidden>`\n",
    "[a](b http://c)` <p hidden>`\n",
    "[a][`] <p hidden>`\n",
    "[a][b][`] <p hidden>`\n",
    "[^`a] <p hidden>`\n\n[^`a]: w\n",
    "a|b\n-|-\n`a | <p hidden>`\n",
    "| `a | b` <p hidden>` |\n",
    "a `b | <p hidden>` |\n-|-\n",
    "\x1f\x8b\x08",
    "\xff\xfe",
};

Test(foresight, plain_documents_need_nothing)
{
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        cr_expect(!wants(plain[i]), "%s", plain[i]);
        cr_expect(!loads(plain[i], strlen(plain[i])), "%s", plain[i]);
    }
}

Test(foresight, doubtful_ones_are_told)
{
    for (size_t i = 0; i < sizeof doubtful / sizeof doubtful[0]; i++)
        cr_expect(wants(doubtful[i]), "%s", doubtful[i]);
}

Test(foresight, only_decoding_counts_without_a_second_judge)
{
    const char hidden[] = "<p hidden>w</p>";
    const char utf16[] = "\xff\xfe";
    cr_expect(
        !foresight_wants_xml((const uint8_t *)hidden, strlen(hidden), false));
    cr_expect(
        foresight_wants_xml((const uint8_t *)utf16, strlen(utf16), false));
}

/* ---- the corpus --------------------------------------------------------- */

static size_t documents;

static void
check_file(const char *path)
{
    static char text[1 << 20];
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file);
    size_t length = fread(text, 1, sizeof text, file);
    fclose(file);
    documents++;
    if (!foresight_wants_xml((const uint8_t *)text, length, true))
        cr_expect(!loads(text, length), "%s", path);
}

static void
check_folder(const char *path)
{
    DIR *folder = opendir(path);
    cr_assert_not_null(folder, "%s", path);
    struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        char below[512];
        size_t length = strlen(entry->d_name);
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] != '.' && entry->d_type == DT_DIR)
            check_folder(below);
        else if (length > 3 && strcmp(entry->d_name + length - 3, ".md") == 0)
            check_file(below);
    }
    closedir(folder);
}

Test(foresight, holds_for_the_corpus, .timeout = 300)
{
    check_folder("corpus");
    cr_expect_gt(documents, 200);
    if (access("tests/readmes", R_OK) == 0)
        check_folder("tests/readmes");
}
