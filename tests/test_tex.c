/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "tex.h"

/* What is left of a formula; what was hidden is "_" once a run. */
static char *
drawn(const char *text, bool display)
{
    static char out[4096];
    struct tex tex = {.count = 0};
    size_t n = strlen(text), o = 0;
    bool hidden[2048] = {false};
    cr_assert_lt(n, sizeof hidden);
    tex_mark(&tex, (const uint8_t *)text, n, display, hidden);
    for (size_t i = 0; i < n; i++) {
        if (!hidden[i])
            out[o++] = text[i];
        else if (i == 0 || !hidden[i - 1])
            out[o++] = '_';
    }
    out[o] = '\0';
    return out;
}

struct sample {
    const char *text;
    const char *drawn;
};

static void
check(const struct sample *samples, size_t count)
{
    for (size_t i = 0; i < count; i++)
        cr_expect_str_eq(drawn(samples[i].text, false), samples[i].drawn,
                         "%s gives %s", samples[i].text,
                         drawn(samples[i].text, false));
}

#define CHECK(samples) check(samples, sizeof samples / sizeof samples[0])

Test(tex, comments)
{
    static const struct sample samples[] = {
        {"x", "x"},
        {"x % P", "x_"},
        {"x % P\ny", "x_\ny"},
        {"50\\% of x", "50\\% of x"},
        {"x \\\\% P", "x \\\\_"},
        {"x \\\\\\% y", "x \\\\\\% y"},
        {"\\text{50% of} x", "\\text{50% of} x"},
        {"\\text{a $b % P} c$ d} e", "\\text{a $b_"},
        {"\\verb|a % b| c", "\\verb|a % b| c"},
        {"\\verb|a| % P", "\\verb|a|_"},
        {"\\mathrm{a % P\nb}", "\\mathrm{a_\nb}"},
        {"\\frac{a %}{b}\\color{white}\nP", "\\frac{a_"},
        {"\\sqrt[a %]{b}\\phantom{\nP}", "\\sqrt[a_"},
        {"\\frac{a % \\phantom{x}\nb}{c}", "\\frac{a_\nb}{c}"},
        {"%", "_"},
        {"x\n % P\ny", "x\n_y"},
        {"x\\ % P", "x\\ _"},
        {"\\", "\\"},
    };
    CHECK(samples);
}

Test(tex, arguments_that_are_not_drawn)
{
    static const struct sample samples[] = {
        {"a\\phantom{P}b", "a\\phantom{_}b"},
        {"a\\phantom {P}b", "a\\phantom {_}b"},
        {"a\\phantom\n{P{Q}}b", "a\\phantom\n{_}b"},
        {"a\\phantom Pb", "a\\phantom _b"},
        {"a\\phantom\\beta b", "a\\phantom_ b"},
        {"\\hphantom{P}\\vphantom{P}x", "\\hphantom{_}\\vphantom{_}x"},
        {"\\label{P}x", "\\label{_}x"},
        {"\\mathchoice{P}{P}{P}{P}x", "\\mathchoice{_}{_}{_}{_}x"},
        {"\\mathtip{x}{P}y", "\\mathtip{x}{_}y"},
        {"\\toggle{x}{P}{P}\\endtoggle y", "\\toggle{x}{_}{_}\\endtoggle y"},
        {"\\style{display:none}{P}", "\\style{_}{_}"},
        {"\\class{d-none}{P} y", "\\class{_}{_} y"},
        {"\\cssId{P}{x}", "\\cssId{_}{x}"},
        {"\\href{P}{x}", "\\href{_}{x}"},
        {"\\cancel[P P]{x}", "\\cancel[_]{x}"},
        {"\\smash[b]{x}", "\\smash[b]{x}"},
        {"\\begin{array}[t]{c|c}x\\end{array}",
         "\\begin{array}[t]{c|c}x\\end{array}"},
        {"\\begin{array}{c PAYLOAD}x\\end{array}",
         "\\begin{array}{_}x\\end{array}"},
        {"\\phantom{\\phantom{P}P}x", "\\phantom{_}x"},
        {"\\phantom{P", "\\phantom{_"},
        {"\\phantom}x", "\\phantom}x"},
        {"\\frac{a}{b}", "\\frac{a}{b}"},
        {"\\smash{x}\\mathrlap{y}\\tiny z", "\\smash{x}\\mathrlap{y}\\tiny z"},
        {"\\phantoms{x}", "\\phantoms{x}"},
        {"\\tag{P}x", "\\tag{_}x"},
    };
    CHECK(samples);
    cr_expect_str_eq(drawn("\\tag{1}x", true), "\\tag{1}x");
    cr_expect_str_eq(drawn("\\tag*{1}x", true), "\\tag*{1}x");
}

Test(tex, colours)
{
    static const struct sample samples[] = {
        {"\\color{white}P", "\\color{white}_"},
        {"\\color{White}{P} P", "\\color{White}_"},
        {"{\\color{white}P} x", "{\\color{white}_} x"},
        {"\\color{#fff}P", "\\color{#fff}_"},
        {"\\color{#FEFEFE}P", "\\color{#FEFEFE}_"},
        {"\\color{transparent}P", "\\color{transparent}_"},
        {"\\color{rgb(255, 255, 255)}P", "\\color{rgb(255, 255, 255)}_"},
        {"\\color{rgba(0,0,0,0)}P", "\\color{rgba(0,0,0,0)}_"},
        {"\\color[rgb]{1,1,1}P", "\\color[rgb]{1,1,1}_"},
        {"\\color[rgb]{1, 1, 0.99}P", "\\color[rgb]{1, 1, 0.99}_"},
        {"\\color[RGB]{255,255,255}P", "\\color[RGB]{255,255,255}_"},
        {"\\color[gray]{1}P", "\\color[gray]{1}_"},
        {"\\color[HTML]{FFFFFF}P", "\\color[HTML]{FFFFFF}_"},
        {"\\textcolor{white}{P}x", "\\textcolor{white}{_}x"},
        {"\\textcolor{red}{x}", "\\textcolor{red}{x}"},
        {"\\pmod{5\\color{white}} P", "\\pmod{5\\color{white}_"},
        {"\\frac{1}{\\color{white}} P", "\\frac{1}{\\color{white}_"},
        {"\\color{red}{x}", "\\color{red}{x}"},
        {"\\color[rgb]{1,0,0}x", "\\color[rgb]{1,0,0}x"},
        {"\\colorbox{black}{P}x", "\\colorbox{black}{_}x"},
        {"\\colorbox{yellow}{x}", "\\colorbox{yellow}{x}"},
        {"\\fcolorbox{red}{black}{P}x", "\\fcolorbox{red}{black}{_}x"},
        {"\\bbox[black]{P}x", "\\bbox[black]{_}x"},
        {"\\bbox[5px, border: 2px solid red]{x}",
         "\\bbox[5px, border: 2px solid red]{x}"},
        {"\\bbox[yellow,5px]{x}", "\\bbox[yellow,5px]{x}"},
        {"\\bbox[display:none]{P}x", "\\bbox[_]{_}x"},
        {"\\definecolor{p}{rgb}{1,1,1}\\color{p}P",
         "\\definecolor{_}{_}{_}\\color{_}_"},
        {"\\color{words nobody sees}x", "\\color{_}x"},
        {"\\cellcolor{black}P", "\\cellcolor{black}_"},
    };
    CHECK(samples);
}

Test(tex, shifts)
{
    static const struct sample samples[] = {
        {"a\\hspace{-9999px}P", "a\\hspace{-9999px}_"},
        {"a\\hspace{1cm}b", "a\\hspace{1cm}b"},
        {"a\\kern-999em P", "a\\kern-999em_"},
        {"a\\kern 2pt b", "a\\kern 2pt b"},
        {"a\\raise 999em {P}", "a\\raise 999em_"},
        {"a\\\\[-999em] P", "a\\\\[-999em]_"},
        {"a\\\\[1,2] b", "a\\\\[1,2] b"},
        {"a\\mspace{9999mu}P", "a\\mspace{9999mu}_"},
    };
    CHECK(samples);
}

Test(tex, macros)
{
    static const struct sample samples[] = {
        {"\\newcommand{\\a}[1]{} \\a{P}", "\\newcommand{\\a}[1]{} \\a_"},
        {"\\def\\a{P}\\def\\a{}x", "\\def\\a{_}\\def\\a{}x"},
        {"\\def\\a{P}\\phantom{\\a}x", "\\def\\a{_}\\phantom{_}x"},
        {"\\def\\a{P}\\def\\b{\\a}x", "\\def\\a{_}\\def\\b{_}x"},
        {"\\def\\a{P}\\let\\b\\a x", "\\def\\a{_}\\let\\b\\a x"},
        {"\\newcommand\\a{P} x", "\\newcommand\\a{_} x"},
        {"\\newcommand{\\R}{\\mathbb{R}} x\\in\\R",
         "\\newcommand{\\R}{\\mathbb{R}} x\\in\\R"},
        {"\\newcommand{\\n}[1]{|#1|} \\n{x}",
         "\\newcommand{\\n}[1]{|#1|} \\n{x}"},
        {"\\def\\a#1{}\\a{P}", "\\def\\a#1{}\\a_"},
        {"\\def\\a{\\color{white}}\\a P", "\\def\\a{_}\\a_"},
        {"\\let\\a=\\phantom \\a{P}x", "\\let\\a=\\phantom \\a{_}x"},
        {"\\let\\a\\phantom \\a P", "\\let\\a\\phantom \\a _"},
        {"\\def\\a{\\phantom}\\let\\b\\a \\b{P}",
         "\\def\\a{_}\\let\\b\\a \\b_"},
        {"\\newenvironment{a}{\\color{white}}{}\\begin{a}P\\end{a}",
         "\\newenvironment_"},
        {"\\def", "\\def"},
        {"\\newcommand{\\a", "\\newcommand{\\a"},
        {"\\DeclareMathOperator{\\op}{op} \\op x",
         "\\DeclareMathOperator{\\op}{op} \\op x"},
    };
    CHECK(samples);
}

Test(tex, what_is_nested_too_deep_is_hidden)
{
    char text[1000] = "";
    for (int i = 0; i < 150; i++)
        strcat(text, "{");
    strcat(text, "P");
    cr_expect_null(strchr(drawn(text, false), 'P'));
}

Test(tex, marking_what_is_left_marks_nothing)
{
    static const char *const texts[] = {
        "x % P\ny",
        "\\phantom{P}x",
        "\\color{white}P",
        "\\newcommand\\a{P} x",
        "\\definecolor{p}{rgb}{1,1,1} x",
        "\\hspace{-9999px}P",
        "\\bbox[display:none]{P}x",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char *left = drawn(texts[i], false);
        char *o = left;
        for (const char *c = left; *c != '\0'; c++)
            if (*c != '_')
                *o++ = *c;
        *o = '\0';
        char *once = strdup(left);
        cr_expect_null(strchr(drawn(once, false), '_'), "%s", once);
        free(once);
    }
}
