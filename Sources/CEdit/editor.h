// What editor.c, bindings.c and keys.c share.
#ifndef EDITOR_H
#define EDITOR_H

#include "CEdit.h"

#include <histedit.h>
#include <stdio.h>
#include <wchar.h>

// Keys that the reader feeds for things that are no key. They are C1 controls, which nobody can type: the reader
// refuses them from outside.
enum { KEY_PASTE = 0x81, KEY_APPLY = 0x82, KEY_ESCAPE = 0x83 };

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
    int applies;       // KEY_APPLY is due

    unsigned char interrupt_key, suspend_key, quit_key;  // as the terminal was set before

    int waiting;  // bytes that are known to be there, so that nobody needs to wait for them
    unsigned char pushed[8];  // bytes read to look for a paste that was none; in order
    int pushed_at, pushed_count;

    wchar_t *paste;  // the pasted block, until KEY_PASTE inserts it
};

int cedit_read_key(EditLine *line, wchar_t *key);
// Tells the owner what happened. Returns its answer, 0 when there is no owner.
int cedit_tell(struct cedit *e, int event, unsigned value);
// Defines the commands that keys can be bound to, and binds the keys of the reader.
void cedit_add_commands(struct cedit *e);

#endif
