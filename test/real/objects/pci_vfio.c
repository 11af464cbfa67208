/* A variant driver: all for VFIO. */
#include "tables.h"

static const struct pci_id vfio_ids[] = {
    {0x15b3, 0x101e, ANY, ANY, 0, 0, 0, 1},
    {0x15b3, 0xffff, 0x15b3, 0x1, 0, 0, 0, 1},
    {ANY, ANY, ANY, ANY, 0, 0, 0, 1},
    {0},
};
DEVICE_TABLE(pci, vfio_ids);
