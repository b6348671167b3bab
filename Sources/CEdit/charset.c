// Character sets other than UTF-8: what is typed or written in them becomes Unicode by iconv(3).
#define _GNU_SOURCE
#include "editor.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Locales spell a set freely: `iso88591` as well as `ISO-8859-1`.
static iconv_t open_charset(const char *to, const char *name) {
    iconv_t charset = iconv_open(to, name);
    if (charset != (iconv_t)-1) return charset;
    char plain[32];
    size_t count = 0;
    for (const char *at = name; *at && count + 1 < sizeof plain; at++)
        if (isalnum((unsigned char)*at)) plain[count++] = (char)toupper((unsigned char)*at);
    plain[count] = 0;
    if (strncmp(plain, "ISO8859", 7) != 0) return iconv_open(to, plain);
    char spelled[40];
    snprintf(spelled, sizeof spelled, "ISO-8859-%s", plain + 7);
    return iconv_open(to, spelled);
}

int cedit_set_charset(cedit *e, const char *name) {
    e->has_charset = 1;
    e->charset = open_charset("WCHAR_T", name);
    return e->charset == (iconv_t)-1 ? -1 : 0;
}

int cedit_decode(struct cedit *e, const unsigned char *bytes, int count, wchar_t *character) {
    if (e->charset == (iconv_t)-1) return -1;
    iconv(e->charset, NULL, NULL, NULL, NULL);
    char *in = (char *)bytes, *out = (char *)character;
    size_t in_left = (size_t)count, out_left = sizeof *character;
    size_t result = iconv(e->charset, &in, &in_left, &out, &out_left);
    if (result == (size_t)-1) return errno == EINVAL ? 0 : -1;
    return out_left == 0 ? 1 : -1;
}

char *cedit_converted(const char *name, const char *bytes, size_t count, size_t *length) {
    iconv_t charset = open_charset("UTF-8", name);
    if (charset == (iconv_t)-1) return NULL;
    size_t room = count * 4 + 4, left = room;
    char *text = malloc(room), *in = (char *)bytes, *out = text;
    int is_whole = text && iconv(charset, &in, &count, &out, &left) == 0 && iconv(charset, NULL, NULL, &out, &left) == 0;
    iconv_close(charset);
    if (!is_whole) {
        free(text);
        return NULL;
    }
    *length = room - left;
    return text;
}
