#define _GNU_SOURCE
#include "CEdit.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/types.h>

// EINTR is no failure: a Ctrl-C in the middle of a long output must not lose the rest of a line.
static int write_all(FILE *stream, const char *bytes, size_t count) {
    while (count > 0) {
        errno = 0;
        size_t written = fwrite(bytes, 1, count, stream);
        bytes += written;
        count -= written;
        if (count > 0) {
            int error = errno;
            clearerr(stream);
            if (error != EINTR) return error ? error : EIO;
        }
    }
    return 0;
}

int cedit_out_write(const void *bytes, size_t count) { return write_all(stdout, bytes, count); }

int cedit_out_flush(void) {
    for (;;) {
        errno = 0;
        if (fflush(stdout) == 0) return 0;
        int error = errno;
        clearerr(stdout);
        if (error != EINTR) return error ? error : EIO;
    }
}

int cedit_err_write(const void *bytes, size_t count) {
    int error = write_all(stderr, bytes, count);
    fflush(stderr);
    return error;
}

int cedit_window(int descriptor, int *columns, int *rows) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return -1;
    *columns = size.ws_col;
    *rows = size.ws_row;
    return 0;
}

long cedit_plain_line(const char **bytes) {
    static char *line = NULL;
    static size_t capacity = 0;
    errno = 0;
    ssize_t length = getline(&line, &capacity, stdin);
    if (length < 0) {
        int interrupted = ferror(stdin) && errno == EINTR;
        clearerr(stdin);
        return interrupted ? -2 : -1;
    }
    if (length > 0 && line[length - 1] == '\n') length--;
    *bytes = line;
    return (long)length;
}

// C.UTF-8 comes before the user's own locale: under tr_TR a byte-wise toupper changes string.upper("i") in Lua.
int cedit_use_utf8(void) {
    static const char *const names[] = {"C.UTF-8", "C.utf8", "UTF-8", "en_US.UTF-8", ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (setlocale(LC_CTYPE, names[i]) && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return 0;
    }
    return -1;
}
