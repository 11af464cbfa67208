// finds: forgotten-table: ids: acme_driver uses this pci table of 2 entries, but no MODULE_DEVICE_TABLE(pci, ids) exports it: nothing loads the module for its devices (pci:v00001D1Dd00000001sv*sd*bc*sc*i* and 1 more)
#include "fixture.h"

static const struct pci_device_id ids[] = {
	{ PCI_DEVICE(0x1d1d, 1) },
	{ PCI_DEVICE(0x1d1d, 2) },
	{ }
};
#ifndef GUILTY
MODULE_DEVICE_TABLE(pci, ids);
#endif
PCI_DRIVER(ids);
