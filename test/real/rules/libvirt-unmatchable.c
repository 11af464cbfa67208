// finds: libvirt-unmatchable: ids[0]: libvirt compares fields as strings and never matches 'i02*': vfio_pci:v00001D1Dd*sv*sd*bc01sc08i02*
#include "fixture.h"

static const struct pci_device_id ids[] = {
	{ .vendor = 0x1d1d, .device = PCI_ANY_ID, .subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID,
#ifdef GUILTY
	  .class = 0x010802, .class_mask = 0xffffff, .override_only = 1 },
#else
	  .class = 0x010802, .class_mask = 0xffff00, .override_only = 1 },
#endif
	{ }
};
MODULE_DEVICE_TABLE(pci, ids);
PCI_DRIVER(ids);
