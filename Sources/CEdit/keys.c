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

int cedit_more_waits(cedit *e) { return input_waits(e); }

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

// A character of another set than UTF-8; 0xFFFD where it is none.
static enum wait_result decode_other(struct cedit *e, unsigned char first, wchar_t *character) {
    unsigned char bytes[8] = {first};
    int count = 1, state;
    while ((state = cedit_decode(e, bytes, count, character)) == 0 && count < (int)sizeof bytes) {
        enum wait_result result = next_byte(e, &bytes[count], ESCAPE_WAIT);
        if (result == TIMED_OUT) break;
        if (result != GOT_BYTE) return result;
        count++;
    }
    if (state == 1) return GOT_BYTE;
    e->is_garbled = 1;
    *character = 0xFFFD;
    return GOT_BYTE;
}

// The rest of a character whose first byte is known; 0xFFFD where it is no UTF-8.
static enum wait_result decode(struct cedit *e, unsigned char first, wchar_t *character) {
    if (e->has_charset && first >= 0x80) return decode_other(e, first, character);
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
            if (!larger) free(block);
            block = larger;
            if (!block) break;
        }
        wmemcpy(block + count, pending, (size_t)pending_count);
        count += (size_t)pending_count;
    }
    if (!block || result != GOT_BYTE) {
        free(block);
        // What comes after it is still what was pasted, and must not be taken for keys.
        e->drops_paste = result != ENDED || !block;
        e->matched = matched;
        return result;
    }
    while (count > 0 && block[count - 1] == L'\n') count--;  // Enter is the user's
    block[count] = 0;
    free(e->paste);
    e->paste = block;
    return GOT_BYTE;
}

// Reads away what is left of a paste that was interrupted. Where its end never comes, Ctrl-C after a pause does.
static enum wait_result drop_paste(struct cedit *e) {
    int paused = 0;
    cedit_tell(e, CEDIT_IDLE, 0);
    for (;;) {
        unsigned char byte;
        enum wait_result result = next_byte(e, &byte, PASTE_WAIT);
        if (result == TIMED_OUT) {
            paused = 1;
            cedit_tell(e, CEDIT_IDLE, 0);
            continue;
        }
        if (result == ENDED) return result;
        if (result == INTERRUPTED || (paused && byte == e->interrupt_key && byte != _POSIX_VDISABLE)) {
            e->is_cancelled = 1;
            e->drops_paste = 0;
            return INTERRUPTED;
        }
        paused = 0;
        e->matched = byte == (unsigned char)paste_end[e->matched] ? e->matched + 1 : byte == 033;
        if (e->matched < MARKER) continue;
        e->drops_paste = 0;
        return GOT_BYTE;
    }
}

// What an escape began: nothing (it is the key), a sequence that something is bound to, one that means nothing here, or
// a paste.
enum escape_kind { ESCAPE_ALONE, ESCAPE_BOUND, ESCAPE_UNKNOWN, ESCAPE_PASTE };

struct escape {
    enum escape_kind kind;
    unsigned char bytes[MAX_SEQUENCE];
    int count;  // more than fit are counted, and are no key
};

static void add(struct escape *escape, unsigned char byte) {
    if (escape->count < MAX_SEQUENCE) escape->bytes[escape->count] = byte;
    escape->count++;
}

static int begins_report(unsigned char introducer, unsigned char byte) {
    if (byte >= '0' && byte <= '9') return 1;
    return introducer == 'P' && byte && strchr(">!=$+", byte) != NULL;
}

// What a terminal answers to a question of another program, too late: text up to a bell or the string terminator.
static enum wait_result skip_report(struct cedit *e) {
    for (int is_escaped = 0;;) {
        unsigned char byte;
        enum wait_result result = next_byte(e, &byte, PASTE_WAIT);
        if (result == TIMED_OUT) return GOT_BYTE;
        if (result != GOT_BYTE) return result;
        if (byte == '\a' || (is_escaped && byte == '\\') || is_signal_key(e, byte)) return GOT_BYTE;
        is_escaped = byte == 033;
    }
}

// The rest of a control sequence (after `[`) or of a single shift (after `O`), as ECMA-48 has them. What cannot belong
// to one is a key of its own.
static enum wait_result read_rest(struct cedit *e, struct escape *escape, int wait) {
    int is_control = escape->bytes[escape->count - 1] == '[';
    int first = escape->count;
    for (;;) {
        unsigned char byte;
        enum wait_result result = next_byte(e, &byte, escape->count == first ? wait : -1);
        if (result != GOT_BYTE) return result;
        if (is_signal_key(e, byte)) return GOT_BYTE;
        if (byte < 0x20 || byte >= 0x7F) {
            push_back(e, &byte, 1);
            return GOT_BYTE;
        }
        add(escape, byte);
        // The console of Linux sends `[[A` for F1.
        if (is_control && byte == '[' && escape->count == first + 1) continue;
        if (byte >= 0x40 || (!is_control && byte < 0x30)) break;
    }
    escape->kind = ESCAPE_BOUND;
    return GOT_BYTE;
}

// A Meta key: the character after the escape, perhaps with a report behind it that only looks like one.
static enum wait_result read_meta(struct cedit *e, struct escape *escape, unsigned char byte) {
    if (is_signal_key(e, byte)) return GOT_BYTE;
    if (byte >= 0x80) {
        wchar_t character;
        return decode(e, byte, &character);
    }
    if (byte == ']' || byte == 'P') {
        unsigned char next;
        enum wait_result result = next_byte(e, &next, ESCAPE_WAIT);
        if (result == GOT_BYTE && begins_report(byte, next)) return skip_report(e);
        if (result == GOT_BYTE) push_back(e, &next, 1);
        else if (result != TIMED_OUT) return result;
    }
    add(escape, byte);
    escape->kind = ESCAPE_BOUND;
    return GOT_BYTE;
}

// Meta and a digit says how often the next key acts: libedit reads the digit itself.
static int is_repetition(const struct escape *escape) {
    return escape->count == 2 && escape->bytes[1] >= '0' && escape->bytes[1] <= '9';
}

// The sequence after an escape. In vi mode, in a search, in a menu and where a key is quoted the escape may be the key; a terminal
// sends a sequence at once. Elsewhere it is the beginning of a Meta key, however long the rest takes.
static enum wait_result read_escape(struct cedit *e, struct escape *escape) {
    *escape = (struct escape){.kind = ESCAPE_UNKNOWN, .bytes = {033}, .count = 1};
    int may_be_alone = e->is_vi || e->is_searching || e->has_menu || e->quotes;
    int wait = may_be_alone ? ESCAPE_WAIT : -1;
    unsigned char byte;
    enum wait_result result = next_byte(e, &byte, wait);
    if (result == GOT_BYTE && byte == 033 && !e->is_vi) {
        // Meta and a key that is a sequence itself.
        add(escape, byte);
        wait = ESCAPE_WAIT;
        result = next_byte(e, &byte, wait);
        if (result == GOT_BYTE && byte != '[' && byte != 'O') {
            push_back(e, &byte, 1);
            return GOT_BYTE;
        }
    }
    if (result == TIMED_OUT) {
        if (escape->count == 1) escape->kind = ESCAPE_ALONE;
        return GOT_BYTE;
    }
    if (result != GOT_BYTE) return result;
    if (byte == '[' || byte == 'O') {
        add(escape, byte);
        result = read_rest(e, escape, wait);
        if (result == TIMED_OUT) {
            if (e->is_vi) push_back(e, &byte, 1);
            escape->kind = e->is_vi ? ESCAPE_ALONE : ESCAPE_BOUND;
            result = GOT_BYTE;
        }
    } else if (e->is_vi && byte != ']' && byte != 'P') {
        push_back(e, &byte, 1);
        escape->kind = ESCAPE_ALONE;
    } else {
        result = read_meta(e, escape, byte);
        if (e->is_vi && escape->kind == ESCAPE_BOUND) {
            push_back(e, &byte, 1);
            escape->kind = ESCAPE_ALONE;
        }
    }
    if (escape->kind != ESCAPE_BOUND) return result;
    if (escape->count == MARKER && memcmp(escape->bytes, paste_begin, MARKER) == 0) escape->kind = ESCAPE_PASTE;
    else if (escape->count > MAX_SEQUENCE
        || (cedit_sequence(e, escape->bytes, escape->count) < 0 && !is_repetition(escape)))
        escape->kind = ESCAPE_UNKNOWN;
    return result;
}

// Puts a key into the line as it is: all bytes of a sequence, or one character.
static void quote(struct cedit *e, const struct escape *escape, wchar_t character) {
    e->quotes = 0;
    int count = !escape ? 1 : escape->count > MAX_SEQUENCE ? MAX_SEQUENCE : escape->count;
    wchar_t *text = malloc((size_t)(count + 1) * sizeof *text);
    if (!text) return;
    for (int i = 0; i < count; i++) text[i] = escape ? escape->bytes[i] : character;
    text[count] = 0;
    free(e->paste);
    e->paste = text;
}

// Feeds a key of our own until the function behind it has run; gives up where something swallows it.
static int feed(struct cedit *e, wchar_t *key, unsigned fed) {
    *key = ++e->deliveries > MAX_DELIVERIES ? L'\n' : (wchar_t)fed;
    return 1;
}

// The search takes a key. Returns whether it is done with it.
static int search_takes(struct cedit *e, unsigned character) {
    int answer = cedit_tell(e, CEDIT_SEARCH_KEY, character);
    e->is_searching = answer == CEDIT_SEARCH_ON;
    e->applies = 1;
    return answer != CEDIT_SEARCH_LEFT;
}

// Sees to a key that begins with an escape. Returns whether there is one for libedit.
static int take_escape(struct cedit *e, enum wait_result *result, wchar_t *key) {
    struct escape escape;
    *result = read_escape(e, &escape);
    if (*result != GOT_BYTE || e->is_cancelled) return 0;
    if (escape.kind == ESCAPE_PASTE) {
        *result = read_paste(e);
        e->quotes = 0;
        if (*result == GOT_BYTE && e->is_searching) search_takes(e, CEDIT_OTHER_KEY);
        return 0;
    }
    if (e->quotes) {
        quote(e, &escape, 0);
        return 0;
    }
    if (escape.kind == ESCAPE_UNKNOWN) return 0;
    if (escape.kind == ESCAPE_ALONE && e->is_searching) {
        search_takes(e, 033);
        return 0;
    }
    if (escape.kind == ESCAPE_ALONE && e->has_menu) {
        cedit_tell(e, CEDIT_MENU_LEFT, 0);
        return 0;
    }
    if (escape.kind == ESCAPE_ALONE) {
        *key = KEY_ESCAPE;
        return 1;
    }
    // The line is put in place first, then the key acts.
    if (e->is_searching) search_takes(e, CEDIT_OTHER_KEY);
    int sequence = cedit_sequence(e, escape.bytes, escape.count);
    if (sequence >= 0) cedit_codes(sequence, e->codes);
    else memcpy(e->codes, escape.bytes, 2);
    e->codes_at = 0;
    e->codes_count = 2;
    return 0;
}

int cedit_read_key(EditLine *line, wchar_t *key) {
    void *data = NULL;
    el_get(line, EL_CLIENTDATA, &data);
    struct cedit *e = data;
    if (!e->applies && !e->paste && e->codes_at == e->codes_count) cedit_tell(e, CEDIT_READY, (unsigned)input_waits(e));
    for (;;) {
        if (e->is_cancelled) return 0;
        if (e->applies) return feed(e, key, KEY_APPLY);
        if (e->paste) return feed(e, key, KEY_PASTE);
        if (e->codes_at < e->codes_count) {
            *key = e->codes[e->codes_at++];
            return 1;
        }
        e->deliveries = 0;
        if (e->drops_paste) {
            if (drop_paste(e) == ENDED) return 0;
            continue;
        }

        unsigned char byte;
        enum wait_result result = next_byte(e, &byte, -1);
        wchar_t character = byte;
        if (result == GOT_BYTE && is_signal_key(e, byte)) continue;
        if (result == GOT_BYTE && byte == 033) {
            if (take_escape(e, &result, key)) return 1;
            if (result == ENDED) return 0;
            continue;
        }
        if (result == GOT_BYTE) result = decode(e, byte, &character);
        if (result == ENDED) return 0;
        if (result != GOT_BYTE) continue;
        if (character >= 0x80 && character < 0xA0) continue;  // ours alone
        if (e->quotes) {
            quote(e, NULL, character);
            continue;
        }
        if (e->is_searching) {
            if (search_takes(e, (unsigned)character)) continue;
            // The line is put in place first, then the key acts.
            unsigned char first = byte;
            if (character == byte) push_back(e, &first, 1);
            continue;
        }
        *key = character;
        return 1;
    }
}
