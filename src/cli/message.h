/* SPDX-License-Identifier: MIT */
/* Messages on standard error: `smac: SUBJECT: TEXT`. */
#ifndef SMAC_CLI_MESSAGE_H
#define SMAC_CLI_MESSAGE_H

/* The subject (a file's name, an option) and the text may be hostile: what a
 * terminal would obey, or would not show, comes out as `?`. One write a
 * message, so that the messages of parallel processes do not mix. */
void message(const char *subject, const char *text);

/* The same with the words for errno. */
void message_errno(const char *subject, int error);

/* As message, and tells where help is. */
void message_usage(const char *subject, const char *text);

#endif
