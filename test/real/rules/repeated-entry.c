// finds: repeated-entry: ids[2]: the same as entry 0: pci:v00001D1Dd00000001sv*sd*bc*sc*i*
#include "fixture.h"

static const struct pci_device_id ids[] = {
	{ PCI_DEVICE(0x1d1d, 1) },
	{ PCI_DEVICE(0x1d1d, 2) },
#ifdef GUILTY
	{ PCI_DEVICE(0x1d1d, 1) },
#endif
	{ }
};
MODULE_DEVICE_TABLE(pci, ids);
PCI_DRIVER(ids);
