#include "CLua.h"
int clua_placeholder(void) { return 0; }
