#define _GNU_SOURCE
#include "CEdit.h"
#include "terminal_state.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

// All of this is written on the main thread or in a handler that runs there (SIGINT is forwarded), so volatile is
// enough: a handler sees its own thread's stores in order.
static volatile sig_atomic_t presses, resized, continued, raw, installed, host_waits;
static csig_hook volatile hook;
static csig_host *volatile hook_host;
static volatile int hook_reason;
static volatile int paste_descriptor = -1;
static struct termios original;
static int wake[2] = {-1, -1};
static pthread_t main_thread;

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
    if (descriptor >= 0) {
        ssize_t ignored = write(descriptor, "\033[?2004l", 8);
        (void)ignored;
    }
    // A background process that sets the terminal's modes is stopped by SIGTTOU unless it ignores it.
    struct sigaction ignore = {.sa_handler = SIG_IGN}, former;
    sigaction(SIGTTOU, &ignore, &former);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &original);
    sigaction(SIGTTOU, &former, NULL);
    errno = saved;
}

void csig_terminal_taken(const struct termios *modes, int descriptor) {
    original = *modes;
    paste_descriptor = descriptor;
    raw = 1;
}

void csig_terminal_given_back(void) { raw = 0; }

static void end_now(int code) {
    csig_restore_terminal();
    ssize_t ignored = write(STDERR_FILENO, "\n", isatty(STDERR_FILENO) ? 1 : 0);
    (void)ignored;
    csig_say_what_is_in_flight();
    _exit(code);
}

static void on_interrupt(int number) {
    if (!pthread_equal(pthread_self(), main_thread)) {
        pthread_kill(main_thread, number);  // the hook touches the Lua state, which is the main thread's
        return;
    }
    presses = presses + 1;
    // While a line is read a press clears the line, however many come. A second press ends what the host waits for; where
    // Lua or C code runs, nobody but us may hear it, and a third one is not heard by anybody.
    if (!raw && presses >= (hook && host_waits ? 3 : 2)) end_now(130);
    csig_hook call = hook;
    if (call) call(hook_host, hook_reason);
    csig_ring();
}

static void on_resize(int number) {
    (void)number;
    resized = 1;
    csig_ring();
}

static void on_continue(int number) {
    (void)number;
    continued = 1;
    csig_ring();
}

// The reader of standard output has gone: end quietly, as a filter does. Any other broken pipe is an error value, and
// so is this one once a change was sent, which must not be cut off.
static void on_broken_pipe(int number) {
    (void)number;
    if (csig_has_written()) return;
    int saved = errno;
    struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
    if (poll(&output, 1, 0) == 1 && (output.revents & POLLERR)) {
        csig_restore_terminal();
        _exit(0);
    }
    errno = saved;
}

static volatile sig_atomic_t exit_code;

static void on_deadline(int number) {
    (void)number;
    csig_restore_terminal();
    _exit(exit_code);
}

void csig_exit_within(unsigned seconds, int code) {
    exit_code = code;
    struct sigaction action = {.sa_handler = on_deadline};
    sigaction(SIGALRM, &action, NULL);
    alarm(seconds);
}

void csig_stay(void) { alarm(0); }

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

// What stood there before us: Swift's backtraces, a sanitizer. It goes on with the signal after the terminal is back.
static struct sigaction former_actions[NSIG];

static void on_fatal(int number, siginfo_t *info, void *context) {
    (void)context;
    csig_restore_terminal();
    sigaction(number, &former_actions[number], NULL);
    // A fault happens again when the instruction is run again, with its address; a sent signal must be sent again.
    if (!info || info->si_code <= 0) raise(number);
}

static void handle_fatal(int number) {
    struct sigaction *former = &former_actions[number];
    if (sigaction(number, NULL, former) != 0) return;
    if (!(former->sa_flags & SA_SIGINFO) && former->sa_handler == SIG_IGN) return;  // nohup
    struct sigaction action = {.sa_sigaction = on_fatal, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigfillset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

static void on_stop(int number);

static void handle(int number, void (*handler)(int), int flags) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigfillset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

static void on_stop(int number) {
    int saved = errno;
    int was_raw = raw;
    csig_restore_terminal();
    raise_default(number);
    // Here the process was continued, or the kernel did not stop it, or a SIGCONT that came before was lost by the stop: the
    // editor takes the terminal again in any case.
    handle(number, on_stop, SA_RESTART);
    raw = was_raw;
    on_continue(number);
    errno = saved;
}

// A signal that somebody else handles (a sanitizer) or that the parent told us to ignore (nohup) is left alone.
static void handle_unless_set(int number, void (*handler)(int), int flags) {
    struct sigaction former;
    if (sigaction(number, NULL, &former) != 0) return;
    if (!(former.sa_flags & SA_SIGINFO) && former.sa_handler == SIG_DFL) handle(number, handler, flags);
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
    // No SA_RESTART: a Ctrl-C must end a blocking io.read.
    handle_unless_set(SIGINT, on_interrupt, 0);
    handle_unless_set(SIGWINCH, on_resize, SA_RESTART);
    handle_unless_set(SIGCONT, on_continue, SA_RESTART);
    handle_unless_set(SIGTSTP, on_stop, SA_RESTART);
    // A handler that does nothing, not SIG_IGN: that would be inherited by what io.popen starts.
    handle_unless_set(SIGPIPE, on_broken_pipe, SA_RESTART);
    static const int fatal[] = {SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGFPE, SIGTRAP};
    for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) handle_fatal(fatal[i]);
    atexit(csig_restore_terminal);
    return 0;
}

int csig_wake_descriptor(void) { return wake[0]; }

void csig_drain(void) {
    char bytes[64];
    while (wake[0] >= 0 && read(wake[0], bytes, sizeof bytes) > 0) {}
}

void csig_arm(csig_hook function, csig_host *host, int reason) {
    hook_host = host;
    hook_reason = reason;
    hook = function;
    if (presses > 0 && function) function(host, reason);
}

void csig_host_waits(int waits) { host_waits = waits; }

int csig_disarm(void) {
    hook = NULL;
    host_waits = 0;
    csig_drain();
    return csig_take_presses();
}

int csig_presses(void) { return presses; }

int csig_take_presses(void) {
    int count = presses;
    presses = 0;
    return count;
}

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
