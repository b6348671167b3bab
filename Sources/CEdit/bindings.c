// Commands and keys: libedit calls a function for each command, the owner gets a number.
#define _GNU_SOURCE
#include "editor.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static cedit *owner(EditLine *line) {
    void *data = NULL;
    el_get(line, EL_CLIENTDATA, &data);
    return data;
}

static unsigned char beep(cedit *e) {
    if (e->is_dumb) return CC_REFRESH_BEEP;
    fputc('\a', e->out);
    fflush(e->out);
    return CC_REFRESH;
}

// As libedit's own Enter does it, wherever the cursor stands.
static unsigned char accept(EditLine *line) {
    const LineInfoW *info = el_wline(line);
    el_cursor(line, (int)(info->lastchar - info->cursor));
    return el_winsertstr(line, L"\n") == 0 ? CC_NEWLINE : CC_REFRESH_BEEP;
}

static unsigned char run(EditLine *line, int command) {
    cedit *e = owner(line);
    switch (cedit_tell(e, CEDIT_COMMAND, (unsigned)command)) {
    case CEDIT_BEEP: return beep(e);
    case CEDIT_REDRAWN:
        // Something was written below the line; libedit draws the line anew beneath it.
        if (e->is_dumb) el_set(line, EL_REFRESH);
        return CC_NORM;
    case CEDIT_ACCEPT: return accept(line);
    case CEDIT_DROP: e->is_cancelled = 1; return CC_NORM;
    case CEDIT_LEAVE: return CC_EOF;
    default: return CC_REFRESH;
    }
}

#define COMMAND(name, number) \
    static unsigned char name(EditLine *line, int key) { \
        (void)key; \
        return run(line, number); \
    }
COMMAND(complete, CEDIT_COMPLETE)
COMMAND(undo, CEDIT_UNDO)
COMMAND(redo, CEDIT_REDO)
COMMAND(older, CEDIT_OLDER)
COMMAND(newer, CEDIT_NEWER)
COMMAND(older_alike, CEDIT_OLDER_ALIKE)
COMMAND(newer_alike, CEDIT_NEWER_ALIKE)
COMMAND(oldest, CEDIT_OLDEST)
COMMAND(newest, CEDIT_NEWEST)
COMMAND(search_older, CEDIT_SEARCH_OLDER)
COMMAND(search_newer, CEDIT_SEARCH_NEWER)
COMMAND(left, CEDIT_LEFT)
COMMAND(right, CEDIT_RIGHT)
COMMAND(word_right, CEDIT_WORD_RIGHT)
COMMAND(line_end, CEDIT_LINE_END)
COMMAND(clear_screen, CEDIT_CLEAR_SCREEN)
COMMAND(complete_back, CEDIT_COMPLETE_BACK)
COMMAND(up, CEDIT_UP)
COMMAND(down, CEDIT_DOWN)
COMMAND(word_left, CEDIT_WORD_LEFT)
COMMAND(line_start, CEDIT_LINE_START)
COMMAND(delete, CEDIT_DELETE)
COMMAND(delete_or_leave, CEDIT_DELETE_OR_LEAVE)
COMMAND(cut_word, CEDIT_CUT_WORD)
COMMAND(cut_word_back, CEDIT_CUT_WORD_BACK)
COMMAND(cut_to_start, CEDIT_CUT_TO_START)
COMMAND(cut_to_end, CEDIT_CUT_TO_END)
COMMAND(put_back, CEDIT_PUT_BACK)
COMMAND(enter, CEDIT_ENTER)
COMMAND(new_line, CEDIT_NEW_LINE)

static unsigned char apply(EditLine *line, int key) {
    (void)key;
    owner(line)->applies = 0;
    return run(line, CEDIT_APPLY);
}

static unsigned char quote(EditLine *line, int key) {
    (void)key;
    owner(line)->quotes = 1;
    return CC_NORM;
}

static unsigned char paste(EditLine *line, int key) {
    (void)key;
    cedit *e = owner(line);
    if (!e->paste) return CC_NORM;
    int refused = e->paste[0] && el_winsertstr(line, e->paste) != 0;
    free(e->paste);
    e->paste = NULL;
    return refused ? beep(e) : CC_REFRESH;
}

int cedit_bind(cedit *e, const char *key, const char *command, int in_vi_commands) {
    cedit_bind_sequence(e, key, command, in_vi_commands);
    if (in_vi_commands) return el_set(e->line, EL_BIND, "-a", key, command, NULL) == 0 ? 0 : -1;
    return el_set(e->line, EL_BIND, key, command, NULL) == 0 ? 0 : -1;
}

// Both maps: in vi's command mode these must work as well.
static void bind_private(cedit *e, unsigned key, const char *command) {
    char text[] = {'\\', (char)('0' + (key >> 6)), (char)('0' + (key >> 3 & 7)), (char)('0' + (key & 7)), 0};
    cedit_bind(e, text, command, 0);
    cedit_bind(e, text, command, 1);
}

static void bind_private_keys(cedit *e) {
    bind_private(e, KEY_PASTE, "ampsh-paste");
    bind_private(e, KEY_APPLY, "ampsh-apply");
    bind_private(e, KEY_ESCAPE, "vi-command-mode");
    cedit_bind_codes(e);
    // A command of editrc(5) that is typed at the prompt: libedit crashes at a quote without its partner.
    if (!e->is_vi) {
        el_set(e->line, EL_BIND, "^[x", "ed-unassigned", NULL);
        el_set(e->line, EL_BIND, "^[X", "ed-unassigned", NULL);
    }
    cedit_bind(e, ":", "ed-unassigned", 1);
}

void cedit_add_commands(cedit *e) {
    static const struct {
        const char *name;
        unsigned char (*function)(EditLine *, int);
    } commands[] = {
        {"ampsh-complete", complete},       {"ampsh-undo", undo},
        {"ampsh-redo", redo},               {"ampsh-older", older},
        {"ampsh-newer", newer},             {"ampsh-older-alike", older_alike},
        {"ampsh-newer-alike", newer_alike}, {"ampsh-oldest", oldest},
        {"ampsh-newest", newest},           {"ampsh-search-older", search_older},
        {"ampsh-search-newer", search_newer}, {"ampsh-left", left},
        {"ampsh-right", right},             {"ampsh-word-right", word_right},
        {"ampsh-line-end", line_end},       {"ampsh-clear-screen", clear_screen},
        {"ampsh-paste", paste},             {"ampsh-apply", apply},
        {"ampsh-quote", quote},             {"ampsh-complete-back", complete_back},
        {"ampsh-up", up},                   {"ampsh-down", down},
        {"ampsh-word-left", word_left},     {"ampsh-line-start", line_start},
        {"ampsh-delete", delete},           {"ampsh-delete-or-leave", delete_or_leave},
        {"ampsh-cut-word", cut_word},       {"ampsh-cut-word-back", cut_word_back},
        {"ampsh-cut-to-start", cut_to_start}, {"ampsh-cut-to-end", cut_to_end},
        {"ampsh-put-back", put_back},       {"ampsh-enter", enter},
        {"ampsh-new-line", new_line},
    };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        el_set(e->line, EL_ADDFN, commands[i].name, "A command of ampsh", commands[i].function);
    bind_private_keys(e);
}

static void note_mode(cedit *e) {
    const char *mode = NULL;
    el_get(e->line, EL_EDITOR, &mode);
    e->is_vi = mode && strcmp(mode, "vi") == 0;
}

// Larger files are none of keys.
enum { MAX_SOURCE = 1 << 20 };

// A pipe or a device that stands there must not hold the start.
static FILE *open_source(const char *path) {
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat status;
    if (descriptor < 0) return NULL;
    if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= MAX_SOURCE) {
        FILE *file = fdopen(descriptor, "r");
        if (file) return file;
    }
    close(descriptor);
    return NULL;
}

// `bind -v` and `bind -e` clear the maps. Our keys are bound again at once, so that lines after it still win.
void cedit_source(cedit *e, const char *path) {
    FILE *file = open_source(path);
    if (!file) return;
    Tokenizer *words = tok_init(NULL);
    char *text = NULL;
    size_t capacity = 0;
    ssize_t length;
    while (words && (length = getline(&text, &capacity, file)) >= 0) {
        if (length > 0 && text[length - 1] == '\n') text[length - 1] = 0;
        const char *start = text + strspn(text, " \t");
        int count = 0;
        const char **arguments = NULL;
        tok_reset(words);
        if (*start == 0 || *start == '#' || tok_str(words, start, &count, &arguments) != 0 || count == 0) continue;
        el_parse(e->line, count, arguments);
        int is_bind = strcmp(arguments[0], "bind") == 0
            || (strlen(arguments[0]) > 5 && strcmp(arguments[0] + strlen(arguments[0]) - 5, ":bind") == 0);
        if (!is_bind || count < 2) continue;
        if (strcmp(arguments[1], "-v") != 0 && strcmp(arguments[1], "-e") != 0) {
            cedit_follow_bind(e, count, arguments);
            continue;
        }
        note_mode(e);
        cedit_forget_sequences(e);
        bind_private_keys(e);
        cedit_tell(e, CEDIT_MAPS_CLEARED, 0);
    }
    free(text);
    if (words) tok_end(words);
    fclose(file);
    note_mode(e);
}

int cedit_is_vi(const cedit *e) { return e->is_vi; }
