/* Ids, any-values, driver data, and a table without entries. */
#include "tables.h"

static const struct pci_id ids[] = {
    {0x8086, 0x10d3, ANY, ANY, 0, 0, 0, 0},
    {0x8086, 0x10d3, 0x17aa, 0x21f3, 0, 0, 7, 0},
    {0x10ec, ANY, ANY, ANY, 0, 0, 0, 0},
    {ANY, ANY, ANY, ANY, 0, 0, (unsigned long)-1, 0},
    {0x12345678, 0x9abcdef0, 0x10000, 0, 0, 0, 0, 0},
    {0, 1, 0, 0, 0, 0, 0, 0},
    {0},
};
DEVICE_TABLE(pci, ids);

static const struct pci_id nothing[] = {{0}};
DEVICE_TABLE(pci, nothing);
