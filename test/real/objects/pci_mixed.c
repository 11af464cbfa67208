/* Normal and override entries in one table, repeated ids among them, and a second table that repeats some. */
#include "tables.h"

static const struct pci_id mixed[] = {
    {0x1af4, 0x1000, ANY, ANY, 0, 0, 0, 0},
    {0x1af4, 0x1000, ANY, ANY, 0, 0, 0, 1},
    {0x1af4, 0x1000, ANY, ANY, 0, 0, 5, 0},
    {0x1af4, 0x1041, ANY, ANY, 0x020000, 0xffff00, 0, 1},
    {0x1af4, 0x1041, ANY, ANY, 0x020000, 0xffff00, 0, 0},
    {0x1af4, 0x1041, ANY, ANY, 0x020000, 0xffff00, 0, 1},
    {0},
};
DEVICE_TABLE(pci, mixed);

const struct pci_id again[] = {
    {0x1af4, 0x1041, ANY, ANY, 0x020000, 0xffff00, 0, 0},
    {0x1af4, 0x1052, ANY, ANY, 0, 0, 0, 0},
    {0},
};
DEVICE_TABLE(pci, again);
