// The handlers of the signals that SignalRule.swift lists, and what they leave for the main thread.
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
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// All of this is written on the main thread or in a handler that runs there (other threads forward their signals), so
// volatile is enough: a handler sees its own thread's stores in order.
static volatile sig_atomic_t resized, continued, raw, installed, host_waits, has_session, prompt_is_open;
static csig_hook volatile hook;
static csig_host *volatile hook_host;
static volatile int interrupt_reason, ending_reason;
static volatile int paste_descriptor = -1;
static struct termios original;
static int wake[2] = {-1, -1};
static pthread_t main_thread;

// How often somebody asked for the end of what runs, and the first signal that ends the process; read by the watcher too.
static _Atomic int requests, ending;
static volatile long long last_request;

// One request may come as several signals: timeout(1) signals the process and then its group, and of a terminal that goes
// away both the kernel and the shell tell.
enum { SAME_REQUEST = 200 };
// How long a signal that ends the process lets output that is on its way go on, in milliseconds.
enum { OUTPUT_GRACE = 1000 };

long long csig_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

void csig_ring(void) {
    int saved = errno;
    ssize_t ignored = write(wake[1], "!", 1);  // a full pipe is as good as one more byte
    (void)ignored;
    errno = saved;
}

void csig_restore_terminal(void) {
    if (!raw) return;
    raw = 0;
    int saved = errno;
    int descriptor = paste_descriptor;
    if (descriptor >= 0 && csig_takes_output(descriptor, 0)) {
        ssize_t ignored = write(descriptor, "\033[?2004l", 8);
        (void)ignored;
    }
    // A background process that sets the terminal's modes is stopped by SIGTTOU unless it ignores it.
    struct sigaction ignore = {.sa_handler = SIG_IGN}, former;
    sigaction(SIGTTOU, &ignore, &former);
    tcsetattr(STDIN_FILENO, TCSANOW, &original);  // one that waits for its output would wait for a Ctrl-Q
    sigaction(SIGTTOU, &former, NULL);
    errno = saved;
}

void csig_terminal_taken(const struct termios *modes, int descriptor) {
    original = *modes;
    paste_descriptor = descriptor;
    raw = 1;
    csig_let_output_go_on();
}

void csig_terminal_given_back(void) { raw = 0; }

// Runs the default action of a signal that one of our handlers has caught.
static void raise_default(int number) {
    struct sigaction action = {.sa_handler = SIG_DFL};
    sigaction(number, &action, NULL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    raise(number);
}

void csig_die(int number) {
    csig_restore_terminal();
    raise_default(number);
    _exit(128 + number);  // the first process of a container gets no default actions
}

// The end that waits for nothing.
static void end_at_once(int number) {
    csig_restore_terminal();
    if (number == SIGINT && isatty(STDERR_FILENO) && csig_takes_output(STDERR_FILENO, 0)) {
        // Behind the terminal's own ^C.
        static const char text[] = "\nampsh: ended at once, by a second Ctrl-C\n";
        ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);
        (void)ignored;
    }
    csig_have_watcher_end(number);
    csig_say_what_is_in_flight(1);
    csig_die(number);
}

// The hook touches the Lua state, which is the main thread's.
static int is_forwarded(int number) {
    if (pthread_equal(pthread_self(), main_thread)) return 0;
    pthread_kill(main_thread, number);
    return 1;
}

// Whether it is one that we have heard: a key is pressed as often as it is pressed.
static int is_heard_already(const siginfo_t *info) {
    long long now = csig_now(), last = last_request;
    last_request = now;
#ifdef SI_KERNEL
    if (info->si_code == SI_KERNEL) return 0;
#else
    (void)info;
#endif
    return requests > 0 && now - last < SAME_REQUEST;
}

// Stops the code that runs.
static void stop_code(int reason) {
    if (!raw && csig_output_end() == 0) csig_bound_output(OUTPUT_GRACE);
    csig_hook call = hook;
    if (call) call(hook_host, reason);
    csig_ring();
    csig_wake_watcher();
}

// While a line is read nothing runs, however many requests come. A second one ends what the host waits for; where Lua or C
// code runs, nobody but us may hear it, and a third one is not heard by anybody.
static void count_request(int number) {
    atomic_fetch_add(&requests, 1);
    if (!raw && requests >= (hook && host_waits ? 3 : 2)) end_at_once(number);
}

static void on_interrupt(int number, siginfo_t *info, void *context) {
    (void)context;
    if (is_forwarded(number)) return;
    int saved = errno;
    if (raw || !is_heard_already(info)) {
        count_request(number);
        stop_code(ending ? ending_reason : interrupt_reason);
    }
    errno = saved;
}

static void on_end(int number, siginfo_t *info, void *context) {
    (void)context;
    if (is_forwarded(number)) return;
    int saved = errno;
    if (!has_session) end_at_once(number);
    int is_new = !is_heard_already(info);
    if (!ending) ending = number;
    if (is_new) count_request(number);
    stop_code(ending_reason);
    errno = saved;
}

static void on_quit(int number, siginfo_t *info, void *context) {
    if (prompt_is_open) on_interrupt(number, info, context);
    else on_end(number, info, context);
}

static void on_resize(int number, siginfo_t *info, void *context) {
    (void)number, (void)info, (void)context;
    resized = 1;
    csig_ring();
}

static void on_continue(int number, siginfo_t *info, void *context) {
    (void)number, (void)info, (void)context;
    continued = 1;
    csig_ring();
}

// A write to a file that has grown to its limit fails with EFBIG, which is told like any other failure.
static void on_file_limit(int number, siginfo_t *info, void *context) { (void)number, (void)info, (void)context; }

// The reader of standard output has gone: end quietly, as a filter does. Any other broken pipe is an error value, and
// so is this one once a change was sent, which must not be cut off.
static void on_broken_pipe(int number, siginfo_t *info, void *context) {
    (void)number, (void)info, (void)context;
    if (csig_has_written()) return;
    int saved = errno;
    struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
    if (poll(&output, 1, 0) == 1 && (output.revents & POLLERR)) {
        csig_restore_terminal();
        _exit(0);
    }
    errno = saved;
}

// What stood there before us: Swift's backtraces, a sanitizer. It goes on with the signal after the terminal is back.
static struct sigaction former_actions[NSIG];

static void on_fatal(int number, siginfo_t *info, void *context) {
    (void)context;
    csig_restore_terminal();
    csig_say_what_is_in_flight(1);
    if (info && info->si_code == SI_USER) csig_die(number);  // sent by another process: there is nothing to trace
    sigaction(number, &former_actions[number], NULL);
    // A fault happens again when the instruction is run again, with its address; a sent signal must be sent again.
    if (!info || info->si_code <= 0) raise(number);
}

static void handle_fatal(int number) {
    struct sigaction *former = &former_actions[number];
    if (sigaction(number, NULL, former) != 0) return;
    if (!(former->sa_flags & SA_SIGINFO) && former->sa_handler == SIG_IGN) return;
    struct sigaction action = {.sa_sigaction = on_fatal, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigfillset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

typedef void (*handler)(int number, siginfo_t *info, void *context);

static void handle(int number, handler function, int flags) {
    struct sigaction action = {.sa_sigaction = function, .sa_flags = SA_SIGINFO | flags};
    sigfillset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

static void on_stop(int number, siginfo_t *info, void *context) {
    int saved = errno;
    int was_raw = raw;
    csig_restore_terminal();
    raise_default(number);
    // Here the process was continued, or the kernel did not stop it, or a SIGCONT that came before was lost by the stop: the
    // editor takes the terminal again in any case.
    handle(number, on_stop, SA_RESTART);
    raw = was_raw;
    on_continue(number, info, context);
    errno = saved;
}

int csig_install(void) {
    if (installed) return 0;
    if (pipe(wake) != 0) return errno;
    for (int i = 0; i < 2; i++) {
        fcntl(wake[i], F_SETFL, fcntl(wake[i], F_GETFL) | O_NONBLOCK);
        fcntl(wake[i], F_SETFD, FD_CLOEXEC);
    }
    main_thread = pthread_self();
    installed = 1;
    atexit(csig_restore_terminal);
    return 0;
}

// The names of the rules, and the first signal that each is for.
static struct {
    char text[12];
    int first;
} names[NSIG];

const char *csig_name(int number, char *buffer, size_t size) {
    if (number <= 0 || number >= NSIG || !*names[number].text) snprintf(buffer, size, "signal %d", number);
    else if (number == names[number].first) snprintf(buffer, size, "%s", names[number].text);
    else snprintf(buffer, size, "%s+%d", names[number].text, number - names[number].first);
    return buffer;
}

static void handle_by_rule(int number, int action) {
    static const struct {
        handler function;
        int flags;
    } handlers[] = {
        // No SA_RESTART for what asks for an end: it must end a blocking io.read.
        [CSIG_INTERRUPT] = {on_interrupt, 0}, [CSIG_END] = {on_end, 0}, [CSIG_QUIT] = {on_quit, 0},
        // Handlers that may do nothing, not SIG_IGN: that would be inherited by what io.popen starts.
        [CSIG_BROKEN_PIPE] = {on_broken_pipe, SA_RESTART}, [CSIG_FILE_LIMIT] = {on_file_limit, SA_RESTART},
        [CSIG_STOP] = {on_stop, SA_RESTART}, [CSIG_CONTINUE] = {on_continue, SA_RESTART},
        [CSIG_RESIZE] = {on_resize, SA_RESTART},
    };
    if (action == CSIG_FATAL) return handle_fatal(number);
    // A signal that the parent told us to ignore (nohup) is left alone, and so is one that somebody else handles, but for
    // SIGQUIT, which Swift takes for a crash where it has its tool for them.
    struct sigaction former;
    if (sigaction(number, NULL, &former) != 0) return;
    int has_handler = former.sa_flags & SA_SIGINFO;
    if (!has_handler && former.sa_handler == SIG_IGN) return;
    if ((has_handler || former.sa_handler != SIG_DFL) && action != CSIG_QUIT) return;
    handle(number, handlers[action].function, handlers[action].flags);
}

void csig_handle(int first, int last, int action, const char *name) {
    for (int number = first; installed && number > 0 && number <= last && number < NSIG; number++) {
        strncpy(names[number].text, name, sizeof names[number].text - 1);
        names[number].first = first;
        handle_by_rule(number, action);
    }
}

void csig_realtime(int *first, int *last) {
#ifdef SIGRTMIN
    *first = SIGRTMIN;
    *last = SIGRTMAX;
#else
    *first = 1;
    *last = 0;
#endif
}

void csig_begin_session(void) {
    csig_begin_watching();
    has_session = 1;
}

void csig_prompt_is_open(int is_open) { prompt_is_open = is_open; }

int csig_wake_descriptor(void) { return wake[0]; }

void csig_drain(void) {
    char bytes[64];
    while (wake[0] >= 0 && read(wake[0], bytes, sizeof bytes) > 0) {}
}

void csig_arm(csig_hook function, csig_host *host, int reason, int reason_to_end) {
    hook_host = host;
    interrupt_reason = reason;
    ending_reason = reason_to_end;
    hook = function;
    if (requests == 0) csig_let_output_go_on();
    if (requests > 0 && function) function(host, ending ? reason_to_end : reason);
}

void csig_host_waits(int waits) { host_waits = waits; }

int csig_disarm(void) {
    hook = NULL;
    host_waits = 0;
    csig_drain();
    return csig_take_presses();
}

int csig_presses(void) { return requests; }

int csig_take_presses(void) {
    int count = requests;
    if (ending) return count;  // that one is never over
    requests = 0;
    return count;
}

int csig_ending(void) { return ending; }

int csig_take_resize(void) {
    int value = resized;
    resized = 0;
    return value;
}

int csig_take_continue(void) {
    int value = continued;
    continued = 0;
    return value;
}
