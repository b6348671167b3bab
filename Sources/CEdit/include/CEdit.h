// What Swift sees of libedit, C stdio and signals. libedit's own functions are variadic and do not import, Swift 6
// refuses C's `stdin`, `stdout` and `stderr` as shared mutable state, and a signal handler must not run Swift code:
// so each use has a function of fixed arity here. Only the module Terminal may import this.
#ifndef CEDIT_H
#define CEDIT_H

#include <stddef.h>

// MARK: Streams (streams.c)

// Writes to C's stdout or stderr, so that bytes stay in order with Lua's io.write. Returns 0 or an errno; ETIMEDOUT where
// the process is being ended and nobody reads.
int cedit_out_write(const void *bytes, size_t count);
int cedit_out_flush(void);
int cedit_err_write(const void *bytes, size_t count);
// Whether a write to stdout failed that somebody else made, such as io.write; forgotten then.
int cedit_out_failed(void);
// From now on each line of stdout is handed out as it is ended.
void cedit_out_show_each_line(void);
// Throws away what stdout holds, so that the end of the process does not wait for its reader.
void cedit_out_drop(void);

// From here on writes are given up when nobody has read for so long; where one was given up already, at once. It ends when
// other code is armed. Safe in a signal handler.
void csig_bound_output(int milliseconds);

// Opens those of the descriptors 0, 1 and 2 that are closed on /dev/null, or a file of ours would get their number and what
// others write there. The first thing that a process does.
void cedit_open_standard(void);
// From here on no core dump holds this process's memory, and no other process of the user may look into it.
void cedit_hide_memory(void);

// The size of the terminal behind a descriptor; 0 when it is known, -1 otherwise.
int cedit_window(int descriptor, int *columns, int *rows);

// One line of C's stdin without its newline, shared with Lua's io.read. Returns its length, -1 at the end, -2 when a
// signal interrupted the wait. The bytes are valid until the next call.
long cedit_plain_line(const char **bytes);

// Throws away what was typed at the terminal behind stdin and not read yet.
void cedit_forget_typed(void);
// One line typed there. Returns its length without the newline, -1 at the end of the input or for a line that does not
// fit, -2 when a signal came.
long cedit_typed_line(char *buffer, size_t capacity);

// Sets LC_CTYPE, and only that (Lua needs LC_NUMERIC "C"), to UTF-8. Returns 0, or -1 where no such locale exists.
int cedit_use_utf8(void);

// MARK: Pager (pager.c)

// Runs `sh -c command` with the bytes as its standard input and waits for it. Ctrl-C is the pager's meanwhile, and the
// terminal's modes are put back after it. Returns 0 and the status of waitpid, or an errno when nothing was started.
int cedit_page(const char *command, const void *bytes, size_t count, int *status);

// MARK: Signals (signals.c)

typedef struct csig_host csig_host;
typedef void (*csig_hook)(csig_host *host, int reason);

// What is done about a signal; SignalRule.swift says for which.
enum csig_action {
    CSIG_INTERRUPT, CSIG_QUIT, CSIG_END, CSIG_BROKEN_PIPE, CSIG_FILE_LIMIT, CSIG_STOP, CSIG_CONTINUE, CSIG_RESIZE,
    CSIG_FATAL
};

// Makes ready for handlers; a second call does nothing. Call it on the main thread. Returns 0 or an errno.
int csig_install(void);
// Installs the handlers for the signals from `first` to `last`, but for those that the parent ignored or somebody else
// handles. The name is that of the first.
void csig_handle(int first, int last, int action, const char *name);
// The first and the last signal that programs may give a meaning of their own.
void csig_realtime(int *first, int *last);
// From here on a signal that ends the process stops the code first. Starts the watcher.
void csig_begin_session(void);
// While a prompt is open SIGQUIT is like SIGINT.
void csig_prompt_is_open(int is_open);

// Readable when a signal came: watch it, then call csig_drain.
int csig_wake_descriptor(void);
void csig_drain(void);
// A change was sent: from here on a broken pipe does not end the process any more. Both on any thread.
void csig_write_began(void);
void csig_write_ended(void);
int csig_has_written(void);

// From here to csig_disarm SIGINT and what ends the process call the hook (which must be async-signal-safe), each with its
// reason, and ring. The second one ends the process unless the host waits, the third one always. One that nobody has taken
// yet calls the hook at once.
void csig_arm(csig_hook hook, csig_host *host, int reason, int reason_to_end);
// Whether the host waits for something, and hears a second request by itself.
void csig_host_waits(int waits);
// Ends what csig_arm began and forgets the presses; returns how many requests there were.
int csig_disarm(void);
// How often SIGINT and signals that end the process came.
int csig_presses(void);
// Forgets the presses so that the next one counts as the first; returns how many there were. A signal that ends the process
// is not forgotten.
int csig_take_presses(void);
// The first signal that is to end the process, or 0.
int csig_ending(void);
// Ends the process by a signal, as if nobody had handled it, so that whoever waits for it sees that.
_Noreturn void csig_die(int number);

// MARK: The watcher (watcher.c)

// Starts it, on the main thread; a second call does nothing. Returns 0 or an errno.
int csig_begin_watching(void);
// Starts a clock: after `limit` milliseconds the hook is called on this thread, in a signal handler, and `grace` later the
// process ends with `code` after the message, with the terminal restored and C's streams flushed where that can be done.
// One at a time; returns 0 or an errno.
int csig_limit(int limit, int grace, csig_hook hook, csig_host *host, int reason, int code, const char *message);
// Stops the clock; a hook that was not called will not be.
void csig_unlimit(void);
// Ends the process when it has not ended by itself within the time: by the signal where `number` is not 0, else with `code`,
// or the other one where changes are in flight.
void csig_leave_within(int milliseconds, int code, int code_with_changes, int number, const char *message);
// Takes that back.
void csig_stay(void);

// Puts the terminal back as it was before the editor took it. Safe in a signal handler and at exit.
void csig_restore_terminal(void);

// MARK: Line editor (editor.c, bindings.c, keys.c, sequences.c, charset.c)

typedef struct cedit cedit;

enum cedit_outcome { CEDIT_LINE, CEDIT_INTERRUPTED, CEDIT_END };

// What the handler is told. CEDIT_READY: a key is asked for, so what the one before did is done; the value says
// whether more input waits. CEDIT_IDLE: nothing waits, time to draw. CEDIT_COMMAND: a key bound to one of our commands
// (the value). CEDIT_SEARCH_KEY: a character, or CEDIT_OTHER_KEY (an arrow, a paste), while searching. CEDIT_RESIZED, CEDIT_CONTINUED: what is
// drawn is not what it was. CEDIT_STOPPING: a stop comes. CEDIT_LEAVING: the line is done (the value is the outcome).
// CEDIT_MAPS_CLEARED: bind the keys again. CEDIT_MENU_LEFT: a lone escape while there is a menu.
enum cedit_event {
    CEDIT_READY, CEDIT_IDLE, CEDIT_COMMAND, CEDIT_SEARCH_KEY, CEDIT_RESIZED, CEDIT_CONTINUED, CEDIT_STOPPING,
    CEDIT_LEAVING, CEDIT_MAPS_CLEARED, CEDIT_MENU_LEFT
};
enum { CEDIT_OTHER_KEY = 0x110000 };

// Our commands; bindings.c has the names that keys are bound to.
enum cedit_command {
    CEDIT_COMPLETE, CEDIT_UNDO, CEDIT_REDO, CEDIT_OLDER, CEDIT_NEWER, CEDIT_OLDER_ALIKE, CEDIT_NEWER_ALIKE,
    CEDIT_OLDEST, CEDIT_NEWEST, CEDIT_SEARCH_OLDER, CEDIT_SEARCH_NEWER, CEDIT_LEFT, CEDIT_RIGHT, CEDIT_WORD_RIGHT,
    CEDIT_LINE_END, CEDIT_CLEAR_SCREEN, CEDIT_APPLY, CEDIT_COMPLETE_BACK, CEDIT_UP, CEDIT_DOWN, CEDIT_WORD_LEFT,
    CEDIT_LINE_START, CEDIT_DELETE, CEDIT_DELETE_OR_LEAVE, CEDIT_CUT_WORD, CEDIT_CUT_WORD_BACK, CEDIT_CUT_TO_START,
    CEDIT_CUT_TO_END, CEDIT_PUT_BACK, CEDIT_ENTER, CEDIT_NEW_LINE
};
// What the handler answers to a command: the line may have changed, nothing could be done, or it has written below the
// line, which must be drawn anew; the line is done, dropped as by Ctrl-C, or nobody will write another.
enum cedit_answer { CEDIT_REFRESH, CEDIT_BEEP, CEDIT_REDRAWN, CEDIT_ACCEPT, CEDIT_DROP, CEDIT_LEAVE };
// What it answers to CEDIT_SEARCH_KEY: the search goes on, has ended with the key, or has ended before the key, which
// acts as usual. Each is followed by CEDIT_APPLY, when the line may be changed.
enum cedit_search_answer { CEDIT_SEARCH_ON, CEDIT_SEARCH_ENDED, CEDIT_SEARCH_LEFT };

typedef int (*cedit_handler)(void *context, int event, unsigned value);

// NULL where libedit cannot work here. `use_stderr` draws on stderr (stdout is no terminal). When `is_dumb` libedit
// draws the line, otherwise the handler does.
cedit *cedit_new(const char *program, int use_stderr, int is_dumb);
void cedit_free(cedit *editor);
void cedit_set_handler(cedit *editor, cedit_handler handler, void *context);
// Binds a key (libedit's notation) to an editor command. Returns 0, or -1 when libedit refuses.
int cedit_bind(cedit *editor, const char *key, const char *command, int in_vi_commands);
// Binds those keys that the terminal sends in a way of its own.
void cedit_bind_terminal_keys(cedit *editor);
// Reads a file of editrc(5).
void cedit_source(cedit *editor, const char *path);
int cedit_is_vi(const cedit *editor);

// Reads one line; `cedit_text` has it in CEDIT_LEAVING. The prompt is what a dumb terminal shows.
int cedit_read(cedit *editor, const char *prompt);
// Another prompt for the line that is read; it must live until the next one or the end of cedit_read.
void cedit_set_prompt(cedit *editor, const char *prompt);
// Whether keys go to CEDIT_SEARCH_KEY.
void cedit_set_searching(cedit *editor, int is_searching);
// Whether a lone escape leaves a menu.
void cedit_set_menu(cedit *editor, int has_menu);
// Whether more was typed already.
int cedit_more_waits(cedit *editor);

// Whether a paste was interrupted: what is left of it goes nowhere, until its end or another Ctrl-C.
int cedit_drops_paste(const cedit *editor);
// Whether something was typed into the line that is no character of the terminal's set; U+FFFD stands for it.
int cedit_is_garbled(const cedit *editor);
// What is typed comes in this character set instead of UTF-8. Returns 0, or -1 where the system does not know it: then
// only ASCII can be typed.
int cedit_set_charset(cedit *editor, const char *name);
// A text of another character set as UTF-8, to be freed; NULL where it is none, or the set is not known.
char *cedit_converted(const char *charset, const char *bytes, size_t count, size_t *length);

// The characters of the line; valid until it changes.
const unsigned *cedit_text(const cedit *editor, size_t *count, size_t *cursor);
// Replace the line or move the cursor; within a command only. 0, or -1 where there is no memory.
int cedit_set_text(cedit *editor, const unsigned *text, size_t count, size_t cursor);
void cedit_set_cursor(cedit *editor, size_t cursor);

#endif
