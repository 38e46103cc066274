// What bionic has under a name of its own; defined by the program, and so found by what it loads.
#include <errno.h>

int* __errno(void);
int* __errno(void) { return &errno; }
