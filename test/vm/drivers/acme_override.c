// SPDX-License-Identifier: MIT OR GPL-2.0
// One entry for overrides only, as a VFIO variant driver has it. The driver is not called like its module.
#include "acme.h"

static const struct pci_device_id ids[] = {
	{ PCI_DRIVER_OVERRIDE_DEVICE_VFIO(EDU_VENDOR, EDU_DEVICE), .driver_data = 7 },
	{ }
};
ACME_DRIVER("acme-override-pci", ids);
