/* Class masks: whole bytes are written, the others are not. */
#include "tables.h"

static struct pci_id classes[] = {
    {ANY, ANY, ANY, ANY, 0x0c0330, 0xffffff, 0, 0},
    {ANY, ANY, ANY, ANY, 0x0c0330, 0xffff00, 0, 0},
    {ANY, ANY, ANY, ANY, 0x0c0330, 0xff0000, 0, 0},
    {ANY, ANY, ANY, ANY, 0x0c0330, 0x0000ff, 0, 0},
    {ANY, ANY, ANY, ANY, 0x0c0330, 0xff00ff, 0, 0},
    {0x10de, ANY, ANY, ANY, 0x030000, 0xffffff, 1, 0},
    {0x10de, ANY, ANY, ANY, 0x030000, 0xffffff, 1, 1},
    {0x10de, ANY, ANY, ANY, 0x123456, 0, 1, 0},
    {0},
};
DEVICE_TABLE(pci, classes);
