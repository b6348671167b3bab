// A thread that ends the process when nobody else does: at the end of a time limit, when a signal found code that does not
// stop, and when the way out hangs. A thread, because only one that is not inside C's streams can flush them, and because
// one signal may come just before a call that blocks: this one sends another until the main thread has heard it.
#define _GNU_SOURCE
#include "CEdit.h"
#include "terminal_state.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

// Ends a blocking call of the main thread. By default it does nothing, so a stray one is harmless.
enum { NUDGE = SIGURG };
// In milliseconds: from one nudge to the next; how long code may take to stop after a signal that ends the process, and how
// long where changes are under way; what a blocked stream may cost a process that is being ended.
enum { NUDGE_INTERVAL = 20, PATIENCE = 2000, PATIENCE_FOR_CHANGES = 7000, STREAM_WAIT = 100, FLUSH_WAIT = 500 };

// An end that was announced: how, and with which words.
typedef struct Plan {
    int code, code_with_changes;  // the second where changes are in flight
    int number;                   // the signal to end by, or 0
    char message[256];
} Plan;

// A plan is written before its time, and read after it.
static Plan limit_plan, leave_plan;
static _Atomic long long limit_at, limit_end, leave_end, request_at;
static _Atomic int is_told, is_leaving, at_once;

static csig_hook volatile hook;
static csig_host *volatile hook_host;
static volatile int hook_reason;

static int bell[2] = {-1, -1};
static pthread_t main_thread, watcher;
static _Atomic int is_watching;

void csig_wake_watcher(void) {
    int saved = errno;
    ssize_t ignored = write(bell[1], "!", 1);  // a full pipe is as good as one more byte
    (void)ignored;
    errno = saved;
}

// MARK: The end

static void say(const char *text) {
    if (!csig_takes_output(STDERR_FILENO, STREAM_WAIT)) return;
    ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
    (void)ignored;
}

static void finish(const Plan *plan) {
    if (plan->number) csig_die(plan->number);
    int has_changes = plan->code == 0 && csig_writes_in_flight() > 0;
    _exit(has_changes ? plan->code_with_changes : plan->code);
}

static const Plan *last_plan;

static void on_last_alarm(int number) {
    (void)number;
    finish(last_plan);
}

// A flush may block. No thread does this: making one takes memory, and whoever holds the lock of that may be stopped.
static void finish_in_any_case(const Plan *plan) {
    last_plan = plan;
    struct sigaction action = {.sa_handler = on_last_alarm};
    sigaction(SIGALRM, &action, NULL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGALRM);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    struct itimerval timer = {.it_value = {.tv_usec = FLUSH_WAIT * 1000}};
    setitimer(ITIMER_REAL, &timer, NULL);
}

static void end_process(const Plan *plan, int has_account) {
    csig_restore_terminal();
    if (*plan->message) say(plan->message);
    csig_say_what_is_in_flight(!has_account);
    // Where the main thread is inside a stream, its lock is held, and what is there cannot be flushed.
    if (csig_takes_output(STDOUT_FILENO, STREAM_WAIT) && ftrylockfile(stdout) == 0) {
        finish_in_any_case(plan);
        fflush(stdout);
        fflush(NULL);
    }
    finish(plan);
}

void csig_have_watcher_end(int number) {
    if (!is_watching || pthread_equal(pthread_self(), watcher)) return;
    at_once = number;
    csig_wake_watcher();
    for (;;) poll(NULL, 0, 1000);  // the code behind us must not go on
}

// MARK: Watching

static void on_nudge(int number) {
    (void)number;
    if (!pthread_equal(pthread_self(), main_thread)) return;
    long long at = limit_at;
    if (at == 0 || csig_now() < at || is_told) return;
    int saved = errno;
    is_told = 1;
    if (csig_output_end() == 0) csig_bound_output(STREAM_WAIT);
    csig_hook call = hook;
    if (call) {
        call(hook_host, hook_reason);
        csig_ring();
    }
    errno = saved;
}

// Ends the process if its time has come. Whether the main thread has to be nudged.
static int look(long long now) {
    static Plan plan;
    if (at_once) {
        plan.number = at_once;
        end_process(&plan, 0);
    }
    int limit_is_over = limit_at && now >= limit_at;
    if (limit_end && now >= limit_end) end_process(&limit_plan, 0);
    if (leave_end && now >= leave_end) end_process(limit_is_over ? &limit_plan : &leave_plan, 1);
    int ending = csig_ending();
    if (ending && !request_at) request_at = now;
    if (ending && !is_leaving) {
        int patience = csig_writes_in_flight() > 0 ? PATIENCE_FOR_CHANGES : PATIENCE;
        if (now >= request_at + patience) {
            plan.number = ending;
            char name[32];
            snprintf(
                plan.message, sizeof plan.message, "ampsh: ended by %s, and the code did not stop\n",
                csig_name(ending, name, sizeof name));
            end_process(&plan, 0);
        }
    }
    long long output_end = csig_output_end();
    return (!is_leaving && (limit_is_over || csig_presses() > 0)) || (output_end && now >= output_end);
}

static int wait_until_next(long long now) {
    long long next = -1;
    const long long times[] = {limit_at, limit_end, leave_end, csig_output_end()};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        if (times[i] > now && (next < 0 || times[i] < next)) next = times[i];
    }
    return next < 0 ? -1 : (int)(next - now);
}

static void *watch(void *unused) {
    (void)unused;
    for (;;) {
        long long now = csig_now();
        int nudges = look(now);
        if (nudges) pthread_kill(main_thread, NUDGE);
        struct pollfd watched = {.fd = bell[0], .events = POLLIN};
        if (poll(&watched, 1, nudges ? NUDGE_INTERVAL : wait_until_next(now)) <= 0) continue;
        char bytes[64];
        while (read(bell[0], bytes, sizeof bytes) > 0) {}
    }
    return NULL;
}

int csig_begin_watching(void) {
    if (is_watching) return 0;
    if (pipe(bell) != 0) return errno;
    for (int i = 0; i < 2; i++) {
        fcntl(bell[i], F_SETFL, fcntl(bell[i], F_GETFL) | O_NONBLOCK);
        fcntl(bell[i], F_SETFD, FD_CLOEXEC);
    }
    main_thread = pthread_self();
    // No SA_RESTART: it must end a blocking io.read.
    struct sigaction action = {.sa_handler = on_nudge};
    sigfillset(&action.sa_mask);
    sigaction(NUDGE, &action, NULL);
    // The watcher takes no signals: their handlers are for the main thread.
    sigset_t all, former;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &former);
    int failure = pthread_create(&watcher, NULL, watch, NULL);
    pthread_sigmask(SIG_SETMASK, &former, NULL);
    if (failure == 0) {
        is_watching = 1;
    } else {
        close(bell[0]);
        close(bell[1]);
        bell[0] = bell[1] = -1;
    }
    return failure;
}

static void write_message(Plan *plan, const char *message) {
    size_t length = strlen(message);
    if (length > sizeof plan->message - 2) length = sizeof plan->message - 2;
    memcpy(plan->message, message, length);
    plan->message[length] = '\n';
    plan->message[length + 1] = '\0';
}

int csig_limit(int limit, int grace, csig_hook function, csig_host *host, int reason, int code, const char *message) {
    if (limit_at) return EBUSY;
    int failure = csig_begin_watching();
    if (failure != 0) return failure;
    limit_plan = (Plan){.code = code, .code_with_changes = code};
    write_message(&limit_plan, message);
    hook_host = host;
    hook_reason = reason;
    hook = function;
    is_told = 0;
    long long now = csig_now();
    limit_end = now + limit + grace;
    limit_at = now + limit;
    csig_wake_watcher();
    return 0;
}

void csig_unlimit(void) {
    limit_at = 0;
    limit_end = 0;
    hook = NULL;  // a nudge that is still to come does nothing
}

void csig_leave_within(int milliseconds, int code, int code_with_changes, int number, const char *message) {
    leave_plan = (Plan){.code = code, .code_with_changes = code_with_changes, .number = number};
    write_message(&leave_plan, message);
    is_leaving = 1;
    leave_end = csig_now() + milliseconds;
    csig_wake_watcher();
}

void csig_stay(void) { leave_end = 0; }
