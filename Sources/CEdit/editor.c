#define _GNU_SOURCE
#include "editor.h"
#include "terminal_state.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *prompt_of(EditLine *line) {
    void *data = NULL;
    el_get(line, EL_CLIENTDATA, &data);
    return (char *)((cedit *)data)->prompt;
}

int cedit_tell(cedit *e, int event, unsigned value) { return e->handler ? e->handler(e->context, event, value) : 0; }

cedit *cedit_new(const char *program, int use_stderr, int is_dumb) {
    cedit *e = calloc(1, sizeof *e);
    if (!e) return NULL;
    e->out = use_stderr ? stderr : stdout;
    e->is_dumb = is_dumb;
    e->prompt = "";
    e->nowhere = fopen("/dev/null", "we");
    // libedit looks at the descriptors for the terminal's modes and writes to the files. The owner draws, because
    // libedit knows no combining marks, no text taller than the screen and nothing behind the line's end.
    if (e->nowhere) {
        FILE *drawn = is_dumb ? e->out : e->nowhere;
        e->line = el_init_fd(program, stdin, drawn, e->nowhere, STDIN_FILENO, fileno(e->out), STDERR_FILENO);
    }
    if (!e->line) {
        cedit_free(e);
        return NULL;
    }
    el_set(e->line, EL_SETFP, 2, stderr);  // mistakes in ~/.editrc are told, an unknown TERM is not
    el_set(e->line, EL_CLIENTDATA, e);
    el_set(e->line, EL_SIGNAL, 0);  // 1 would signal the whole process group
    el_set(e->line, EL_PROMPT_ESC, prompt_of, '\1');
    el_set(e->line, EL_EDITOR, "emacs");
    el_set(e->line, EL_GETCFN, cedit_read_key);
    el_set(e->line, EL_SETTY, "-d", "-ixon", NULL);  // Ctrl-S searches
    // The key reader sees to Ctrl-C, Ctrl-Z and Ctrl-\\: as signals they would act in the middle of a paste too.
    el_set(e->line, EL_SETTY, "-d", "-isig", NULL);
    cedit_add_commands(e);
    return e;
}

void cedit_free(cedit *e) {
    if (!e) return;
    csig_restore_terminal();
    if (e->line) el_end(e->line);
    if (e->nowhere) fclose(e->nowhere);
    free(e->paste);
    cedit_forget_sequences(e);
    if (e->has_charset && e->charset != (iconv_t)-1) iconv_close(e->charset);
    free(e);
}

void cedit_set_handler(cedit *e, cedit_handler handler, void *context) {
    e->handler = handler;
    e->context = context;
}

static void set_paste_mode(cedit *e, const char *sequence) {
    if (e->is_dumb) return;
    fputs(sequence, e->out);
    fflush(e->out);
}

int cedit_read(cedit *e, const char *prompt) {
    struct termios modes;
    if (tcgetattr(STDIN_FILENO, &modes) != 0) return CEDIT_END;
    e->prompt = prompt;
    e->is_cancelled = e->is_searching = e->has_menu = e->applies = e->deliveries = e->waiting = 0;
    e->codes_at = e->codes_count = e->quotes = e->is_garbled = 0;
    csig_take_continue();
    if (csig_take_resize()) el_resize(e->line);
    csig_terminal_taken(&modes, e->is_dumb ? -1 : fileno(e->out));
    // Before the prompt shows: what is typed at once must meet the editor, not the terminal's own line editing.
    el_set(e->line, EL_PREP_TERM, 1);
    set_paste_mode(e, "\033[?2004h");
    e->interrupt_key = modes.c_cc[VINTR];
    e->suspend_key = modes.c_cc[VSUSP];
    e->quit_key = modes.c_cc[VQUIT];
    int count = 0;
    const wchar_t *line = el_wgets(e->line, &count);
    int outcome = e->is_cancelled ? CEDIT_INTERRUPTED : !line || count <= 0 ? CEDIT_END : CEDIT_LINE;
    if (e->is_dumb && e->is_cancelled) fputs("^C\n", e->out);
    cedit_tell(e, CEDIT_LEAVING, (unsigned)outcome);
    set_paste_mode(e, "\033[?2004l");
    csig_terminal_given_back();
    e->prompt = "";
    free(e->paste);
    e->paste = NULL;
    return outcome;
}

void cedit_set_prompt(cedit *e, const char *prompt) { e->prompt = prompt; }

int cedit_drops_paste(const cedit *e) { return e->drops_paste; }

int cedit_is_garbled(const cedit *e) { return e->is_garbled; }

void cedit_set_searching(cedit *e, int is_searching) { e->is_searching = is_searching; }

void cedit_set_menu(cedit *e, int has_menu) { e->has_menu = has_menu; }

const unsigned *cedit_text(const cedit *e, size_t *count, size_t *cursor) {
    const LineInfoW *info = el_wline(e->line);
    *count = (size_t)(info->lastchar - info->buffer);
    *cursor = (size_t)(info->cursor - info->buffer);
    return (const unsigned *)info->buffer;
}

int cedit_set_text(cedit *e, const unsigned *text, size_t count, size_t cursor) {
    const LineInfoW *info = el_wline(e->line);
    int failed = 0;
    if (count == 0) {
        el_cursor(e->line, (int)(info->lastchar - info->cursor));
        el_deletestr(e->line, (int)(info->lastchar - info->buffer));
    } else {
        wchar_t *copy = malloc((count + 1) * sizeof *copy);
        if (!copy) return -1;
        memcpy(copy, text, count * sizeof *copy);
        copy[count] = 0;
        failed = el_wreplacestr(e->line, copy) != 0;
        free(copy);
    }
    cedit_set_cursor(e, cursor);
    return failed ? -1 : 0;
}

void cedit_set_cursor(cedit *e, size_t cursor) {
    const LineInfoW *info = el_wline(e->line);
    el_cursor(e->line, (int)((ptrdiff_t)cursor - (info->cursor - info->buffer)));
}
