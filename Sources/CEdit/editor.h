// What editor.c and keys.c share.
#ifndef EDITOR_H
#define EDITOR_H

#include "CEdit.h"

#include <histedit.h>
#include <stdio.h>
#include <wchar.h>

// Keys that the reader feeds for things that are no key. They are C1 controls, which nobody can type: the reader
// refuses them from outside. In a search any of them ends the search and is then executed, as every key does.
enum { KEY_LEAVE = 0x81, KEY_NEWLINE = 0x82, KEY_RESTORE = 0x83, KEY_PASTE = 0x84 };

// How a line is being left before Enter: first KEY_LEAVE (cursor to the end), then KEY_NEWLINE (libedit moves below).
enum leaving { STAYING, CANCELLING, SUSPENDING };

struct cedit {
    EditLine *line;
    History *history;
    FILE *out;
    int is_dumb;
    const char *prompt;
    cedit_complete complete;
    void *context;

    enum leaving leaving;
    int has_left;    // the function behind KEY_LEAVE ran
    int deliveries;  // of the key being fed: a command that reads an argument may swallow it a few times

    unsigned char interrupt_key, suspend_key, quit_key;  // as the terminal was set before

    unsigned char pushed[8];  // bytes read to look for a paste that was none; in order
    int pushed_at, pushed_count;

    wchar_t *paste;  // the pasted block, until KEY_PASTE inserts it
    wchar_t *saved;  // the line that was suspended, until KEY_RESTORE puts it back
    int saved_back;  // how far its cursor was from the end

    char *text;  // for cedit_line
};

int cedit_read_key(EditLine *line, wchar_t *key);

#endif
