// finds: unexported-table: ids: acme_driver uses this pci table of 2 entries, but no MODULE_DEVICE_TABLE(pci, ids) exports it: its devices do not load the module (pci:v00001D1Dd00000002sv*sd*bc*sc*i*)
#include "fixture.h"

static const struct pci_device_id ids[] = {
	{ PCI_DEVICE(0x1d1d, 1) },
	{ PCI_DEVICE(0x1d1d, 2) },
	{ }
};
MODULE_ALIAS("pci:v00001D1Dd00000001sv*sd*bc*sc*i*");
#ifndef GUILTY
MODULE_ALIAS("pci:v00001D1Dd00000002sv*sd*bc*sc*i*");
#endif
PCI_DRIVER(ids);
