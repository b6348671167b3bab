// What the C files share about signals, the terminal and the end of the process. Not visible to Swift.
#ifndef TERMINAL_STATE_H
#define TERMINAL_STATE_H

#include <stddef.h>
#include <termios.h>

// The editor takes the terminal behind stdin; `paste_descriptor` is where bracketed paste was switched on, or -1.
void csig_terminal_taken(const struct termios *original, int paste_descriptor);
void csig_terminal_given_back(void);

// Each returns whether the signal came since it was last asked.
int csig_take_resize(void);
int csig_take_continue(void);

// Makes the wake descriptor readable. Safe in a signal handler.
void csig_ring(void);

// Milliseconds of a clock that only goes forward. Safe in a signal handler.
long long csig_now(void);

// Says on standard error how many changes a process that ends now leaves in flight, and with `counts_answered` how many were
// answered, of which nobody will give account. Safe in a signal handler.
void csig_say_what_is_in_flight(int counts_answered);
int csig_writes_in_flight(void);

// Writes the name of a signal into the buffer and returns it.
const char *csig_name(int number, char *buffer, size_t size);

// MARK: The watcher (watcher.c)

// Has the watcher end the process by the signal, and waits for that; returns only where there is no watcher.
void csig_have_watcher_end(int number);
// Has it look at what changed. Safe in a signal handler.
void csig_wake_watcher(void);

// MARK: Output (streams.c)

// Waits until a descriptor takes something, at most so long; whether it does.
int csig_takes_output(int descriptor, int milliseconds);
// When writes are given up; 0 for never.
long long csig_output_end(void);
// Writes are not given up any more, unless the process is being ended.
void csig_let_output_go_on(void);

#endif
