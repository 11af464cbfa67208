// finds: unexported-table: ids: acme_driver uses this pci table of 1 entry, but no MODULE_DEVICE_TABLE(pci, ids) exports it: its devices do not load the module
#include "fixture.h"

static const struct pci_device_id ids[] = {
	{ PCI_DEVICE(0x1d1d, 1) },
	{ }
};
MODULE_ALIAS("platform:acme");
#ifndef GUILTY
MODULE_ALIAS("pci:v00001D1Dd00000001sv*sd*bc*sc*i*");
#endif
PCI_DRIVER(ids);
