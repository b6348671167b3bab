#include "CEdit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

extern char **environ;

// What `less` needs to show colours, to leave at once when the text fits, and to stay out of the way; the user's own
// settings win. `$1` is the command.
static const char script[] = ": \"${LESS=FRX}\" \"${LV=-c}\"; export LESS LV; eval \"$1\"";

// A pager that leaves early has seen enough: the rest is nobody's.
static void feed(int descriptor, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(descriptor, bytes, count);
        if (written < 0) {
            if (errno == EINTR) continue;
            return;
        }
        bytes += written;
        count -= (size_t)written;
    }
}

static int start(const char *command, int input, pid_t *process) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (posix_spawn_file_actions_init(&actions) != 0) return ENOMEM;
    if (posix_spawnattr_init(&attributes) != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return ENOMEM;
    }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    sigset_t usual;
    sigemptyset(&usual);
    sigaddset(&usual, SIGINT);
    sigaddset(&usual, SIGQUIT);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    char *const words[] = {"sh", "-c", (char *)script, "sh", (char *)command, NULL};
    int failure = posix_spawn(process, "/bin/sh", &actions, &attributes, words, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failure;
}

int cedit_page(const char *command, const void *bytes, size_t count, int *status) {
    int ends[2];
    if (pipe(ends) != 0) return errno;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    struct termios modes;
    int has_modes = tcgetattr(STDIN_FILENO, &modes) == 0;
    // As system(3) does: a key pressed in the pager is the pager's, though both are in the foreground.
    static const int numbers[] = {SIGINT, SIGQUIT, SIGPIPE};
    enum { signals = sizeof numbers / sizeof *numbers };
    struct sigaction ignore = {.sa_handler = SIG_IGN}, former[signals];
    for (int i = 0; i < signals; i++) sigaction(numbers[i], &ignore, &former[i]);

    pid_t process = 0;
    int failure = start(command, ends[0], &process);
    close(ends[0]);
    if (failure == 0) feed(ends[1], bytes, count);
    close(ends[1]);
    if (failure == 0) {
        while (waitpid(process, status, 0) < 0) {
            if (errno == EINTR) continue;
            failure = errno;
            break;
        }
        if (has_modes) tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
    }
    for (int i = 0; i < signals; i++) sigaction(numbers[i], &former[i], NULL);
    return failure;
}
