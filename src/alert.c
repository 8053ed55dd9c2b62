/* SPDX-License-Identifier: MIT */
#include "alert.h"

#include <string.h>
#include <strings.h>

static const struct alert alerts[] = {
    {"[!NOTE]", "Note"},           {"[!TIP]", "Tip"},
    {"[!IMPORTANT]", "Important"}, {"[!WARNING]", "Warning"},
    {"[!CAUTION]", "Caution"},
};

const struct alert *
alert_find(const uint8_t *text, size_t length)
{
    for (size_t i = 0; i < sizeof alerts / sizeof alerts[0]; i++) {
        size_t n = strlen(alerts[i].marker);
        if (length >= n &&
            strncasecmp((const char *)text, alerts[i].marker, n) == 0)
            return &alerts[i];
    }
    return NULL;
}
