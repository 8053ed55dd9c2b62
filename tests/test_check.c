/* SPDX-License-Identifier: MIT */
/* `smac check`, run as its users run it: what it reads, what it answers. */
#include "shell.h"

#define GIT "git -c init.defaultBranch=main -c user.name=a -c user.email=a@b "
/* The places of the findings alone. */
#define PLACES "| sed -n 's/^\\([^ ]*:[0-9]*:[0-9]*\\): .*/\\1/p'"

static void
enter_documents(void)
{
    enter_folder();
    export_path("MAN", "man/smac-check.1");
    write_file("clean.md", "Hello *reader*.\n");
    write_file("comment.md", "Hello.\n\n<!-- remember the milk -->\n");
    write_file("evil.md", "Hello.\n\n<!-- import x from \"y\" -->\n");
    write_file("note.md", "Hello.\n\n<!-- prettier-ignore -->\n");
}

TestSuite(check, .init = enter_documents, .fini = leave_folder, .timeout = 60);

/* ---- exit status -------------------------------------------------------- */

Test(check, exits_by_the_gravest_finding)
{
    static const struct expectation table[] = {
        {"$SMAC check clean.md", 0, NULL, ""},
        {"$SMAC check note.md", 0, NULL, ""},
        {"$SMAC check comment.md", 1, NULL, ""},
        {"$SMAC check evil.md", 1, NULL, ""},
        {"$SMAC check --fail-on=note clean.md", 0, NULL, ""},
        {"$SMAC check --fail-on=note note.md", 1, NULL, ""},
        {"$SMAC check --fail-on=warning comment.md", 1, NULL, ""},
        {"$SMAC check --fail-on=error comment.md", 0, NULL, ""},
        {"$SMAC check --fail-on=error evil.md", 1, NULL, ""},
        {"$SMAC check --fail-on=never evil.md", 0, NULL, ""},
        {"$SMAC check --fail-on=none evil.md", 2, "", "--fail-on"},
        {"$SMAC check --fail-on=fatal", 2, "", "note, warning, error, never"},
        {"$SMAC check --update-baseline evil.md", 2, "", "--baseline"},
        {"$SMAC check clean.md > /dev/full", 3, "", "smac: stdout: No space"},
    };
    CHECK_ALL(table);
}

Test(check, names_what_it_cannot_judge_and_judges_the_rest)
{
    static const struct expectation table[] = {
        {"$SMAC check none.md evil.md --fail-on=never", 3,
         "evil.md:3:1: error: an HTML comment [html-comment]\n"
         "     3 | <!-- import x from \"y\" -->\n"
         "       | ^~~~~~~~~~~~~~~~~~~~~~~~~~\n"
         "       = error, because it brings code in: import x from \"y\n"
         "none.md: not judged: No such file or directory\n"
         "2 files: 1 error, 0 warnings, 0 notes; not judged: 1 file\n",
         ""},
        {"printf '\\037\\213\\010broken' > bad.md; $SMAC check bad.md clean.md",
         3, NULL, ""},
        {"head -c 17000000 /dev/zero | tr '\\0' a > big.md;"
         "$SMAC check big.md clean.md | head -n 1",
         0, "big.md: not judged: the document has more than 16777216 bytes\n",
         ""},
        {"mkdir dir.md; $SMAC check --fail-on=never . " PLACES, 0,
         "comment.md:3:1\nevil.md:3:1\n", ""},
    };
    CHECK_ALL(table);
}

/* The parser that an attack brings down is a worker's. It is stopped here
 * while the pipe is waited for, and killed when it has got what came. */
Test(check, loses_one_file_to_a_crash)
{
    static const struct expectation table[] = {
        {"mkfifo pipe.md; $SMAC check -j1 evil.md pipe.md clean.md > out & "
         "smac=$!; until worker=$(pgrep -P $smac); do sleep 0.1; done; "
         "sleep 0.7; kill -STOP $worker; echo text > pipe.md; sleep 0.3;"
         "kill -9 $worker; wait $smac; echo \"exit $?\";"
         "grep -v '^  ' out",
         0,
         "exit 3\n"
         "evil.md:3:1: error: an HTML comment [html-comment]\n"
         "pipe.md: not judged: the process that read it was ended by signal "
         "9\n"
         "3 files: 1 error, 0 warnings, 0 notes; not judged: 1 file\n",
         ""},
    };
    CHECK_ALL(table);
}

/* ---- what it reads ------------------------------------------------------ */

Test(check, finds_documents_by_their_names)
{
    static const struct expectation table[] = {
        {"mkdir -p t/.github t/.cursor/rules t/skills && cd t &&"
         "for f in a.md b.markdown c.mdown d.mkd e.mdx F.MD README AGENTS.md "
         "CLAUDE.md .cursorrules .windsurfrules .github/copilot-instructions.md "
         "skills/SKILL.md .cursor/rules/a.mdc llms.txt "
         "x.txt README.rst main.c md READMEs notes.md.bak; do "
         "cp ../evil.md $f; done; $SMAC check --fail-on=never " PLACES,
         0,
         ".cursor/rules/a.mdc:3:1\n.cursorrules:3:1\n"
         ".github/copilot-instructions.md:3:1\n.windsurfrules:3:1\n"
         "AGENTS.md:3:1\nCLAUDE.md:3:1\nF.MD:3:1\nREADME:3:1\na.md:3:1\n"
         "b.markdown:3:1\nc.mdown:3:1\nd.mkd:3:1\ne.mdx:3:1\nllms.txt:3:1\n"
         "skills/SKILL.md:3:1\n",
         ""},
        /* what is named is read, whatever its name */
        {"$SMAC check t/main.c " PLACES, 0, "t/main.c:3:1\n", ""},
        {"$SMAC check t/skills/ ./t/x.txt " PLACES, 0,
         "t/skills/SKILL.md:3:1\nt/x.txt:3:1\n", ""},
        {"cd t/skills && $SMAC check .. SKILL.md | tail -n 1", 0,
         "16 files: 16 errors, 0 warnings, 0 notes\n", ""},
    };
    CHECK_ALL(table);
}

Test(check, respects_gitignore_in_a_checkout)
{
    static const struct expectation table[] = {
        {GIT "init -q r && cd r && mkdir -p vendor docs/build sub &&"
             "printf 'vendor/\\nbuild\\n!docs/build/keep.md\\n' > .gitignore;"
             "for f in a.md vendor/v.md docs/build/b.md docs/d.md sub/s.md; do "
             "cp ../evil.md $f; done;" GIT "add -f docs/build/b.md a.md;"
             "$SMAC check " PLACES,
         0, "a.md:3:1\ndocs/build/b.md:3:1\ndocs/d.md:3:1\nsub/s.md:3:1\n", ""},
        {"cd r/docs && $SMAC check . " PLACES, 0, "build/b.md:3:1\nd.md:3:1\n",
         ""},
        {"cd r && $SMAC check vendor/v.md " PLACES, 0, "vendor/v.md:3:1\n", ""},
        /* so is a folder that git ignores, or that lies in one */
        {"cd r && mkdir vendor/deep && cp a.md vendor/deep &&"
         "$SMAC check vendor " PLACES,
         0, "vendor/deep/a.md:3:1\nvendor/v.md:3:1\n", ""},
        {"cd r/vendor/deep && $SMAC check " PLACES, 0, "a.md:3:1\n", ""},
        {"cd r && rm -r vendor/deep", 0, "", ""},
        /* deleted, but not from the index */
        {"cd r && rm a.md && $SMAC check sub " PLACES, 0, "sub/s.md:3:1\n", ""},
        {"cd r && $SMAC check | tail -n 1", 0,
         "3 files: 3 errors, 0 warnings, 0 notes\n", ""},
        /* outside of a checkout nothing is ignored */
        {"mv r/.git r/git && $SMAC check r " PLACES, 0,
         "r/docs/build/b.md:3:1\nr/docs/d.md:3:1\nr/sub/s.md:3:1\n"
         "r/vendor/v.md:3:1\n",
         ""},
        /* without git all is read, and said to be */
        {"mv r/git r/.git && PATH= $SMAC check r > out; "
         "grep -c ^r/vendor out",
         0, "1\n", "smac: r: git does not list its files"},
    };
    CHECK_ALL(table);
}

/* A hook runs with the variables of its own repository. */
Test(check, asks_git_about_the_directory_that_was_named)
{
    static const struct expectation table[] = {
        {GIT
         "init -q one;" GIT "init -q two; echo '*.md' > two/.gitignore;"
         "cp evil.md one; cp evil.md two;"
         "GIT_DIR=$PWD/two/.git GIT_WORK_TREE=$PWD/two $SMAC check one " PLACES,
         0, "one/evil.md:3:1\n", ""},
        {"GIT_DIR=$PWD/one/.git $SMAC check two " PLACES, 0, "", ""},
        /* a repository may name a program that git would run */
        {"cd one &&" GIT "config core.fsmonitor 'touch ../ran; false';"
         "$SMAC check --fail-on=never . > /dev/null; ls ../ran",
         2, "", "ran"},
        /* a repository within, tracked or not */
        {"mv two one/ && cp evil.md one/two/README && $SMAC check one " PLACES,
         0, "one/evil.md:3:1\none/two/README:3:1\n", ""},
    };
    CHECK_ALL(table);
}

Test(check, does_not_follow_symbolic_links)
{
    static const struct expectation table[] = {
        {"mkdir out in; cp evil.md out; cd in; ln -s ../out/evil.md a.md;"
         "ln -s ../out dir; ln -s . loop; cp ../evil.md b.md;"
         "$SMAC check " PLACES,
         0, "b.md:3:1\n", ""},
        {"$SMAC check in/a.md", 0, "0 files: 0 errors, 0 warnings, 0 notes\n",
         "smac: in/a.md: is a symbolic link, which is not followed"},
        {"cd in &&" GIT "init -q &&" GIT "add -A && $SMAC check " PLACES, 0,
         "b.md:3:1\n", ""},
    };
    CHECK_ALL(table);
}

Test(check, reads_standard_input)
{
    static const struct expectation table[] = {
        {"$SMAC check --stdin-filename=docs/x.md < evil.md " PLACES, 0,
         "docs/x.md:3:1\n", ""},
        {"$SMAC check - < evil.md " PLACES, 0, "stdin:3:1\n", ""},
        {"$SMAC check comment.md - < evil.md " PLACES, 0,
         "stdin:3:1\ncomment.md:3:1\n", ""},
        {"$SMAC check --stdin-filename=x.md evil.md < evil.md", 2, "",
         "smac: --stdin-filename: is for standard input"},
        {"gzip -c evil.md | $SMAC check - " PLACES, 0, "stdin:3:1\n", ""},
    };
    CHECK_ALL(table);
}

Test(check, answers_the_same_for_any_number_of_workers)
{
    static const struct expectation table[] = {
        {"mkdir many; for i in $(seq 60); do cp evil.md many/$i.md; "
         "cp $TOP/corpus/pages/*.md many; done;"
         "$SMAC check -j1 many > one; $SMAC check -j2 many > two;"
         "$SMAC check -j7 many > seven; cmp one two && cmp one seven && "
         "grep -c evil one || tail -n 1 one",
         0, NULL, ""},
        {"$SMAC check -j0 many", 2, "", "--jobs: '0' is not a number from 1"},
        {"$SMAC check -j many/1.md many/1.md", 2, "", "--jobs"},
    };
    CHECK_ALL(table);
}

/* `script` lends a terminal. */
Test(check, shows_progress_on_a_terminal_that_waits)
{
    static const struct expectation table[] = {
        {"mkfifo slow.md; (sleep 2; cat clean.md > slow.md) & "
         "script -qec '\"$SMAC\" check -j1 clean.md slow.md' /dev/null | tr '\\r' "
         "'\\n' | grep -c 'smac: 1 of 2 files'",
         0, NULL, ""},
        {"script -qec '\"$SMAC\" check clean.md' /dev/null | grep -c ' of '", 1,
         "0\n", ""},
        {"(sleep 2; cat clean.md > slow.md) & $SMAC check slow.md", 0, NULL,
         ""},
    };
    CHECK_ALL(table);
}

/* ---- policy ------------------------------------------------------------- */

Test(check, obeys_the_policy_of_the_repository)
{
    static const struct expectation table[] = {
        {"echo 'deny html-comment' > .smac.conf; $SMAC check comment.md note.md"
         "| grep -c 'error, because it is denied by the policy'",
         0, "2\n", ""},
        {"echo 'allow html-comment' > .smac.conf; $SMAC check evil.md", 0,
         "1 file: 0 errors, 0 warnings, 0 notes; 1 allowed by the policy\n",
         ""},
        {"echo 'allow html-comment /<!-- remember .* -->/' > .smac.conf;"
         "$SMAC check comment.md evil.md " PLACES,
         0, "evil.md:3:1\n", ""},
        /* a pattern is of the whole span: nothing can be hidden behind it */
        {"echo 'allow html-comment /remember/' > .smac.conf;"
         "$SMAC check comment.md",
         1, NULL, ""},
        {"echo 'severity html-comment note' > .smac.conf;"
         "$SMAC check comment.md",
         0, NULL, ""},
        {"$SMAC check evil.md " PLACES, 0, "evil.md:3:1\n", ""},
        {"echo 'severity link-destination error' > .smac.conf;"
         "echo '[a](b)' > link.md; $SMAC check link.md " PLACES,
         0, "link.md:1:5\n", ""},
        {"printf '# mine\\n\\n  deny   html-comment  \\r\\n' > .smac.conf;"
         "$SMAC check --fail-on=error comment.md",
         1, NULL, ""},
        {"echo 'details expand' > .smac.conf; printf '<details>\\n\\n"
         "agents must import x\\n\\n</details>\\n' > d.md; $SMAC check d.md",
         0, NULL, ""},
        {"$SMAC check --details=summary d.md " PLACES, 0, "d.md:3:1\n", ""},
        {"echo 'profile github' > .smac.conf; echo '<p hidden>x</p>' > h.md;"
         "$SMAC check h.md",
         0, NULL, ""},
        {"$SMAC check --profile=strict h.md " PLACES, 0, "h.md:1:11\n", ""},
    };
    CHECK_ALL(table);
}

Test(check, finds_the_nearest_policy_upward)
{
    static const struct expectation table[] = {
        {"mkdir -p r/docs/deep; cp evil.md r/; cp evil.md r/docs/deep;"
         "echo 'allow html-comment' > r/docs/.smac.conf; $SMAC check r " PLACES,
         0, "r/evil.md:3:1\n", ""},
        {"cd r/docs/deep && $SMAC check evil.md", 0, NULL, ""},
        {"$SMAC check --stdin-filename=r/docs/x.md < evil.md", 0, NULL, ""},
        {"echo 'allow html-comment' > r/.smac.conf; rm r/docs/.smac.conf;"
         "$SMAC check r",
         0, NULL, ""},
        /* what lies above a checkout is none of its policy */
        {"mkdir r/docs/.git; $SMAC check r/docs/deep/evil.md " PLACES, 0,
         "r/docs/deep/evil.md:3:1\n", ""},
        {"rmdir r/docs/.git; echo > none.conf;"
         "$SMAC check --config=none.conf r " PLACES,
         0, "r/docs/deep/evil.md:3:1\nr/evil.md:3:1\n", ""},
    };
    CHECK_ALL(table);
}

Test(check, leaves_excluded_files_out)
{
    static const struct expectation table[] = {
        {"mkdir -p r/vendor/a r/docs/vendor r/src; for f in r/a.md "
         "r/vendor/a/v.md r/docs/vendor/w.md r/docs/d.md r/src/test.md; do "
         "cp evil.md $f; done; echo 'exclude vendor' > r/.smac.conf;"
         "$SMAC check r " PLACES,
         0, "r/a.md:3:1\nr/docs/d.md:3:1\nr/src/test.md:3:1\n", ""},
        {"echo 'exclude /vendor/' > r/.smac.conf; $SMAC check r " PLACES, 0,
         "r/a.md:3:1\nr/docs/d.md:3:1\nr/docs/vendor/w.md:3:1\n"
         "r/src/test.md:3:1\n",
         ""},
        {"printf 'exclude docs/*/w.md\\nexclude *.md\\n' > r/.smac.conf;"
         "$SMAC check r",
         0,
         "0 files: 0 errors, 0 warnings, 0 notes; 5 excluded by the policy\n",
         ""},
        /* also where a hook names each file */
        {"echo 'exclude src' > r/.smac.conf; cd r && $SMAC check src/test.md "
         "a.md " PLACES,
         0, "a.md:3:1\n", ""},
        {"$SMAC check --config=r/.smac.conf r " PLACES, 0,
         "r/a.md:3:1\nr/docs/d.md:3:1\nr/docs/vendor/w.md:3:1\n"
         "r/vendor/a/v.md:3:1\n",
         ""},
    };
    CHECK_ALL(table);
}

Test(check, names_the_line_of_an_error_in_the_policy)
{
    static const struct expectation table[] = {
        {"printf '\\ndeny comments\\n' > .smac.conf; $SMAC check clean.md", 2,
         "", "/.smac.conf:2: no such reason"},
        {"echo 'allow html-comment /(/' > p; $SMAC check --config=p clean.md",
         2, "", "smac: p:1: missing closing parenthesis"},
        {"echo 'allow html-comment x' > p; $SMAC check --config=p", 2, "",
         "p:1: a pattern stands between slashes"},
        {"echo 'severity html-comment fatal' > p; $SMAC check --config=p", 2,
         "", "p:1: a level is note, warning or error"},
        {"echo 'exclude' > p; $SMAC check --config=p", 2, "", "p:1: a glob"},
        {"echo 'profile lax' > p; $SMAC check --config=p", 2, "",
         "p:1: one of strict, github and browser"},
        {"echo 'details no' > p; $SMAC check --config=p", 2, "",
         "p:1: one of summary, drop and expand"},
        {"echo 'permit all' > p; $SMAC check --config=p", 2, "",
         "p:1: a line begins with"},
        {"echo 'deny html-comment x' > p; $SMAC check --config=p", 2, "",
         "p:1: too many words"},
        {"printf 'deny html-comment\\000x\\n' > p; $SMAC check --config=p", 2,
         "", "p:1: a NUL byte"},
        {"seq -f 'exclude a%g' 1001 > p; $SMAC check --config=p", 2, "",
         "p:1001: more than 1000 rules"},
        {"seq -f 'exclude a%g' 1000 > p; $SMAC check --config=p /dev/null", 0,
         NULL, ""},
        {"$SMAC check --config=none", 2, "", "smac: none: No such file"},
        {"echo 'group' > p; $SMAC check --signals=p", 2, "", "p:1: "},
        {"$SMAC check --signals=none", 2, "", "smac: none: No such file"},
    };
    CHECK_ALL(table);
}

/* Whatever a document says of itself, an attacker may have written. */
Test(check, lets_no_document_excuse_itself)
{
    static const struct expectation table[] = {
        {"for word in ignore disable off allow ignore-next-line "
         "ignore-file 'allow html-comment'; do "
         "printf '<!-- smac-%s -->\\n<!-- smac: %s -->\\n' \"$word\" \"$word\" |"
         "cat - evil.md > x.md; $SMAC check x.md > out && echo $word;"
         "grep -q '^x.md:5:1: error' out || echo $word; done",
         0, "", ""},
    };
    CHECK_ALL(table);
}

Test(check, takes_other_signals)
{
    static const struct expectation table[] = {
        {"printf 'group pets unseen=error : keeps pets\\n  milk\\n' > pets;"
         "$SMAC check --signals=pets comment.md evil.md | grep =",
         0,
         "       = error, because it keeps pets: milk\n"
         "       = warning is the severity of every such finding\n",
         ""},
        {"$SMAC check --signals=$TOP/share/signals.conf evil.md | grep =", 0,
         "       = error, because it brings code in: import x from \"y\n", ""},
    };
    CHECK_ALL(table);
}

/* ---- baseline ----------------------------------------------------------- */

Test(check, knows_what_the_baseline_knows)
{
    static const struct expectation table[] = {
        {"mkdir r; cp evil.md comment.md r; cd r; $SMAC check "
         "--baseline=known --update-baseline && wc -l < known &&"
         "$SMAC check --baseline=known",
         0,
         "3\n2 files: 0 errors, 0 warnings, 0 notes; 2 known by the "
         "baseline\n",
         ""},
        /* wherever it stands in its file */
        {"cd r; sed -i '1i # Title\\n\\ntext\\n' evil.md;"
         "$SMAC check --baseline=known",
         0, NULL, ""},
        /* a second copy is new, and so is a byte of difference */
        {"cd r; tail -n 1 evil.md > twice; cat twice >> comment.md;"
         "cat twice >> evil.md; $SMAC check --baseline=known " PLACES,
         0, "comment.md:4:1\nevil.md:8:1\n", ""},
        {"cd r; cp ../comment.md .; sed -i s/milk/Milk/ comment.md;"
         "$SMAC check --baseline=known comment.md",
         1, NULL, ""},
        /* paths start from the baseline's folder */
        {"cp comment.md r; cp evil.md r; $SMAC check --baseline=r/known r", 0,
         NULL, ""},
        {"cd r; mkdir sub; mv evil.md sub; $SMAC check --baseline=known " PLACES,
         0, "sub/evil.md:3:1\n", ""},
        {"cd r; cp sub/evil.md 'a b%.md'; $SMAC check --baseline=known "
         "--update-baseline; $SMAC check --baseline=known",
         0, NULL, ""},
        {"$SMAC check --baseline=none", 2, "", "smac: none: No such file"},
        {"echo abc > bad; $SMAC check --baseline=bad", 2, "",
         "smac: bad:1: a line begins with 64 hexadecimal digits"},
        /* nothing is written of half of the files */
        {"cp r/known before; $SMAC check --baseline=r/known --update-baseline "
         "r none.md; cmp r/known before",
         0, "", "none.md: No such file"},
    };
    CHECK_ALL(table);
}

/* ---- severity ----------------------------------------------------------- */

Test(check, says_why_each_finding_has_its_severity)
{
    static const struct expectation table[] = {
        {"printf '[u]: v\\n\\n[u]\\n\\n<details>\\n\\nx\\n\\n</details>\\n\\n"
         "<!-- y -->\\n\\n<!-- toc -->\\n\\n"
         "z\\363\\240\\201\\201\\363\\240\\201\\202\\n\\n"
         "<!-- import x from \"y\" -->\\n' > s.md;"
         "$SMAC check --show=note s.md | grep -e '^s' -e =",
         0,
         "s.md:1:1: note: a link reference definition that a link or image "
         "uses [link-definition]\n"
         "       = note is the severity of every such finding\n"
         "s.md:7:1: note: the content of a collapsed <details> "
         "[details-collapsed]\n"
         "       = note is the severity of every such finding\n"
         "s.md:11:1: warning: an HTML comment [html-comment]\n"
         "       = warning is the severity of every such finding\n"
         "s.md:13:1: note: an HTML comment [html-comment]\n"
         "       = note, because it is a table of contents' marker\n"
         "s.md:15:2: error: Unicode tag characters [unicode-tags]\n"
         "       = error is the severity of every such finding\n"
         "       = it spells: AB\n"
         "s.md:17:1: error: an HTML comment [html-comment]\n"
         "       = error, because it brings code in: import x from \"y\n",
         ""},
    };
    CHECK_ALL(table);
}

/* ---- the source --------------------------------------------------------- */

Test(check, marks_the_hidden_part_of_the_source)
{
    static const struct expectation table[] = {
        {"printf 'a\t<!-- b\n\tc --> \344\270\255 <!-- d -->\n' > s.md;"
         "$SMAC check s.md | grep '|'",
         0,
         "     1 | a    <!-- b\n"
         "       |      ^~~~~~\n"
         "     2 |     c --> \xE4\xB8\xAD <!-- d -->\n"
         "       | ~~~~~~~~~\n"
         "     2 |     c --> \xE4\xB8\xAD <!-- d -->\n"
         "       |              ^~~~~~~~~~\n",
         ""},
        {"printf 'Say z\342\200\213e <!-- \033[8m\377 -->\n' > s.md;"
         "$SMAC check s.md | grep '|'",
         0,
         "     1 | Say z<U+200B>e <!-- <U+001B>[8m<FF> -->\n"
         "       |      ^~~~~~~~\n"
         "     1 | Say z<U+200B>e <!-- <U+001B>[8m<FF> -->\n"
         "       |                ^~~~~~~~~~~~~~~~~~~~~~~~\n",
         ""},
        /* long lines and spans are cut */
        {"(head -c 300 /dev/zero | tr '\\0' a; printf ' <!-- b -->';"
         "head -c 300 /dev/zero | tr '\\0' c) > s.md;"
         "$SMAC check s.md | grep -c '^     1 | \\.\\.\\.a*  *<!-- b -->c*\\.\\.\\.$'",
         0, "1\n", ""},
        {"(printf '<!--\n'; seq 1000; printf -- '-->\n') > s.md;"
         "$SMAC check s.md | grep -A1 '^     6'",
         0, "     6 | 5\n       | ~\n", ""},
        {"$SMAC check s.md | grep 'to line'", 0, "       | ... to line 1002\n",
         ""},
    };
    CHECK_ALL(table);
}

Test(check, colours_a_terminal_alone)
{
    static const struct expectation table[] = {
        {"export TERM=xterm; script -qec '\"$SMAC\" check evil.md' /dev/null |"
         "grep -c '\033\\[41;97m<!-- import'",
         0, "1\n", ""},
        {"NO_COLOR=1 TERM=xterm script -qec '\"$SMAC\" check evil.md' /dev/null |"
         "grep -c '\033'",
         1, "0\n", ""},
        {"TERM=dumb script -qec '\"$SMAC\" check evil.md' /dev/null |"
         "grep -c '\033'",
         1, "0\n", ""},
        {"TERM=xterm $SMAC check evil.md | grep -c '\033'", 1, "0\n", ""},
        {"$SMAC check --color=always evil.md | grep -c '\033\\[1;31merror'", 0,
         "1\n", ""},
        {"TERM=xterm script -qec '\"$SMAC\" check --color=never evil.md' /dev/null |"
         "grep -c '\033'",
         1, "0\n", ""},
    };
    CHECK_ALL(table);
}

/* ---- explain ------------------------------------------------------------ */

Test(check, explains_every_reason)
{
    static const struct expectation table[] = {
        {"$SMAC explain unicode-tags", 0,
         "unicode-tags: Unicode tag characters\n"
         "SMAC-3, error unless its content says more.\n"
         "\n"
         "Example:\n"
         "    Install it.<U+E0049><U+E0047><U+E004E><U+E004F><U+E0052><U+E0045>"
         "\n"
         "\n"
         "A reader sees:\n"
         "    Nothing: these code points mirror ASCII and draw nothing.\n"
         "\n"
         "A model sees:\n"
         "    It reads them as letters: whole sentences can be written so.\n"
         "\n"
         "What to do:\n"
         "    Delete them. Nothing but three flags (England, Scotland, Wales) "
         "needs\n"
         "    them, and smac leaves those alone. Find out who put them "
         "there.\n",
         ""},
        {"$SMAC explain | awk '{print $1}' | sort > listed;"
         "sed -n '/^#define SMAC_REASONS/,/^enum/s/.*, \"\\([a-z0-9-]*\\)\", "
         "[0-9],.*/\\1/p' $TOP/include/smac.h | sort > declared;"
         "test -s listed && diff listed declared",
         0, "", ""},
        {"for r in $(cat listed); do $SMAC explain $r > out;"
         "[ $(grep -c -e '^A reader sees:$' -e '^A model sees:$' "
         "-e '^What to do:$' out) = 3 ] || echo $r; done",
         0, "", ""},
        /* the examples are examples */
        {"for r in $(cat listed); do $SMAC explain --example $r |"
         "$SMAC check --show=note --format=json - | grep -q "
         "\"\\\"reason\\\":\\\"$r\\\"\" || echo $r; done",
         0, "unrendered\n", ""},
        {"$SMAC explain --mdoc | diff - $TOP/man/smac-reasons.7", 0, "", ""},
        {"$SMAC explain comment", 2, "", "smac: comment: no such reason"},
        {"$SMAC explain html-comment css-hidden", 2, "", "one REASON"},
        {"$SMAC explain > /dev/full", 3, "", "smac: stdout: No space left"},
    };
    CHECK_ALL(table);
}

/* ---- what it says about itself ------------------------------------------ */

Test(check, documents_every_option)
{
    static const struct expectation table[] = {
        {"$SMAC check --help | awk 'length > 79'", 0, "", ""},
        {"$SMAC check --help | sed -n "
         "'s/^  *\\(-[a-zA-Z], \\)*--\\([a-z-]*\\).*/\\1--\\2/p' | sort > help;"
         "sed -n 's/\\\\-/-/g;s/^\\.It Fl \\([a-zA-Z]\\) .*Fl Fl \\([a-z-]*\\).*/-\\1, "
         "--\\2/p;s/^\\.It Fl Fl \\([a-z-]*\\).*/--\\1/p' \"$MAN\" | sort > man;"
         "test -s help && diff help man",
         0, "", ""},
        {"for format in human json sarif github gitlab junit; do "
         "$SMAC check --format=$format clean.md > /dev/null || echo $format;"
         "grep -q \"^\\.It Cm $format\" \"$MAN\" || echo $format; done",
         0, "", ""},
        {"for word in deny allow severity exclude profile details; do "
         "grep -q \"^\\.It Cm $word\" \"$MAN\" || echo $word; done",
         0, "", ""},
        {"$SMAC check --help > /dev/full", 3, "", "No space left"},
    };
    CHECK_ALL(table);
}
