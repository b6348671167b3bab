// Nothing to call: linking the module is what it is for (see icu_data.c).
#ifndef CICUDATA_H
#define CICUDATA_H

extern const void *const cicu_data;

#endif
