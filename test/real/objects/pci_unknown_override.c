/* An override value that has no meaning: no alias, up to 6.12. (From 6.13 on modpost writes what it finds in memory.) */
#include "tables.h"

static const struct pci_id unknown[] = {
    {0x1234, 0x0001, ANY, ANY, 0, 0, 0, 0},
    {0x1234, 0x0002, ANY, ANY, 0, 0, 0, 2},
    {0x1234, 0x0003, ANY, ANY, 0, 0, 0, 3},
    {0x1234, 0x0004, ANY, ANY, 0, 0, 0, 1},
    {0},
};
DEVICE_TABLE(pci, unknown);
