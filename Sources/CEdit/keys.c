// The key reader: libedit's own ends the line on any signal. This one waits for a key or a signal, clears the line on
// SIGINT, redraws on SIGWINCH and SIGCONT, decodes UTF-8 and takes a bracketed paste as one block.
#define _GNU_SOURCE
#include "editor.h"
#include "terminal_state.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum wait_result { GOT_BYTE, TIMED_OUT, ENDED, INTERRUPTED };

static const char paste_begin[] = "\033[200~";
static const char paste_end[] = "\033[201~";
// In milliseconds: a terminal sends an escape sequence at once, and a paste without long pauses.
enum { ESCAPE_WAIT = 25, PASTE_WAIT = 1000 };
enum { MARKER = 6, MAX_DELIVERIES = 4 };

static void redraw(struct cedit *e) {
    el_resize(e->line);
    if (!e->is_dumb) {
        cedit_tell(e, CEDIT_RESIZED, 0);
        return;
    }
    fputs("\r\n", e->out);
    el_set(e->line, EL_REFRESH);
}

static void take_terminal_again(struct cedit *e) {
    e->waiting = 0;
    el_set(e->line, EL_PREP_TERM, 0);
    el_set(e->line, EL_PREP_TERM, 1);
    el_resize(e->line);
    if (e->is_dumb) {
        el_set(e->line, EL_REFRESH);
        return;
    }
    // Where nothing stopped, the cursor is still behind the line.
    fputs("\r\033[K\033[?2004h", e->out);
    fflush(e->out);
    cedit_tell(e, CEDIT_CONTINUED, 0);
}

// Whether the kernel would not stop the job: its parent is of another session, as where it is all that a terminal or a
// container runs, so nobody could continue it.
static int nobody_could_continue_us(void) {
    pid_t parent = getppid();
    return parent == 0 || getsid(parent) != getsid(0);
}

// The keys that are signals while a program runs. Returns whether the byte was one.
static int is_signal_key(struct cedit *e, unsigned char byte) {
    if (byte == _POSIX_VDISABLE) return 0;
    if (byte == e->interrupt_key) e->is_cancelled = 1;
    else if (byte == e->suspend_key) {
        if (nobody_could_continue_us()) return 1;
        cedit_tell(e, CEDIT_STOPPING, 0);
        kill(0, SIGTSTP);  // the whole job, as the terminal does it
    }
    else if (byte != e->quit_key) return 0;  // that one does nothing here
    return 1;
}

static int input_waits(struct cedit *e) {
    if (e->pushed_at < e->pushed_count) return 1;
    // Asked once for many bytes: a long block that is typed or pasted costs one call a byte, not three.
    if (e->waiting <= 0 && ioctl(STDIN_FILENO, FIONREAD, &e->waiting) != 0) e->waiting = 0;
    return e->waiting > 0;
}

static enum wait_result wait_for_input(struct cedit *e, int wait) {
    if (input_waits(e)) return GOT_BYTE;
    if (wait < 0) cedit_tell(e, CEDIT_IDLE, 0);
    struct pollfd watched[2] = {
        {.fd = STDIN_FILENO, .events = POLLIN}, {.fd = csig_wake_descriptor(), .events = POLLIN}};
    int ready = poll(watched, 2, wait);
    if (ready < 0) return errno == EINTR ? INTERRUPTED : ENDED;
    if (ready == 0) return TIMED_OUT;
    if (!watched[1].revents) return GOT_BYTE;
    csig_drain();
    return INTERRUPTED;
}

// Waits for one byte, at most `wait` milliseconds (-1: as long as it takes), and sees to signals meanwhile.
static enum wait_result next_byte(struct cedit *e, unsigned char *byte, int wait) {
    if (e->pushed_at < e->pushed_count) {
        *byte = e->pushed[e->pushed_at++];
        return GOT_BYTE;
    }
    for (;;) {
        if (csig_ending()) return ENDED;
        if (csig_take_presses() > 0) {
            e->is_cancelled = 1;
            return INTERRUPTED;
        }
        if (csig_take_continue()) take_terminal_again(e);
        if (csig_take_resize()) redraw(e);

        enum wait_result result = wait_for_input(e, wait);
        if (result == INTERRUPTED) continue;
        if (result != GOT_BYTE) return result;
        e->waiting--;
        ssize_t count = read(STDIN_FILENO, byte, 1);  // one: what follows may be for the script's io.read
        if (count == 1) return GOT_BYTE;
        e->waiting = 0;
        if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        return ENDED;
    }
}

static void push_back(struct cedit *e, const unsigned char *bytes, int count) {
    int rest = e->pushed_count - e->pushed_at;
    if (rest + count > (int)sizeof e->pushed) return;  // cannot happen: at most a marker is looked ahead
    unsigned char kept[sizeof e->pushed];
    memcpy(kept, e->pushed + e->pushed_at, (size_t)rest);
    memcpy(e->pushed, bytes, (size_t)count);
    memcpy(e->pushed + count, kept, (size_t)rest);
    e->pushed_at = 0;
    e->pushed_count = count + rest;
}

// The rest of a character whose first byte is known; 0xFFFD where it is no UTF-8.
static enum wait_result decode(struct cedit *e, unsigned char first, wchar_t *character) {
    *character = 0xFFFD;
    int more = first < 0x80 ? 0 : first >= 0xC2 && first < 0xE0 ? 1 : first >= 0xE0 && first < 0xF0 ? 2
        : first >= 0xF0 && first < 0xF5 ? 3 : -1;
    if (more < 0) return GOT_BYTE;
    unsigned value = more == 0 ? first : first & (0x3Fu >> more);
    for (int i = 0; i < more; i++) {
        unsigned char byte;
        enum wait_result result = next_byte(e, &byte, ESCAPE_WAIT);
        if (result == TIMED_OUT) return GOT_BYTE;
        if (result != GOT_BYTE) return result;
        if ((byte & 0xC0) != 0x80) {
            push_back(e, &byte, 1);
            return GOT_BYTE;
        }
        value = value << 6 | (byte & 0x3F);
    }
    static const unsigned least[] = {0, 0x80, 0x800, 0x10000};
    if (value >= least[more] && value <= 0x10FFFF && !(value >= 0xD800 && value < 0xE000)) *character = (wchar_t)value;
    return GOT_BYTE;
}

// Reads to the end marker. Controls but newline and tab are left out: pasted text must not act as keys.
static enum wait_result read_paste(struct cedit *e) {
    size_t capacity = 256, count = 0;
    int matched = 0, after_return = 0, paused = 0;
    wchar_t *block = malloc(capacity * sizeof *block);
    enum wait_result result = ENDED;
    while (block) {
        unsigned char byte;
        result = next_byte(e, &byte, PASTE_WAIT);
        if (result == TIMED_OUT) {
            paused = 1;
            continue;
        }
        if (result != GOT_BYTE) break;
        if (paused && byte == e->interrupt_key && byte != _POSIX_VDISABLE) {
            e->is_cancelled = 1;  // somebody waits for an end that does not come
            result = INTERRUPTED;
            break;
        }
        paused = 0;
        if (byte == (unsigned char)paste_end[matched]) {
            if (++matched == MARKER) break;
            continue;
        }
        // A marker that began and did not go on: its printable part is text.
        wchar_t pending[MARKER + 1];
        int pending_count = 0;
        for (int i = 1; i < matched; i++) pending[pending_count++] = (wchar_t)paste_end[i];
        matched = byte == 033;
        if (!matched) {
            wchar_t character;
            result = decode(e, byte, &character);
            if (result != GOT_BYTE) break;
            int is_newline = character == L'\n' || character == L'\r';
            int skip = (character == L'\n' && after_return) || (character >= 0x7F && character < 0xA0)
                || (character < 0x20 && !is_newline && character != L'\t');
            after_return = character == L'\r';
            if (!skip) pending[pending_count++] = is_newline ? L'\n' : character;
        }
        if (count + (size_t)pending_count + 1 > capacity) {
            capacity *= 2;
            wchar_t *larger = realloc(block, capacity * sizeof *block);
            if (!larger) break;
            block = larger;
        }
        wmemcpy(block + count, pending, (size_t)pending_count);
        count += (size_t)pending_count;
    }
    if (!block || result != GOT_BYTE) {
        free(block);
        return result;
    }
    while (count > 0 && block[count - 1] == L'\n') count--;  // Enter is the user's
    block[count] = 0;
    free(e->paste);
    e->paste = block;
    return GOT_BYTE;
}

// After an escape: whether a paste begins. Bytes that turn out to be another key are pushed back.
static enum wait_result look_for_paste(struct cedit *e, int *is_paste) {
    unsigned char ahead[MARKER];
    int count = 0;
    *is_paste = 0;
    while (count < MARKER - 1) {
        enum wait_result result = next_byte(e, &ahead[count], ESCAPE_WAIT);
        if (result == INTERRUPTED) return result;
        if (result != GOT_BYTE) break;
        int fits = ahead[count] == (unsigned char)paste_begin[count + 1];
        count++;
        if (!fits) break;
        *is_paste = count == MARKER - 1;
    }
    if (!*is_paste) push_back(e, ahead, count);
    return GOT_BYTE;
}

// Feeds a key of our own until the function behind it has run; gives up where something swallows it.
static int feed(struct cedit *e, wchar_t *key, unsigned fed) {
    *key = ++e->deliveries > MAX_DELIVERIES ? L'\n' : (wchar_t)fed;
    return 1;
}

// In vi mode an escape that begins no sequence is the key: it must act at once, not with the next key.
static enum wait_result look_for_sequence(struct cedit *e, int *is_alone) {
    unsigned char byte;
    enum wait_result result = next_byte(e, &byte, ESCAPE_WAIT);
    *is_alone = result != GOT_BYTE || (byte != '[' && byte != 'O');
    if (result == GOT_BYTE) push_back(e, &byte, 1);
    return result == TIMED_OUT ? GOT_BYTE : result;
}

// The search takes a key. Returns whether it is done with it.
static int search_takes(struct cedit *e, unsigned character) {
    int answer = cedit_tell(e, CEDIT_SEARCH_KEY, character);
    e->is_searching = answer == CEDIT_SEARCH_ON;
    e->applies = 1;
    return answer != CEDIT_SEARCH_LEFT;
}

int cedit_read_key(EditLine *line, wchar_t *key) {
    void *data = NULL;
    el_get(line, EL_CLIENTDATA, &data);
    struct cedit *e = data;
    if (!e->applies && !e->paste) cedit_tell(e, CEDIT_READY, (unsigned)input_waits(e));
    for (;;) {
        if (e->is_cancelled) return 0;
        if (e->applies) return feed(e, key, KEY_APPLY);
        if (e->paste) return feed(e, key, KEY_PASTE);
        e->deliveries = 0;

        unsigned char byte;
        int is_paste = 0, is_alone = 0;
        enum wait_result result = next_byte(e, &byte, -1);
        wchar_t character = byte;
        if (result == GOT_BYTE && is_signal_key(e, byte)) continue;
        if (result == GOT_BYTE && byte == 033 && !e->is_dumb) result = look_for_paste(e, &is_paste);
        if (result == GOT_BYTE && is_paste) result = read_paste(e);
        else if (result == GOT_BYTE) result = decode(e, byte, &character);
        if (result == ENDED) return 0;
        if (result != GOT_BYTE) continue;
        if (is_paste) {
            if (e->is_searching) search_takes(e, CEDIT_PASTED);
            continue;
        }
        if (character >= 0x80 && character < 0xA0) continue;  // ours alone
        if (e->is_searching) {
            if (search_takes(e, (unsigned)character)) continue;
            // The line is put in place first, then the key acts.
            unsigned char first = byte;
            if (character == byte) push_back(e, &first, 1);
            continue;
        }
        if (character == 033 && e->is_vi) {
            if (look_for_sequence(e, &is_alone) == ENDED) return 0;
            if (is_alone) character = KEY_ESCAPE;
        }
        *key = character;
        return 1;
    }
}
