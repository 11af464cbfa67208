// finds: inexpressible-mask: ids[0]: class_mask 0x00fe0000 cuts through a byte of the class
#include "fixture.h"

static const struct pci_device_id ids[] = {
#ifdef GUILTY
	{ PCI_DEVICE_CLASS(0x020000, 0xfe0000) },
#else
	{ PCI_DEVICE_CLASS(0x020000, 0xff0000) },
#endif
	{ PCI_DEVICE(0x1d1d, 1) },
	{ }
};
MODULE_DEVICE_TABLE(pci, ids);
PCI_DRIVER(ids);
