// The data package of ICU, without contents. Foundation links 34 MB of locale data into a static binary; what ampsh uses
// of it needs none: no dates of a locale, no collation, no text breaking. A package without items is how ICU itself is
// built before its data is made, and asking it for anything is an error code, not a crash.
//
// The name is that of the ICU inside the toolchain's Foundation. With another one this file changes nothing: the
// toolchain's own data is linked then, as it is wherever Foundation is a shared library.
#include "CICUData.h"

#include <stdint.h>

struct package {
    uint16_t header_size;
    uint8_t magic[2];
    uint16_t info_size, reserved;
    uint8_t is_big_endian, charset_family, unit_size, reserved_byte;
    uint8_t data_format[4], format_version[4], data_version[4];
    uint8_t padding[8];
    uint32_t count, unused;
    int32_t names_and_data[4];
};

const struct package icudt76_dat __attribute__((aligned(16))) = {
    .header_size = 32,
    .magic = {0xDA, 0x27},
    .info_size = 20,
    .is_big_endian = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__,
    .unit_size = 2,
    .data_format = {'T', 'o', 'C', 'P'},
    .format_version = {1},
};

const void *const cicu_data = &icudt76_dat;
