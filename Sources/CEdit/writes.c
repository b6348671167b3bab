// The changes that are under way at a server: what a handler that ends the process has to know of them.
#include "CEdit.h"
#include "terminal_state.h"

#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

// Counted on the threads of the transport too; lock-free, so a handler may read them.
static _Atomic int wrote, writes_in_flight;

void csig_write_began(void) {
    atomic_store(&wrote, 1);
    atomic_fetch_add(&writes_in_flight, 1);
}

void csig_write_ended(void) { atomic_fetch_sub(&writes_in_flight, 1); }

int csig_has_written(void) { return atomic_load(&wrote); }

// The last word of a process that does not wait for its changes.
void csig_say_what_is_in_flight(void) {
    int count = atomic_load(&writes_in_flight);
    if (count <= 0) return;
    static const char before[] = "ampsh: ended at once; ";
    static const char after[] = " in flight may have been applied\n";
    const char *noun = count == 1 ? " change" : " changes";
    char text[128];
    size_t length = sizeof before - 1;
    memcpy(text, before, length);
    int digits = 1;
    for (int rest = count; rest >= 10; rest /= 10) digits++;
    for (int i = digits - 1; i >= 0; i--, count /= 10) text[length + (size_t)i] = (char)('0' + count % 10);
    length += (size_t)digits;
    memcpy(text + length, noun, strlen(noun));
    length += strlen(noun);
    memcpy(text + length, after, sizeof after - 1);
    length += sizeof after - 1;
    ssize_t ignored = write(STDERR_FILENO, text, length);
    (void)ignored;
}
