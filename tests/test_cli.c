/* SPDX-License-Identifier: MIT */
/* The filter, run as its users run it. */
#include "shell.h"

#include <sys/socket.h>

static void
enter_documents(void)
{
    enter_folder();
    export_path("MAN", "man/smac.1");
    export_path("README", "README.md");
    write_file("a.md", "Hello.\n<!-- secret -->\n");
    write_file("b.md", "World.\n");
    write_file("hidden.md", "<!-- nothing to see -->\n");
}

TestSuite(cli, .init = enter_documents, .fini = leave_folder, .timeout = 60);

#define CUT_SEQ "sed 's/.*\"sequence\":\\([0-9]*\\)}.*/\\1/'"

/* ---- what it does ------------------------------------------------------- */

Test(cli, writes_visible_text_in_order)
{
    static const struct expectation table[] = {
        {"$SMAC a.md", 0, "Hello.\n", ""},
        {"$SMAC < a.md", 0, "Hello.\n", ""},
        {"$SMAC - < a.md", 0, "Hello.\n", ""},
        {"$SMAC a.md b.md", 0, "Hello.\n\nWorld.\n", ""},
        {"$SMAC b.md - < a.md", 0, "World.\n\nHello.\n", ""},
        {"$SMAC hidden.md a.md hidden.md b.md", 0, "Hello.\n\nWorld.\n", ""},
        {"$SMAC hidden.md", 0, "", ""},
        {"cat a.md | $SMAC", 0, "Hello.\n", ""},
        {"mv a.md -- --to; $SMAC -- --to", 0, "Hello.\n", ""},
        {"(printf 'Hel'; sleep 0.1; printf 'lo.\\n') | $SMAC", 0, "Hello.\n",
         ""},
    };
    CHECK_ALL(table);
}

Test(cli, reads_options_wherever_they_stand)
{
    static const struct expectation table[] = {
        {"$SMAC a.md --to=text", 0, "Hello.\n", ""},
        {"$SMAC --to text a.md", 0, "Hello.\n", ""},
        {"$SMAC -ttext a.md -o out; cat out", 0, "Hello.\n", ""},
        {"$SMAC -to a.md", 2, "", "--to: 'o' is not one of the choices"},
        {"$SMAC --keep=alt,links --keep=all a.md", 0, "Hello.\n", ""},
        {"$SMAC --profile=github --details=drop a.md", 0, "Hello.\n", ""},
        {"$SMAC --max-input=1k --max-memory=64M --max-depth=9 a.md", 0,
         "Hello.\n", ""},
        {"$SMAC --max-input=0 a.md", 0, "Hello.\n", ""},
        {"$SMAC -V | head -1", 0, "smac 0.1.0\n", ""},
        {"$SMAC -hV | head -n 1", 0, "Usage: smac [OPTION]... [FILE]...\n", ""},
    };
    CHECK_ALL(table);
}

Test(cli, holds_long_documents_on_disk)
{
    static const struct expectation table[] = {
        {"$SMAC --spill-above=3 a.md", 0, "Hello.\n", ""},
        {"$SMAC --spill-above=3 -a log a.md b.md", 0, "Hello.\n\nWorld.\n", ""},
        {"yes 'A *line*.' | sed G | head -n 400000 > long.md;"
         "$SMAC --max-input=0 --spill-above=0 long.md > one;"
         "$SMAC --max-input=0 --spill-above=9k -a log long.md > two;"
         "gzip -c long.md | $SMAC --max-input=0 --spill-above=9k > three;"
         "wc -c < one; cmp one two && cmp one three",
         0, "1799999\n", ""},
        {"TMPDIR=/nowhere $SMAC --spill-above=3 a.md", 3, "",
         "long documents: No such file"},
    };
    CHECK_ALL(table);
}

Test(cli, refuses_wrong_options)
{
    static const struct expectation table[] = {
        {"$SMAC --bogus", 2, "", "smac: --bogus: unknown option\nTry "},
        {"$SMAC --out=x a.md", 2, "", "smac: --out=x: unknown option\n"},
        {"$SMAC -x", 2, "", "smac: -x: unknown option\nTry 'smac --help'.\n"},
        {"$SMAC -Vx", 2, "", "smac: -x: unknown option\n"},
        {"$SMAC --to=html", 2, "", "not one of the choices: text, markdown"},
        {"$SMAC --to=", 2, "", "--to: ''"},
        {"$SMAC --keep=alt,foo", 2, "", "alt, links, images, titles"},
        {"$SMAC --keep=alt,", 2, "", "--keep: 'alt,'"},
        {"$SMAC --max-input=5q", 2, "", "--max-input: '5q' is not a size"},
        {"$SMAC --max-input=-5", 2, "", "--max-input: '-5' is not a size"},
        {"$SMAC --max-input='5 '", 2, "", "--max-input: '5 ' is not a size"},
        {"$SMAC --max-input=17179869184G", 2, "", "is not a size"},
        {"$SMAC --max-input=18446744073709551616", 2, "", "is not a size"},
        {"$SMAC --max-depth=0", 2, "", "--max-depth: '0' is not a number"},
        {"$SMAC --max-depth=4294967296", 2, "", "is not a number"},
        {"$SMAC -o", 2, "", "smac: --output: needs a value\n"},
        {"$SMAC --output=", 2, "", "smac: --output: '' is empty\n"},
        {"$SMAC --help=1", 2, "", "smac: --help: takes no value\n"},
        {"$SMAC --audit=- a.md", 2, "", "/dev/stdout"},
    };
    CHECK_ALL(table);
}

/* ---- inputs that fail --------------------------------------------------- */

Test(cli, reports_inputs_that_fail)
{
    static const struct expectation table[] = {
        {"$SMAC none.md", 3, "", "smac: none.md: No such file or directory\n"},
        {"$SMAC .", 3, "", "smac: .: Is a directory\n"},
        {"$SMAC < .", 3, "", "smac: stdin: Is a directory\n"},
        {"ln -s loop loop; $SMAC loop", 3, "", "smac: loop: Too many levels"},
        {"$SMAC a.md/x", 3, "", "smac: a.md/x: Not a directory\n"},
        {"$SMAC a.md none.md b.md", 3, "Hello.\n\nWorld.\n", "smac: none.md: "},
        {"$SMAC --max-input=9 a.md b.md", 3, "World.\n", "smac: a.md: "},
        {"yes | $SMAC --max-input=9", 3, "", "smac: stdin: "},
        {"$SMAC --stdin-name=web --max-input=9 < a.md", 3, "", "smac: web: "},
        {"$SMAC <&-", 3, "", "smac: stdin: Bad file descriptor\n"},
        {"$SMAC 0>/dev/null", 3, "", "smac: stdin: Bad file descriptor\n"},
    };
    CHECK_ALL(table);
}

/* A socket whose other end left bytes unread gives its text, then an error.
 * The text is no document, nor the beginning of the next one. */
Test(cli, forgets_an_input_that_breaks_off)
{
    int ends[2];
    cr_assert_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    cr_assert_eq(write(ends[0], "Half.\n", 6), 6);
    cr_assert_eq(write(ends[1], "unread", 6), 6);
    close(ends[0]);
    shell_input = ends[1];
    static const struct expectation broken = {
        "$SMAC -a log - b.md", 3, "World.\n",
        "smac: stdin: Connection reset by peer\n"};
    check(&broken);
    shell_input = -1;
    static const struct expectation audited = {CUT_SEQ " log", 0, "1\n", ""};
    check(&audited);
}

/* What a terminal obeys, and what reverses or hides text, must not come back
 * from a name: C0, C1, DEL, U+202E, a byte that is no UTF-8. */
Test(cli, shows_hostile_names_harmlessly)
{
    static const struct expectation table[] = {
        {"$SMAC \"$(printf 'x\\033[31m\\177\\302\\233y')\"", 3, "",
         "smac: x?[31m???y: No such"},
        {"$SMAC \"$(printf '\\342\\200\\256a\\377\\303\\274')\"", 3, "",
         "smac: ???a?\303\274: No such"},
        {"$SMAC \"$(printf -- '--a\\033]0;x\\007')\"", 2, "",
         "smac: --a?]0;x?: unknown option\n"},
        {"$SMAC --to=\"$(printf '\\033c')\"", 2, "", "smac: --to: '?c' is"},
        {"$SMAC \"$(printf 'a\\nsmac: b')\"", 3, "",
         "smac: a?smac: b: No such"},
    };
    CHECK_ALL(table);
}

/* ---- outputs that fail -------------------------------------------------- */

Test(cli, notices_that_stdout_is_broken)
{
    static const struct expectation table[] = {
        {"$SMAC a.md > /dev/full", 3, "",
         "smac: stdout: No space left on device\n"},
        {"$SMAC --help > /dev/full", 3, "", "smac: stdout: No space left"},
        {"$SMAC a.md >&-", 3, "", "smac: stdout: Bad file descriptor\n"},
        {"$SMAC -V >&-", 3, "", "smac: stdout: Bad file descriptor\n"},
        {"$SMAC a.md 1< b.md", 3, "", "smac: stdout: Bad file descriptor\n"},
        {"$SMAC a.md none.md >&- 2>&-", 3, "", ""},
        /* the rest is not even read, nor audited */
        {"$SMAC -a log a.md none.md b.md > /dev/full", 3, "", "smac: stdout: "},
        {"grep -c b.md log", 1, "0\n", ""},
        {"$SMAC a.md 2>&-", 0, "Hello.\n", ""},
    };
    CHECK_ALL(table);
}

/* A reader that goes away is no news, but nothing was delivered either. */
Test(cli, is_quiet_when_the_reader_goes_away)
{
    static const struct expectation table[] = {
        {"yes Hello | head -n 300000 > big.md\n"
         "{ $SMAC --max-input=0 big.md; echo $? > status; } | head -n 1;"
         "cat status",
         0, NULL, ""},
        {"cat status", 0, "3\n", ""},
    };
    CHECK_ALL(table);
}

/* Were descriptor 1 free, the audit would be opened there and get the text. */
Test(cli, never_writes_text_to_a_wrong_descriptor)
{
    static const struct expectation table[] = {
        {"$SMAC -a log a.md >&-", 3, "", "smac: stdout: "},
        {"grep -c Hello log", 1, "0\n", ""},
        {"$SMAC a.md b.md -a log <&- >&-", 3, "", "smac: stdout: "},
        {"grep -c Hello log", 1, "0\n", ""},
        {"$SMAC -a /dev/stderr a.md 2>&-", 3, "", ""},
    };
    CHECK_ALL(table);
}

Test(cli, replaces_an_output_file_or_leaves_it)
{
    static const struct expectation table[] = {
        {"$SMAC -o out a.md; cat out", 0, "Hello.\n", ""},
        {"echo old > out; $SMAC -o out a.md none.md", 3, "",
         "smac: out: was left as it was\n"},
        {"cat out", 0, "old\n", ""},
        {"$SMAC -o out -a /dev/full a.md", 3, "", "smac: /dev/full: No space"},
        {"cat out", 0, "old\n", ""},
        {"chmod 640 out; $SMAC -o out a.md; stat -c %a out", 0, "640\n", ""},
        {"umask 027; $SMAC -o fresh a.md; stat -c %a fresh", 0, "640\n", ""},
        {"ln -s out link; $SMAC -o link b.md; cat out; readlink link", 0,
         "World.\nout\n", ""},
        {"$SMAC -o - a.md", 0, "Hello.\n", ""},
        {"$SMAC -o . a.md", 3, "", "smac: .: Is a directory\n"},
        {"$SMAC -o none/out a.md", 3, "", "smac: none/out: No such file"},
        {"$SMAC -o '' a.md", 2, "", "--output: '' is empty"},
        {"$SMAC -o /dev/full a.md", 3, "", "smac: /dev/full: No space left"},
        {"mkfifo pipe; cat pipe & $SMAC -o pipe a.md; wait", 0, "Hello.\n", ""},
        {"$SMAC -o out hidden.md; cat out", 0, "", ""},
        {"ls -A | grep smac-", 1, "", ""},
    };
    CHECK_ALL(table);
}

/* The whole run is killed, or the disk (here: the limit on a file's size) is
 * full in the middle: the old file stays, and no temporary one. */
Test(cli, leaves_no_half_output)
{
    static const struct expectation table[] = {
        {"exec 2> shell; echo old > out; mkfifo pipe; $SMAC -o out a.md pipe & child=$!;"
         "exec 3> pipe; kill -9 $child; wait $child; cat out",
         0, "old\n", ""},
        {"yes Hello | head -n 9000 > big.md;"
         "(ulimit -f 8; exec $SMAC -o out a.md big.md)",
         3, "", "smac: out: File too large\n"},
        {"cat out", 0, "old\n", ""},
        {"ls -A | grep smac-", 1, "", ""},
    };
    CHECK_ALL(table);
}

Test(cli, refuses_to_write_over_an_input)
{
    static const struct expectation table[] = {
        {"cp a.md copy; $SMAC -o a.md a.md", 2, "",
         "smac: a.md: is both an input and the output\n"},
        {"ln a.md hard; $SMAC -o hard b.md a.md", 2, "",
         "smac: a.md: is both an input and the output\n"},
        {"$SMAC < a.md >> a.md", 2, "",
         "smac: stdin: is both an input and the output\n"},
        {"$SMAC -a a.md ./a.md", 2, "",
         "smac: ./a.md: is both an input and the audit\n"},
        {"$SMAC -o both -a both a.md", 2, "",
         "smac: both: is both the audit and the output\n"},
        {"$SMAC -a both b.md > both", 2, "",
         "smac: both: is both the audit and the output\n"},
        {"cmp a.md copy", 0, "", ""},
        {"$SMAC /dev/null > /dev/null", 0, "", ""},
    };
    CHECK_ALL(table);
}

/* ---- the audit ---------------------------------------------------------- */

Test(cli, appends_to_the_audit)
{
    static const struct expectation table[] = {
        {"$SMAC -a log a.md b.md > text; $SMAC -alog < a.md > text;" CUT_SEQ
         " log",
         0, "1\n2\n3\n4\n5\n", ""},
        {"sed 's/.*\"path\":\\(\"[^\"]*\"\\).*/\\1/' log", 0,
         "\"a.md\"\n\"a.md\"\n\"b.md\"\n\"-\"\n\"-\"\n", ""},
        {"stat -c %a log", 0, "600\n", ""},
        {"$SMAC -a log --stdin-name=web < b.md > text;"
         "grep -c '\"path\":\"web\"' log",
         0, "1\n", ""},
        {"$SMAC -a log none.md", 3, "", "smac: none.md: "},
        {"grep -c none.md log", 1, "0\n", ""},
        {"$SMAC -o text -a /dev/stdout a.md |" CUT_SEQ, 0, "1\n2\n", ""},
        {"$SMAC -o text -a /dev/stdout a.md b.md > out2;" CUT_SEQ " out2", 0,
         "1\n2\n3\n", ""},
        {"mkfifo pipe; cat pipe > read & $SMAC -a pipe a.md; wait;" CUT_SEQ
         " read",
         0, "Hello.\n1\n2\n", ""},
        {"for i in 1 2 3; do $SMAC -a log.gz a.md; done > text;"
         "gzip -t log.gz && zcat log.gz |" CUT_SEQ,
         0, "1\n2\n3\n4\n5\n6\n", ""},
    };
    CHECK_ALL(table);
}

/* Text is released only after its audit is written. */
Test(cli, emits_nothing_that_it_cannot_audit)
{
    static const struct expectation table[] = {
        {"$SMAC -a /dev/full a.md b.md", 3, "",
         "smac: /dev/full: No space left on device\n"
         "smac: a.md: was not emitted, because it could not be audited\n"
         "smac: /dev/full: No space left on device\n"
         "smac: b.md: was not emitted, because it could not be audited\n"},
        {"$SMAC -a . a.md", 3, "", "smac: .: Is a directory\n"},
        {"$SMAC -a none/log a.md", 3, "", "smac: none/log: No such file"},
        {"echo notes > log.gz; $SMAC -a log.gz b.md", 3, "",
         "smac: log.gz: is no gzip file"},
        {"cat log.gz", 0, "notes\n", ""},
    };
    CHECK_ALL(table);
}

/* The limit on a file's size stands for a full disk: the second document does
 * not fit, and not a byte of it stays. */
Test(cli, cuts_an_append_that_failed_in_the_middle)
{
    static const struct expectation table[] = {
        {"(ulimit -f 5; exec $SMAC -a log a.md a.md b.md)", 3,
         "Hello.\n\nWorld.\n", "smac: log: File too large\n"},
        {CUT_SEQ " log", 0, "1\n2\n3\n", ""},
        {"tail -c 2 log", 0, "}\n", ""},
        {"yes '<!-- secret -->' | head -n 9000 > big.md; $SMAC -a log.gz b.md;"
         "cp log.gz before; (ulimit -f 4; exec $SMAC -a log.gz big.md)",
         3, "World.\n", "smac: log.gz: File too large\n"},
        {"cmp log.gz before && $SMAC -a log.gz b.md && zcat log.gz |" CUT_SEQ,
         0, "World.\n1\n2\n", ""},
    };
    CHECK_ALL(table);
}

Test(cli, lets_many_processes_append_at_once)
{
    static const struct expectation table[] = {
        {"for i in $(seq 100); do $SMAC -a log a.md & done > text; wait;"
         "seq 200 > wanted; " CUT_SEQ " log | cmp - wanted",
         0, "", ""},
        {"$SMAC audit verify log", 0,
         "200 records of 100 documents: the audit holds\n", ""},
        {"for i in $(seq 40); do $SMAC -a log.gz a.md & done > text; wait;"
         "seq 80 > wanted; zcat log.gz |" CUT_SEQ "| cmp - wanted",
         0, "", ""},
    };
    CHECK_ALL(table);
}

/* ---- what it says about itself ------------------------------------------ */

Test(cli, documents_every_option)
{
    static const struct expectation table[] = {
        {"$SMAC --help | awk 'length > 79'", 0, "", ""},
        {"$SMAC --help | sed -n 's/^  *\\(-[a-zA-Z], \\)*--\\([a-z-]*\\).*/"
         "\\1--\\2/p' | sort > help;"
         "sed -n 's/^\\.It Fl \\([a-zA-Z]\\) .*Fl Fl \\([a-z-]*\\).*/-\\1, --\\2/p;"
         "s/^\\.It Fl Fl \\([a-z-]*\\).*/--\\1/p' \"$MAN\" | sort > man;"
         "test -s help && diff help man",
         0, "", ""},
        {"sed -n '/^## The filter/,/^## What/"
         "s/^| \\(`-[a-zA-Z]`, \\)*`--\\([a-z-]*\\).*/\\1--\\2/p' "
         "\"$README\" | tr -d '`' | sort > readme; diff help readme",
         0, "", ""},
        /* the names of choices, too */
        {"for name in text markdown strict github browser summary drop expand "
         "alt links images titles info front-matter all full excerpt hash; do "
         "$SMAC --help | grep -q -- \"$name\" || echo \"help: $name\";"
         "grep -q \"^\\.I[tc] Cm $name\\|^\\.Cm $name\" \"$MAN\" ||"
         " echo \"man: $name\"; done",
         0, "", ""},
    };
    CHECK_ALL(table);
}
