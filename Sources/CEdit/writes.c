// The changes that are under way at a server: what a handler that ends the process has to know of them.
#include "CEdit.h"
#include "terminal_state.h"

#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

// Counted on the threads of the transport too; lock-free, so a handler may read them.
static _Atomic int writes, writes_in_flight;

void csig_write_began(void) {
    atomic_fetch_add(&writes, 1);
    atomic_fetch_add(&writes_in_flight, 1);
}

void csig_write_ended(void) { atomic_fetch_sub(&writes_in_flight, 1); }

int csig_has_written(void) { return atomic_load(&writes) > 0; }

int csig_writes_in_flight(void) { return atomic_load(&writes_in_flight); }

static size_t append(char *text, size_t length, const char *more) {
    size_t count = strlen(more);
    memcpy(text + length, more, count);
    return length + count;
}

static size_t append_number(char *text, size_t length, int number) {
    char digits[16];
    size_t count = 0;
    do digits[count++] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    while (count > 0) text[length++] = digits[--count];
    return length;
}

// The last word of a process that does not wait for its changes.
void csig_say_what_is_in_flight(int counts_answered) {
    int in_flight = csig_writes_in_flight();
    int answered = counts_answered ? atomic_load(&writes) - in_flight : 0;
    if (in_flight <= 0 && answered <= 0) return;
    char text[160];
    size_t length = append(text, 0, "ampsh: ended at once; ");
    if (in_flight > 0) {
        length = append_number(text, length, in_flight);
        length = append(text, length, in_flight == 1 ? " change" : " changes");
        length = append(text, length, " in flight may have been applied");
        if (answered > 0) length = append(text, length, ", ");
    }
    if (answered > 0) {
        length = append_number(text, length, answered);
        length = append(text, length, answered == 1 ? " change was" : " changes were");
        length = append(text, length, " answered before");
    }
    length = append(text, length, "\n");
    if (!csig_takes_output(STDERR_FILENO, 100)) return;
    ssize_t ignored = write(STDERR_FILENO, text, length);
    (void)ignored;
}
