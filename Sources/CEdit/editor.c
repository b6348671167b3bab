#define _GNU_SOURCE
#include "editor.h"
#include "terminal_state.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static cedit *owner(EditLine *line) {
    void *data = NULL;
    el_get(line, EL_CLIENTDATA, &data);
    return data;
}

static char *prompt_of(EditLine *line) { return (char *)owner(line)->prompt; }

static void cursor_to_end(EditLine *line) {
    const LineInfoW *info = el_wline(line);
    el_cursor(line, (int)(info->lastchar - info->cursor));
}

static unsigned char leave(EditLine *line, int key) {
    (void)key;
    cedit *e = owner(line);
    cursor_to_end(line);
    if (e->leaving == CANCELLING) el_winsertstr(line, L"^C");
    e->has_left = 1;
    return CC_REFRESH;
}

static unsigned char restore(EditLine *line, int key) {
    (void)key;
    cedit *e = owner(line);
    if (!e->saved) return CC_NORM;
    el_winsertstr(line, e->saved);
    el_cursor(line, -e->saved_back);
    free(e->saved);
    e->saved = NULL;
    return CC_REFRESH;
}

static unsigned char paste(EditLine *line, int key) {
    (void)key;
    cedit *e = owner(line);
    if (!e->paste) return CC_NORM;
    int refused = e->paste[0] && el_winsertstr(line, e->paste) != 0;
    free(e->paste);
    e->paste = NULL;
    return refused ? CC_REFRESH_BEEP : CC_REFRESH;
}

static unsigned char complete(EditLine *line, int key) {
    (void)key;
    cedit *e = owner(line);
    switch (e->complete ? e->complete(e->context) : CEDIT_BEEP) {
    case CEDIT_REFRESH: return CC_REFRESH;
    case CEDIT_SUSPEND: {
        const LineInfoW *info = el_wline(line);
        size_t count = (size_t)(info->lastchar - info->buffer);
        free(e->saved);
        e->saved = calloc(count + 1, sizeof *e->saved);
        if (!e->saved) return CC_REFRESH_BEEP;
        wmemcpy(e->saved, info->buffer, count);
        e->saved_back = (int)(info->lastchar - info->cursor);
        e->leaving = SUSPENDING;
        return leave(line, 0);
    }
    default: return CC_REFRESH_BEEP;
    }
}

// Both maps: in vi's command mode these must work as well.
static void bind_key(EditLine *line, int key, const char *command) {
    char text[] = {'\\', (char)('0' + (key >> 6)), (char)('0' + (key >> 3 & 7)), (char)('0' + (key & 7)), 0};
    el_set(line, EL_BIND, text, command, NULL);
    el_set(line, EL_BIND, "-a", text, command, NULL);
}

static void bind_own_keys(cedit *e) {
    bind_key(e->line, KEY_LEAVE, "ampsh-leave");
    bind_key(e->line, KEY_NEWLINE, "ed-newline");
    bind_key(e->line, KEY_RESTORE, "ampsh-restore");
    bind_key(e->line, KEY_PASTE, "ampsh-paste");
}

cedit *cedit_new(const char *program, int use_stderr, int is_dumb) {
    cedit *e = calloc(1, sizeof *e);
    if (!e) return NULL;
    e->out = use_stderr ? stderr : stdout;
    e->is_dumb = is_dumb;
    e->prompt = "";
    e->line = el_init(program, stdin, e->out, stderr);
    e->history = history_init();
    if (!e->line || !e->history) {
        cedit_free(e);
        return NULL;
    }
    HistEvent event;
    history(e->history, &event, H_SETSIZE, 1000);
    el_set(e->line, EL_CLIENTDATA, e);
    el_set(e->line, EL_SIGNAL, 0);  // 1 would signal the whole process group
    el_set(e->line, EL_PROMPT_ESC, prompt_of, '\1');
    el_set(e->line, EL_EDITOR, "emacs");
    el_set(e->line, EL_HIST, history, e->history);
    el_set(e->line, EL_GETCFN, cedit_read_key);
    el_set(e->line, EL_ADDFN, "ampsh-leave", "Leaves the line", leave);
    el_set(e->line, EL_ADDFN, "ampsh-restore", "Puts a suspended line back", restore);
    el_set(e->line, EL_ADDFN, "ampsh-paste", "Inserts a pasted block", paste);
    el_set(e->line, EL_ADDFN, "ampsh-complete", "Completes the word before the cursor", complete);
    el_set(e->line, EL_SETTY, "-d", "-ixon", NULL);  // Ctrl-S searches
    // The key reader sees to Ctrl-C, Ctrl-Z and Ctrl-\\: as signals they would act in the middle of a paste too.
    el_set(e->line, EL_SETTY, "-d", "-isig", NULL);
    bind_own_keys(e);
    return e;
}

void cedit_free(cedit *e) {
    if (!e) return;
    csig_restore_terminal();
    if (e->line) el_end(e->line);
    if (e->history) history_end(e->history);
    free(e->paste);
    free(e->saved);
    free(e->text);
    free(e);
}

void cedit_set_completion(cedit *e, cedit_complete function, void *context) {
    e->complete = function;
    e->context = context;
}

int cedit_bind(cedit *e, const char *key, const char *command) {
    return el_set(e->line, EL_BIND, key, command, NULL) == 0 ? 0 : -1;
}

void cedit_source(cedit *e) {
    el_source(e->line, NULL);
    bind_own_keys(e);  // `bind -v` has cleared the maps
}

int cedit_read(cedit *e, const char *prompt, const char **text, size_t *length) {
    struct termios modes;
    if (tcgetattr(STDIN_FILENO, &modes) != 0) return CEDIT_END;
    e->prompt = prompt;
    e->leaving = STAYING;
    e->has_left = 0;
    e->deliveries = 0;
    csig_take_continue();
    if (csig_take_resize()) el_resize(e->line);
    csig_terminal_taken(&modes, e->is_dumb ? -1 : fileno(e->out));
    // Before the prompt shows: what is typed at once must meet the editor, not the terminal's own line editing.
    el_set(e->line, EL_PREP_TERM, 1);
    if (!e->is_dumb) {
        fputs("\033[?2004h", e->out);
        fflush(e->out);
    }
    e->interrupt_key = modes.c_cc[VINTR];
    e->suspend_key = modes.c_cc[VSUSP];
    e->quit_key = modes.c_cc[VQUIT];
    int count = 0;
    const char *line = el_gets(e->line, &count);
    csig_terminal_given_back();
    if (!e->is_dumb) {
        fputs("\033[?2004l", e->out);
        fflush(e->out);
    }
    e->prompt = "";
    if (e->leaving == CANCELLING) {
        free(e->saved);
        e->saved = NULL;
        free(e->paste);
        e->paste = NULL;
        return CEDIT_INTERRUPTED;
    }
    if (e->leaving == SUSPENDING) return CEDIT_SUSPENDED;
    if (!line || count <= 0) return CEDIT_END;
    // Exactly one newline is Enter's; the others belong to a block.
    if (line[count - 1] == '\n') count--;
    *text = line;
    *length = (size_t)count;
    return CEDIT_LINE;
}

const char *cedit_line(cedit *e, size_t *length, size_t *cursor) {
    const LineInfo *info = el_line(e->line);
    *length = (size_t)(info->lastchar - info->buffer);
    *cursor = (size_t)(info->cursor - info->buffer);
    free(e->text);
    e->text = malloc(*length + 1);
    if (!e->text) {
        *length = *cursor = 0;
        return "";
    }
    memcpy(e->text, info->buffer, *length);
    e->text[*length] = 0;
    return e->text;
}

int cedit_replace(cedit *e, size_t count, const char *text) {
    size_t length, cursor;
    const char *line = cedit_line(e, &length, &cursor);
    if (count > cursor) return -1;
    // el_deletestr counts characters: one for each byte that does not continue another.
    int characters = 0;
    for (size_t i = cursor - count; i < cursor; i++) characters += ((unsigned char)line[i] & 0xC0) != 0x80;
    if (characters > 0) el_deletestr(e->line, characters);
    return *text ? el_insertstr(e->line, text) : 0;
}

void cedit_history_size(cedit *e, int entries) {
    HistEvent event;
    history(e->history, &event, H_SETSIZE, entries);
}

void cedit_history_add(cedit *e, const char *entry) {
    HistEvent event;
    history(e->history, &event, H_ENTER, entry);
}

void cedit_history_clear(cedit *e) {
    HistEvent event;
    history(e->history, &event, H_CLEAR);
}
