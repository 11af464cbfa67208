// object: missing-terminator: the last of its 2 entries of 40 bytes is not all zero: the terminator is missing
#include "fixture.h"

static const struct pci_device_id ids[] = {
	{ PCI_DEVICE(0x1d1d, 1) },
	{ PCI_DEVICE(0x1d1d, 2) },
#ifndef GUILTY
	{ }
#endif
};
MODULE_DEVICE_TABLE(pci, ids);
PCI_DRIVER(ids);
