// finds: unknown-override: ids[1]: override_only is 2, a value without a prefix
#include "fixture.h"

static const struct pci_device_id ids[] = {
	{ PCI_DEVICE(0x1d1d, 1) },
#ifdef GUILTY
	{ PCI_DEVICE(0x1d1d, 2), .override_only = 2 },
#else
	{ PCI_DEVICE(0x1d1d, 2), .override_only = 1 },
#endif
	{ }
};
MODULE_DEVICE_TABLE(pci, ids);
PCI_DRIVER(ids);
