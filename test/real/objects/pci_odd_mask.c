/* Class masks that cannot be said in an alias: a warning of modpost's. */
#include "tables.h"

static struct pci_id odd[] = {
    {0x10de, 1, ANY, ANY, 0x030000, 0xfe0000, 0, 0},
    {0x10de, 2, ANY, ANY, 0x030000, 0xffffffff, 0, 0},
    {0x10de, 3, ANY, ANY, 0x030000, 0xff0000, 0, 0},
    {0},
};
DEVICE_TABLE(pci, odd);
