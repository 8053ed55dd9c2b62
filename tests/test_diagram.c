/* SPDX-License-Identifier: MIT */
/* What is left of a diagram's source: hidden runs are `_`. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "diagram.h"

struct sample {
    const char *source;
    const char *drawn;
};

static char *
drawn(enum diagram kind, const char *source)
{
    static char out[2048];
    bool hidden[2048] = {false};
    size_t n = strlen(source), o = 0;
    cr_assert_lt(n, sizeof hidden);
    diagram_mark(kind, (const uint8_t *)source, n, hidden);
    for (size_t i = 0; i < n; i++) {
        if (!hidden[i])
            out[o++] = source[i];
        else if (i == 0 || !hidden[i - 1])
            out[o++] = '_';
    }
    out[o] = '\0';
    return out;
}

static void
check(enum diagram kind, const struct sample *samples, size_t count)
{
    for (size_t i = 0; i < count; i++)
        cr_expect_str_eq(drawn(kind, samples[i].source), samples[i].drawn,
                         "of\n%s\nis left\n%s", samples[i].source,
                         drawn(kind, samples[i].source));
}

#define CHECK(kind, samples)                                                   \
    check(kind, samples, sizeof samples / sizeof samples[0])

Test(diagram, the_first_word_tells_the_kind)
{
    static const struct {
        const char *info;
        enum diagram kind;
    } infos[] = {
        {"math", DIAGRAM_MATH},
        {"Math", DIAGRAM_MATH},
        {"mermaid", DIAGRAM_MERMAID},
        {"MERMAID x", DIAGRAM_MERMAID},
        {"mermaid\tx", DIAGRAM_MERMAID},
        {"geojson", DIAGRAM_MAP},
        {"topojson", DIAGRAM_MAP},
        {"stl", DIAGRAM_STL},
        {"", DIAGRAM_NONE},
        {"mermaids", DIAGRAM_NONE},
        {"x mermaid", DIAGRAM_NONE},
        {"mermai", DIAGRAM_NONE},
    };
    for (size_t i = 0; i < sizeof infos / sizeof infos[0]; i++)
        cr_expect_eq(
            diagram_find((const uint8_t *)infos[i].info, strlen(infos[i].info)),
            infos[i].kind, "%s", infos[i].info);
}

Test(diagram, comments_and_directives)
{
    static const struct sample samples[] = {
        {"flowchart\n%% P\nA", "flowchart\n_A"},
        {"flowchart\n  %% P\nA", "flowchart\n_A"},
        {"%% P\n\n%% P\nflowchart", "_\n_flowchart"},
        {"flowchart\nA --> B %% P", "flowchart\nA --> B_"},
        {"flowchart\nA[\"x %% y\"]", "flowchart\nA[\"x %% y\"]"},
        {"flowchart\nA[x %% y] %% P", "flowchart\nA[x %% y]_"},
        {"flowchart\nA[x y\nB %% P", "flowchart\nA[x y\nB_"},
        {"flowchart\nA%%B", "flowchart\nA%%B"},
        {"%%{init: {P}}%%\nflowchart", "_flowchart"},
        {"%%{init:\n{P}\n}%%\nflowchart", "_flowchart"},
        {"  %%{init: {P}}%% flowchart", "  _ flowchart"},
        {"flowchart\n%%{P", "flowchart\n_"},
        {"sequenceDiagram\nA->>B: x # P", "sequenceDiagram\nA->>B: x_"},
        {"sequenceDiagram\nA->>B: #9829; x",
         "sequenceDiagram\nA->>B: #9829; x"},
        {"sequenceDiagram\nA->>B: 5\" # P", "sequenceDiagram\nA->>B: 5\"_"},
        {"gantt\n# P\nx #1 :a", "gantt\n_x #1 :a"},
        {"pie\n# x", "pie\n# x"},
        {"", ""},
        {"%%", "_"},
    };
    CHECK(DIAGRAM_MERMAID, samples);
}

Test(diagram, front_matter)
{
    static const struct sample samples[] = {
        {"---\ntitle: x\n---\npie", "---\ntitle: x\n---\npie"},
        {"---\ntitle: x # P\n---\npie", "---\ntitle: x _\n---\npie"},
        {"---\ntitle: \"x # y\"\n---\npie", "---\ntitle: \"x # y\"\n---\npie"},
        {"---\nconfig: P\n  P: P\n---\npie", "---\n_---\npie"},
        {"---\ntitle: x\ntitle: P\n---\npie", "---\ntitle: x\n_---\npie"},
        {"\n  ---\n  P\n  ---\npie", "\n  ---\n_  ---\npie"},
        {"---\nP", "---\n_"},
        {"pie\n---\nx\n---\n", "pie\n---\nx\n---\n"},
    };
    CHECK(DIAGRAM_MERMAID, samples);
}

Test(diagram, statements_that_draw_nothing)
{
    static const struct sample samples[] = {
        {"pie\naccTitle: P\naccDescr: P\n", "pie\n_"},
        {"pie\naccDescr {\nP\nP } x", "pie\n_ x"},
        {"pie\naccDescr\n{\nP", "pie\n_"},
        {"flowchart\nclick A \"P\" \"P\"\n", "flowchart\n_"},
        {"flowchart;A;click A \"P;P\";B", "flowchart;A;_;B"},
        {"flowchart\nA[x; click y]", "flowchart\nA[x; click y]"},
        {"flowchart\nclass A P\nlinkStyle 0 x\n", "flowchart\n_"},
        {"classDiagram\nclass A\nlink A \"P\"", "classDiagram\nclass A\n_"},
        {"classDiagram\nclass A {\nlink b\n}\nlink A \"P\"",
         "classDiagram\nclass A {\nlink b\n}\n_"},
        {"erDiagram\nA ||--o{ B : x\nstyle B P",
         "erDiagram\nA ||--o{ B : x\n_"},
        {"sequenceDiagram\nlink->>Bob: x\nlinks A: P",
         "sequenceDiagram\nlink->>Bob: x\n_"},
        {"mindmap\n  click here", "mindmap\n  click here"},
        {"C4Context\nUpdateRelStyle(P, P)", "C4Context\n_"},
        {"gantt\nexcludes P\nx :a, 1d", "gantt\n_x :a, 1d"},
    };
    CHECK(DIAGRAM_MERMAID, samples);
}

Test(diagram, styles_that_make_labels_disappear)
{
    static const char *const hiding[] = {
        "style A fill:#fff,color:#fff",
        "style A color:white",
        "style A fill:#333",
        "classDef x opacity:0",
        "classDef x opacity:0.0",
        "classDef x opacity:0.01",
        "classDef x font-size:0px",
        "classDef default color:transparent",
        "classDef x display:none",
        "classDef x fill:rgb(0, 0, 0),color:rgb(1, 1, 1)",
        "linkStyle 0 color:#fefefe",
        "%%{init: {'themeVariables': {'primaryTextColor': '#fff'}}}%%",
        "%%{init: {\"themeCSS\": \".label { display: none }\"}}%%",
    };
    static const char *const harmless[] = {
        "style A fill:#f9f,stroke:#333,stroke-width:4px",
        "style A fill:#000,color:#fff",
        "style A opacity:0.5",
        "classDef x stroke-dasharray: 5 5",
        "classDef x font-size:10px",
        "linkStyle 0 stroke:#ff3,stroke-width:4px,color:red;",
        "%%{init: {'theme': 'forest'}}%%",
        "%%{init: {'themeVariables': {'primaryTextColor': '#00f'}}}%%",
    };
    char source[200];
    for (size_t i = 0; i < sizeof hiding / sizeof hiding[0]; i++) {
        snprintf(source, sizeof source, "flowchart\nA\n%s\n", hiding[i]);
        cr_expect_str_eq(drawn(DIAGRAM_MERMAID, source), "_", "%s", source);
    }
    for (size_t i = 0; i < sizeof harmless / sizeof harmless[0]; i++) {
        snprintf(source, sizeof source, "flowchart\nA\n%s\n", harmless[i]);
        cr_expect_str_eq(drawn(DIAGRAM_MERMAID, source), "flowchart\nA\n_",
                         "%s", source);
    }
}

Test(diagram, maps)
{
    static const struct sample samples[] = {
        {"{\"type\":\"Point\",\"coordinates\":[1,2]}",
         "{\"type\":\"Point\",\"coordinates\":[1,2]}"},
        {"{\"type\":\"P\"}", "{\"type\":\"_\"}"},
        {"{\"properties\":{\"P\":\"P\",\"P\\\"P\":1}}",
         "{\"properties\":{\"_\":\"_\",\"_\":1}}"},
        {"{\"x\\\\\":\"P\"}", "{\"_\":\"_\"}"},
        {"\"P", "\"_"},
        {"\"P\\", "\"_"},
    };
    CHECK(DIAGRAM_MAP, samples);
}

Test(diagram, solids)
{
    static const struct sample samples[] = {
        {"solid P P\nfacet normal 0 0 1\nendsolid P",
         "solid _\nfacet normal 0 0 1\nendsolid _"},
        {"SOLID x1\n vertex 0 -1.5e+3 .2 P\n",
         "SOLID _\n vertex 0 -1.5e+3 .2 _\n"},
        {"P\nP", "_\n_"},
    };
    CHECK(DIAGRAM_STL, samples);
}
