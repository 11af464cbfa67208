// finds: repeated-alias: .modinfo: holds an alias once more than the tables make it: pci:v00001D1Dd00000001sv*sd*bc*sc*i*
#include "fixture.h"

static const struct pci_device_id ids[] = {
	{ PCI_DEVICE(0x1d1d, 1) },
	{ }
};
MODULE_DEVICE_TABLE(pci, ids);
PCI_DRIVER(ids);
#ifdef GUILTY
MODULE_ALIAS("pci:v00001D1Dd00000001sv*sd*bc*sc*i*");
#endif
