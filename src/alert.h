/* SPDX-License-Identifier: MIT */
/* GitHub's alerts: a quote that begins with the line [!NOTE]. */
#ifndef SMAC_ALERT_H
#define SMAC_ALERT_H

#include <stddef.h>
#include <stdint.h>

struct alert {
    const char *marker; /* "[!NOTE]": fits in 16 bytes */
    const char *title;  /* as the page shows it: "Note" */
};

/* The alert whose marker, in any case, the text begins with; or NULL. */
const struct alert *alert_find(const uint8_t *text, size_t length);

#endif
