/* SPDX-License-Identifier: MIT */
/* A repository's .smac.conf, which strangers may send changes of. The program's
 * messages are counted here instead of printed: a file that is refused says
 * why, once, and one that is taken says nothing. */
#include <string.h>

#include "cli/message.h"
#include "cli/policy.h"
#include "scratch.h"
#include "smac.h"
#include "target.h"

static unsigned messages;

static void
count_message(const char *subject, const char *text)
{
    demand(*subject != '\0' && *text != '\0', "a message says something");
    messages++;
}

void
message(const char *subject, const char *text)
{
    count_message(subject, text);
}

void
message_errno(const char *subject, int error)
{
    count_message(subject, strerror(error));
}

void
message_usage(const char *subject, const char *text)
{
    count_message(subject, text);
}

/* A file with nothing but blank lines and comments asks for nothing. */
static bool
asks(const uint8_t *bytes, size_t length)
{
    bool at_start = true, comment = false;
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == '\n') {
            at_start = true;
            comment = false;
        } else if (at_start && bytes[i] == '#') {
            comment = true;
        } else if (!comment && bytes[i] != ' ' && bytes[i] != '\t') {
            return true;
        } else if (bytes[i] != ' ' && bytes[i] != '\t') {
            at_start = false;
        }
    }
    return false;
}

static void
question(const struct policy *p, bool asked)
{
    static const char text[] = "<!-- begin toc -->";
    static const char *const documents[] = {"README.md", "a/b.md", "/x/y.md"};
    for (int i = 0; i < SMAC_REASON_COUNT; i++) {
        const struct smac_finding finding = {
            .reason = (enum smac_reason)i,
            .length = sizeof text - 1,
            .bytes = (const uint8_t *)text,
        };
        enum smac_severity severity = policy_severity(p, finding.reason);
        bool allowed = policy_allows(p, &finding);
        demand(severity <= SMAC_ERROR, "a severity is one of three");
        demand(asked ||
                   (!allowed &&
                    severity == smac_reason_info(finding.reason)->severity),
               "who asks for nothing changes nothing");
    }
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++)
        demand(!policy_excludes(p, documents[i]) || asked,
               "who excludes nothing excludes nothing");
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct policies policies = {.all = NULL};
    const char *path = scratch_write(bytes, length);
    messages = 0;
    bool used = policies_use(&policies, path);
    demand(messages == !used, "a file is taken, or refused with one message");
    if (used) {
        const struct policy *p = policies_find(&policies, "README.md");
        demand(p != NULL, "a file that was named holds for all documents");
        question(p, asks(bytes, length));
    }
    policies_release(&policies);
    return 0;
}
