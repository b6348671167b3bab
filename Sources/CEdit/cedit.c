#include "CEdit.h"
int cedit_placeholder(void) { return 0; }
