// One line that is typed at the terminal as an answer: without the line editor, and never in its history.
#define _GNU_SOURCE
#include "CEdit.h"

#include <errno.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

void cedit_forget_typed(void) { tcflush(STDIN_FILENO, TCIFLUSH); }

long cedit_typed_line(char *buffer, size_t capacity) {
    size_t length = 0;
    int is_too_long = 0;
    for (;;) {
        struct pollfd watched[2] = {
            {.fd = STDIN_FILENO, .events = POLLIN}, {.fd = csig_wake_descriptor(), .events = POLLIN}};
        if (csig_presses() > 0) return -2;
        if (poll(watched, 2, -1) < 0) {
            if (errno == EINTR) continue;
            return -1;
        }
        if (csig_presses() > 0) return -2;
        if (watched[1].revents) csig_drain();  // another signal, such as a new size
        if (!watched[0].revents) continue;
        ssize_t count = read(STDIN_FILENO, buffer + length, 1);
        if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (count <= 0) return -1;
        if (buffer[length] == '\n') return is_too_long ? -1 : (long)length;
        if (++length < capacity) continue;
        // Read to its end all the same: the rest must not be taken for a line of the prompt.
        is_too_long = 1;
        length = 0;
    }
}
