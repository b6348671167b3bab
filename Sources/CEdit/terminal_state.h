// What the signal handlers must know of the terminal to put it back. Written by editor.c, read by signals.c.
#ifndef TERMINAL_STATE_H
#define TERMINAL_STATE_H

#include <termios.h>

// The editor takes the terminal behind stdin; `paste_descriptor` is where bracketed paste was switched on, or -1.
void csig_terminal_taken(const struct termios *original, int paste_descriptor);
void csig_terminal_given_back(void);

// Each returns whether the signal came since it was last asked.
int csig_take_resize(void);
int csig_take_continue(void);

// Makes the wake descriptor readable. Safe in a signal handler.
void csig_ring(void);

// Says on standard error how many changes a process that ends now leaves in flight. Safe in a signal handler.
void csig_say_what_is_in_flight(void);

#endif
