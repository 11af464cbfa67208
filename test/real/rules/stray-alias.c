// finds: stray-alias: .modinfo: no pci table makes the alias pci:v00001D1Dd00000002sv*sd*bc*sc*i*
#include "fixture.h"

static const struct pci_device_id ids[] = {
	{ PCI_DEVICE(0x1d1d, 1) },
	{ }
};
MODULE_DEVICE_TABLE(pci, ids);
PCI_DRIVER(ids);
#ifdef GUILTY
MODULE_ALIAS("pci:v00001D1Dd00000002sv*sd*bc*sc*i*");
#else
MODULE_ALIAS("platform:acme");
#endif
