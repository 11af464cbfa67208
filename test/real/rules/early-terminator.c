// finds: early-terminator: ids[1]: an empty entry ends the table for the kernel: the 2 behind it never bind
#include "fixture.h"

static const struct pci_device_id ids[] = {
	{ PCI_DEVICE(0x1d1d, 1) },
#ifdef GUILTY
	{ },
#endif
	{ PCI_DEVICE(0x1d1d, 2) },
	{ PCI_DEVICE(0x1d1d, 3) },
	{ }
};
MODULE_DEVICE_TABLE(pci, ids);
PCI_DRIVER(ids);
