/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "digest.h"

static void
expect_hash(const uint8_t hash[DIGEST_SIZE], const char *wanted)
{
    char text[2 * DIGEST_SIZE + 1];
    for (size_t i = 0; i < DIGEST_SIZE; i++)
        snprintf(text + 2 * i, 3, "%02x", hash[i]);
    cr_expect_str_eq(text, wanted);
}

/* FIPS 180-4's "abc". */
Test(digest, is_sha256)
{
    static const char wanted[] =
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    uint8_t hash[DIGEST_SIZE];
    digest_of("abc", 3, hash);
    expect_hash(hash, wanted);
    struct digest *d = digest_new();
    cr_assert_not_null(d);
    for (int again = 0; again < 2; again++) {
        digest_update(d, "a", 1);
        digest_update(d, NULL, 0);
        digest_update(d, "bc", 2);
        digest_finish(d, hash);
        expect_hash(hash, wanted);
    }
    digest_free(d);
    digest_free(NULL);
}

/* RFC 4231, test cases 1, 2 and 6. */
Test(digest, is_hmac_under_a_key)
{
    static char long_key[131];
    memset(long_key, 0xAA, sizeof long_key);
    static const char eleven[] = "\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b"
                                 "\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b";
    const struct {
        const char *key;
        size_t length;
        const char *text;
        const char *wanted;
    } table[] = {
        {eleven, 20, "Hi There",
         "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        {"Jefe", 4, "what do ya want for nothing?",
         "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
        {long_key, 131,
         "Test Using Larger Than Block-Size Key - Hash Key First",
         "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        uint8_t hash[DIGEST_SIZE];
        struct digest *d = digest_new_keyed(table[i].key, table[i].length);
        cr_assert_not_null(d);
        for (int again = 0; again < 2; again++) {
            digest_update(d, table[i].text, strlen(table[i].text));
            digest_finish(d, hash);
            expect_hash(hash, table[i].wanted);
        }
        digest_free(d);
    }
}
