// finds: shadowed-entry: ids[2]: never used: entry 0 matches all its devices (pci:v00001D1Dd00000001sv*sd*bc*sc*i*) and gives the driver boards instead of boards+0x8
#include "fixture.h"

struct board {
	int queues, ports;
};

static const struct board boards[] = { { 1, 2 }, { 3, 4 } };

static const struct pci_device_id ids[] = {
	{ PCI_DEVICE(0x1d1d, 1), .driver_data = (kernel_ulong_t)&boards[0] },
	{ PCI_DEVICE(0x1d1d, 2), .driver_data = (kernel_ulong_t)&boards[1] },
#ifdef GUILTY
	{ PCI_DEVICE(0x1d1d, 1), .driver_data = (kernel_ulong_t)&boards[1] },
#else
	{ PCI_DEVICE(0x1d1d, 1), .driver_data = (kernel_ulong_t)&boards[0] },
#endif
	{ }
};
MODULE_DEVICE_TABLE(pci, ids);
PCI_DRIVER(ids);
