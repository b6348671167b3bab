// What editor.c, bindings.c and keys.c share.
#ifndef EDITOR_H
#define EDITOR_H

#include "CEdit.h"

#include <histedit.h>
#include <iconv.h>
#include <stdio.h>
#include <wchar.h>

// Keys that the reader feeds for things that are no key. They are C1 controls, which nobody can type: the reader
// refuses them from outside.
enum { KEY_PASTE = 0x81, KEY_APPLY = 0x82, KEY_ESCAPE = 0x83 };
// Longer sequences are no keys.
enum { MAX_SEQUENCE = 16 };

struct sequence;

struct cedit {
    EditLine *line;
    FILE *out;      // where the line is drawn
    FILE *nowhere;  // where libedit draws when the owner does
    int is_dumb;    // libedit draws, without any sequence
    int is_vi;
    const char *prompt;  // what libedit draws
    cedit_handler handler;
    void *context;

    int is_cancelled;  // Ctrl-C: the line is being left
    int deliveries;    // of the key being fed: a command that reads an argument may swallow it a few times
    int is_searching;  // keys go to the search
    int has_menu;      // a lone escape leaves it
    int applies;       // KEY_APPLY is due

    unsigned char interrupt_key, suspend_key, quit_key;  // as the terminal was set before

    int waiting;  // bytes that are known to be there, so that nobody needs to wait for them
    unsigned char pushed[8];  // bytes read to look for a sequence that was none; in order
    int pushed_at, pushed_count;

    struct sequence *sequences;  // those that something is bound to
    int sequence_count;
    unsigned char codes[2];  // of the sequence that libedit is to get
    int codes_at, codes_count;

    int quotes;       // the next key goes into the line as it is
    wchar_t *paste;   // the pasted block, until KEY_PASTE inserts it
    int drops_paste;  // a paste was interrupted: what is left of it is thrown away
    int matched;      // how much of the marker at a paste's end was read

    int has_charset;  // the terminal's characters are not in UTF-8, but
    iconv_t charset;  // what this converts, or unknown where it is -1
    int is_garbled;   // a byte was typed that is no character
};

int cedit_read_key(EditLine *line, wchar_t *key);
// Tells the owner what happened. Returns its answer, 0 when there is no owner.
int cedit_tell(struct cedit *e, int event, unsigned value);
// The character that a byte of the terminal's own character set begins (charset.c): 1 when it is whole, 0 when it takes
// more bytes, -1 where it is none.
int cedit_decode(struct cedit *e, const unsigned char *bytes, int count, wchar_t *character);

// The place of a sequence among those that something is bound to; -1 where nothing is (sequences.c).
int cedit_sequence(const struct cedit *e, const unsigned char *bytes, int count);
// What libedit gets for it.
void cedit_codes(int sequence, unsigned char codes[2]);
// Binds the codes of a key where the key (in libedit's notation) is a sequence.
void cedit_bind_sequence(struct cedit *e, const char *key, const char *command, int in_vi_commands);
// Does for the codes what a `bind` that was done for a sequence says.
void cedit_follow_bind(struct cedit *e, int count, const char **arguments);
// Codes that are no part of a sequence do nothing.
void cedit_bind_codes(struct cedit *e);
void cedit_forget_sequences(struct cedit *e);
// Defines the commands that keys can be bound to, and binds the keys of the reader.
void cedit_add_commands(struct cedit *e);

#endif
