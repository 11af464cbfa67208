// finds: shadowed-entry-same-data: ids[1]: never used: entry 0 matches all its devices (pci:v00001D1Dd*sv*sd*bc*sc*i*), with the same driver data
#include "fixture.h"

static const struct pci_device_id ids[] = {
#ifdef GUILTY
	{ PCI_DEVICE(0x1d1d, PCI_ANY_ID), .driver_data = 7 },
	{ PCI_DEVICE(0x1d1d, 1), .driver_data = 7 },
#else
	{ PCI_DEVICE(0x1d1d, 1), .driver_data = 7 },
	{ PCI_DEVICE(0x1d1d, PCI_ANY_ID), .driver_data = 7 },
#endif
	{ }
};
MODULE_DEVICE_TABLE(pci, ids);
PCI_DRIVER(ids);
