#define _GNU_SOURCE
#include "CEdit.h"
#include "terminal_state.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/types.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <stdio_ext.h>
#endif
#ifdef __linux__
#include <sys/prctl.h>
#endif

// When writes are given up, and whether one was.
static _Atomic long long output_end;
static _Atomic int gave_up;

void csig_bound_output(int milliseconds) {
    if (!gave_up) output_end = csig_now() + milliseconds;
    csig_wake_watcher();
}

void csig_let_output_go_on(void) {
    if (csig_ending()) return;
    output_end = 0;
    gave_up = 0;
}

long long csig_output_end(void) { return output_end; }

int csig_takes_output(int descriptor, int milliseconds) {
    struct pollfd watched = {.fd = descriptor, .events = POLLOUT};
    return poll(&watched, 1, milliseconds) > 0;
}

static int is_given_up(void) {
    long long end = output_end;
    if (end == 0 || csig_now() < end) return 0;
    gave_up = 1;
    return 1;
}

// Straight to the system, so that nothing is lost where a signal interrupts it.
static int write_through(FILE *stream, const char *bytes, size_t count) {
    int descriptor = fileno(stream);
    while (count > 0) {
        ssize_t written = write(descriptor, bytes, count);
        if (written >= 0) {
            bytes += written;
            count -= (size_t)written;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            csig_takes_output(descriptor, -1);
        } else if (errno != EINTR) {
            return errno;
        }
        if (count > 0 && is_given_up()) return ETIMEDOUT;
    }
    return 0;
}

// What a stream holds while it is being written is lost when a signal interrupts that. So the wait for a reader comes
// first, and a pipe that has room takes as much as the stream holds at once.
static int flush(FILE *stream) {
#ifdef __GLIBC__
    size_t held = __fpending(stream);
    if (held == 0) return 0;
#else
    size_t held = PIPE_BUF + 1;
#endif
    int is_quick = held <= PIPE_BUF && !isatty(fileno(stream));
    while (is_quick && !csig_takes_output(fileno(stream), -1)) {
        if (is_given_up()) return ETIMEDOUT;
    }
    sigset_t all, former;
    sigfillset(&all);
    if (is_quick) pthread_sigmask(SIG_SETMASK, &all, &former);
    int error = 0;
    do {
        errno = 0;
        error = fflush(stream) == 0 ? 0 : errno ? errno : EIO;
        if (error) clearerr(stream);
    } while (error == EINTR && !is_given_up());
    if (is_quick) pthread_sigmask(SIG_SETMASK, &former, NULL);
    return error == EINTR ? ETIMEDOUT : error;
}

// Whether the stream takes so much without handing anything over.
static int has_room(FILE *stream, size_t count) {
#ifdef __GLIBC__
    return !__flbf(stream) && __fpending(stream) + count < __fbufsize(stream);
#else
    (void)stream, (void)count;
    return 0;
#endif
}

static int put(const char *bytes, size_t count) {
    errno = 0;
    return fwrite(bytes, 1, count, stdout) == count ? 0 : errno ? errno : EIO;
}

int cedit_out_write(const void *bytes, size_t count) {
    const char *rest = bytes;
#ifdef __GLIBC__
    if (__fbufsize(stdout) == 0 && count > 0) {  // it gets its buffer with its first byte
        int error = put(rest, 1);
        if (error) return error;
        rest++;
        count--;
    }
#endif
    if (has_room(stdout, count)) return put(rest, count);
    int error = flush(stdout);
    if (error) return error;
    return has_room(stdout, count) ? put(rest, count) : write_through(stdout, rest, count);
}

int cedit_out_flush(void) { return flush(stdout); }

int cedit_out_failed(void) {
    int failed = ferror(stdout);
    clearerr(stdout);
    // A reader that left has seen what it wanted.
    struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return failed && !(poll(&output, 1, 0) == 1 && output.revents & POLLERR);
}

void cedit_out_show_each_line(void) { setvbuf(stdout, NULL, _IOLBF, BUFSIZ); }

void cedit_out_drop(void) {
#ifdef __GLIBC__
    __fpurge(stdout);
#else
    fpurge(stdout);
#endif
}

int cedit_err_write(const void *bytes, size_t count) {
    fflush(stderr);
    return write_through(stderr, bytes, count);
}

void cedit_open_standard(void) {
    for (int descriptor = 0; descriptor <= STDERR_FILENO; descriptor++) {
        if (fcntl(descriptor, F_GETFD) >= 0 || errno != EBADF) continue;
        // The lowest free number is this one. Reading finds the end of the input; a write fails, as it did.
        if (open("/dev/null", O_RDONLY) < 0) return;
    }
}

void cedit_hide_memory(void) {
#ifdef __linux__
    prctl(PR_SET_DUMPABLE, 0);
#endif
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
    csig_let_output_go_on();
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
