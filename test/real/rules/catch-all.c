// finds: catch-all: ids[1]: matches every device of the bus: pci:v*d*sv*sd*bc*sc*i*
// against: catch-all-over: ids[1]: takes the devices of
#include "fixture.h"

static const struct pci_device_id ids[] = {
	{ PCI_DEVICE(0x1d1d, 1) },
#ifdef GUILTY
	{ PCI_DEVICE(PCI_ANY_ID, PCI_ANY_ID) },
#else
	{ PCI_DEVICE(PCI_ANY_ID, PCI_ANY_ID), .override_only = 1 },
#endif
	{ }
};
MODULE_DEVICE_TABLE(pci, ids);
PCI_DRIVER(ids);
