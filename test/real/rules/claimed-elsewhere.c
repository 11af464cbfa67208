// against: claimed-elsewhere: e1000e claims the same devices: pci:v00008086d000010D3sv*sd*bc*sc*i* of pci:v00008086d000010D3sv*sd*bc*sc*i*; modprobe loads
#include "fixture.h"

static const struct pci_device_id ids[] = {
#ifdef GUILTY
	{ PCI_DEVICE(0x8086, 0x10d3) },
#endif
	{ PCI_DEVICE(0x1d1d, 1) },
	{ }
};
MODULE_DEVICE_TABLE(pci, ids);
PCI_DRIVER(ids);
