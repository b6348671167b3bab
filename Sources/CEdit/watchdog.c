#define _GNU_SOURCE
#include "CEdit.h"
#include "terminal_state.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

// A thread that waits for the end of a limit, asks the main thread by a signal to stop its code, and ends the process
// when that has not helped within the grace. A thread, because only one that is not inside C's streams can flush them.

// Nothing else uses it; SIGALRM belongs to csig_exit_within.
enum { TIME_SIGNAL = SIGVTALRM };

static struct {
    int limit, grace;  // milliseconds
    int code;
    char message[256];
    pthread_t main;
} plan;
// Written on the main thread, read in the handler that runs there.
static csig_hook volatile hook;
static csig_host *volatile hook_host;
static volatile int hook_reason;

static int stop[2] = {-1, -1};
static pthread_t watcher;
static int watching;

static void on_time(int number) {
    (void)number;
    int saved = errno;
    csig_hook call = hook;
    if (call) {
        call(hook_host, hook_reason);
        csig_ring();
    }
    errno = saved;
}

// True when it was told to stop before the time was over.
static int is_stopped_within(int milliseconds) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    long long end = now.tv_sec * 1000LL + now.tv_nsec / 1000000 + milliseconds;
    long long left = milliseconds;
    do {
        struct pollfd watched = {.fd = stop[0], .events = POLLIN};
        if (poll(&watched, 1, (int)left) > 0) return 1;
        clock_gettime(CLOCK_MONOTONIC, &now);
        left = end - now.tv_sec * 1000LL - now.tv_nsec / 1000000;
    } while (left > 0);
    return 0;
}

static void say(const char *text) {
    ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
    (void)ignored;
}

static void end_process(void) {
    csig_exit_within(1, plan.code);  // whatever blocks below
    csig_restore_terminal();
    say(plan.message);
    say("\n");
    csig_say_what_is_in_flight();
    // Where the main thread is inside a stream, its lock is held, and what is there cannot be flushed.
    fflush(stdout);
    fflush(NULL);
    _exit(plan.code);
}

static void *watch(void *unused) {
    (void)unused;
    if (is_stopped_within(plan.limit)) return NULL;
    pthread_kill(plan.main, TIME_SIGNAL);
    if (is_stopped_within(plan.grace)) return NULL;
    end_process();
    return NULL;
}

int csig_watch(int limit, int grace, csig_hook function, csig_host *host, int reason, int code, const char *message) {
    if (watching) return EBUSY;
    if (pipe(stop) != 0) return errno;
    for (int i = 0; i < 2; i++) fcntl(stop[i], F_SETFD, FD_CLOEXEC);
    plan.limit = limit;
    plan.grace = grace;
    plan.code = code;
    plan.main = pthread_self();
    size_t length = strlen(message);
    if (length >= sizeof plan.message) length = sizeof plan.message - 1;
    memcpy(plan.message, message, length);
    plan.message[length] = '\0';
    hook_host = host;
    hook_reason = reason;
    hook = function;
    // No SA_RESTART: it must end a blocking io.read.
    struct sigaction action = {.sa_handler = on_time};
    sigfillset(&action.sa_mask);
    sigaction(TIME_SIGNAL, &action, NULL);
    // The watcher takes no signals: their handlers are for the main thread.
    sigset_t all, former;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &former);
    int failure = pthread_create(&watcher, NULL, watch, NULL);
    pthread_sigmask(SIG_SETMASK, &former, NULL);
    if (failure == 0) {
        watching = 1;
    } else {
        hook = NULL;
        close(stop[0]);
        close(stop[1]);
    }
    return failure;
}

void csig_unwatch(void) {
    if (!watching) return;
    hook = NULL;  // a signal that is still to come does nothing
    ssize_t ignored = write(stop[1], "!", 1);
    (void)ignored;
    pthread_join(watcher, NULL);
    close(stop[0]);
    close(stop[1]);
    watching = 0;
}
