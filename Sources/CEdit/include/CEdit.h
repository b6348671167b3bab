#ifndef CEDIT_H
#define CEDIT_H
int cedit_placeholder(void);
#endif
