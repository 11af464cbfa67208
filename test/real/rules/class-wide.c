// finds: class-wide: ids[0]: matches a whole class of devices: pci:v*d*sv*sd*bc0Csc03i30*
#include "fixture.h"

static const struct pci_device_id ids[] = {
#ifdef GUILTY
	{ PCI_DEVICE_CLASS(0x0c0330, 0xffffff) },
#else
	{ .vendor = 0x1d1d, .device = PCI_ANY_ID, .subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID,
	  .class = 0x0c0330, .class_mask = 0xffffff },
#endif
	{ }
};
MODULE_DEVICE_TABLE(pci, ids);
PCI_DRIVER(ids);
