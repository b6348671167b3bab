// Keys that a terminal sends as several bytes. libedit looks for them byte by byte, and what follows the byte that fits
// none is typed into the line. So the key reader takes a sequence whole, and libedit gets two private codes for one that
// something is bound to, and nothing for any other.
#define _GNU_SOURCE
#include "editor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The codes are C1 controls, as those of the reader are. What waits for another key (vi's `f`, Ctrl-X) gets no character.
enum { FIRST_LEAD = 0x84, FIRST_SECOND = 0x90, SECONDS = 16, LAST_CODE = 0x9F };
enum { MOST_SEQUENCES = (FIRST_SECOND - FIRST_LEAD) * SECONDS };

struct sequence {
    unsigned char bytes[MAX_SEQUENCE];
    int count;  // 0: free
};

int cedit_sequence(const struct cedit *e, const unsigned char *bytes, int count) {
    for (int i = 0; i < e->sequence_count; i++)
        if (e->sequences[i].count == count && memcmp(e->sequences[i].bytes, bytes, (size_t)count) == 0) return i;
    return -1;
}

void cedit_codes(int sequence, unsigned char codes[2]) {
    codes[0] = (unsigned char)(FIRST_LEAD + sequence / SECONDS);
    codes[1] = (unsigned char)(FIRST_SECOND + sequence % SECONDS);
}

void cedit_forget_sequences(struct cedit *e) {
    free(e->sequences);
    e->sequences = NULL;
    e->sequence_count = 0;
}

// The index of a sequence that is known from here on, or -1 where there is no room.
static int learn(struct cedit *e, const unsigned char *bytes, int count) {
    int known = cedit_sequence(e, bytes, count);
    if (known >= 0) return known;
    if (e->sequence_count == MOST_SEQUENCES) return -1;
    struct sequence *larger = realloc(e->sequences, (size_t)(e->sequence_count + 1) * sizeof *larger);
    if (!larger) return -1;
    e->sequences = larger;
    struct sequence *added = &e->sequences[e->sequence_count];
    memcpy(added->bytes, bytes, (size_t)count);
    added->count = count;
    return e->sequence_count++;
}

// The codes of a sequence in libedit's notation.
static void write_codes(int sequence, char text[9]) {
    unsigned char codes[2];
    cedit_codes(sequence, codes);
    snprintf(text, 9, "\\%03o\\%03o", codes[0], codes[1]);
}

static int is_octal(char c) { return c >= '0' && c <= '7'; }

// One character of libedit's notation, and past it; -1 where it is none.
static int unescaped(const char **text) {
    const char *at = *text;
    int value;
    if (*at == '^' && at[1]) {
        value = at[1] == '?' ? 0x7F : at[1] & 0x1F;
        at += 2;
    } else if (*at == '\\' && at[1]) {
        static const char names[] = "abtnvfre", values[] = "\a\b\t\n\v\f\r\033";
        const char *name = strchr(names, at[1]);
        if (name) {
            value = values[name - names];
            at += 2;
        } else if (is_octal(at[1])) {
            value = 0;
            at++;
            for (int digits = 0; digits < 3 && is_octal(*at); digits++) value = value * 8 + (*at++ - '0');
        } else if (at[1] == 'U') {
            return -1;  // no key of a terminal
        } else {
            value = (unsigned char)at[1];
            at += 2;
        }
    } else {
        value = (unsigned char)*at++;
    }
    *text = at;
    return value >= 0 && value <= 0xFF ? value : -1;
}

// The bytes of a key in libedit's notation (see editrc(5)), or 0 where it is no sequence.
static int read_key(const char *text, unsigned char *bytes) {
    int count = 0;
    if (text[0] == 'M' && text[1] == '-' && text[2]) {
        bytes[count++] = 033;
        text += 2;
    }
    while (*text) {
        int value = count < MAX_SEQUENCE ? unescaped(&text) : -1;
        if (value < 0) return 0;
        bytes[count++] = (unsigned char)value;
    }
    return count >= 2 && bytes[0] == 033 ? count : 0;
}

static void bind_sequence(struct cedit *e, const unsigned char *bytes, int count, const char *command, int in_vi_commands) {
    int sequence = learn(e, bytes, count);
    if (sequence < 0) return;
    char codes[9];
    write_codes(sequence, codes);
    if (in_vi_commands) el_set(e->line, EL_BIND, "-a", codes, command, NULL);
    else el_set(e->line, EL_BIND, codes, command, NULL);
}

void cedit_bind_sequence(struct cedit *e, const char *key, const char *command, int in_vi_commands) {
    unsigned char bytes[MAX_SEQUENCE];
    int count = read_key(key, bytes);
    if (count) bind_sequence(e, bytes, count, command, in_vi_commands);
}

// Keys that terminals differ about: their names for `bind -k`, in termcap, the letter most send, and the command.
static const struct {
    const char *name, *capability;
    char letter;
    const char *command;
} terminal_keys[] = {
    {"up", "ku", 'A', "ampsh-up"},             {"down", "kd", 'B', "ampsh-down"},
    {"right", "kr", 'C', "ampsh-right"},       {"left", "kl", 'D', "ampsh-left"},
    {"home", "kh", 'H', "ampsh-line-start"},   {"end", "@7", 'F', "ampsh-line-end"},
    {"delete", "kD", 0, "ampsh-delete"},
};
enum { TERMINAL_KEYS = sizeof terminal_keys / sizeof *terminal_keys };

// How this terminal sends a key; 0 where it does not say so, or sends no sequence.
static int terminal_key(struct cedit *e, int key, unsigned char *bytes) {
    char *text = NULL;
    if (el_get(e->line, EL_GETTC, terminal_keys[key].capability, &text) != 0 || !text) return 0;
    size_t length = strlen(text);
    if (length < 2 || length > MAX_SEQUENCE || text[0] != 033) return 0;
    memcpy(bytes, text, length);
    return (int)length;
}

void cedit_bind_terminal_keys(cedit *e) {
    for (int key = 0; key < TERMINAL_KEYS; key++) {
        unsigned char bytes[MAX_SEQUENCE];
        int count = terminal_key(e, key, bytes);
        if (!count || cedit_sequence(e, bytes, count) >= 0) continue;
        bind_sequence(e, bytes, count, terminal_keys[key].command, 0);
        if (e->is_vi) bind_sequence(e, bytes, count, terminal_keys[key].command, 1);
    }
}

// `bind` with a sequence as the key: the same for its codes.
static void follow(struct cedit *e, int count, const char **arguments, int key_at, const unsigned char *bytes, int length) {
    int sequence = learn(e, bytes, length);
    const char **copy = sequence < 0 ? NULL : malloc((size_t)(count + 1) * sizeof *copy);
    if (!copy) return;
    char codes[9];
    write_codes(sequence, codes);
    int copied = 0;
    for (int i = 0; i < count; i++)
        if (i >= key_at || strcmp(arguments[i], "-k") != 0) copy[copied++] = i == key_at ? codes : arguments[i];
    copy[copied] = NULL;
    el_parse(e->line, copied, copy);
    free(copy);
}

void cedit_follow_bind(struct cedit *e, int count, const char **arguments) {
    int at = 1, is_name = 0, removes = 0;
    for (; at < count && arguments[at][0] == '-'; at++) {
        is_name |= arguments[at][1] == 'k';
        removes |= arguments[at][1] == 'r';
        if (arguments[at][1] == 'l') return;
    }
    // Without a command it only shows what is bound.
    if (at >= count || (at + 1 == count && !removes)) return;
    unsigned char bytes[MAX_SEQUENCE];
    int length = is_name ? 0 : read_key(arguments[at], bytes);
    if (length) follow(e, count, arguments, at, bytes, length);
    for (int key = 0; is_name && key < TERMINAL_KEYS; key++) {
        if (strcmp(arguments[at], terminal_keys[key].name) != 0) continue;
        if ((length = terminal_key(e, key, bytes))) follow(e, count, arguments, at, bytes, length);
        for (int kind = 0; terminal_keys[key].letter && kind < 2; kind++) {
            unsigned char usual[] = {033, (unsigned char)"[O"[kind], (unsigned char)terminal_keys[key].letter};
            follow(e, count, arguments, at, usual, sizeof usual);
        }
    }
}

void cedit_bind_codes(struct cedit *e) {
    for (unsigned code = FIRST_LEAD; code <= LAST_CODE; code++) {
        char text[5];
        snprintf(text, sizeof text, "\\%03o", code);
        el_set(e->line, EL_BIND, text, "ed-unassigned", NULL);
        el_set(e->line, EL_BIND, "-a", text, "ed-unassigned", NULL);
    }
}
