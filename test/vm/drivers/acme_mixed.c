// SPDX-License-Identifier: MIT OR GPL-2.0
// A normal entry behind one for overrides only.
#include "acme.h"

static const struct pci_device_id ids[] = {
	{ PCI_DRIVER_OVERRIDE_DEVICE_VFIO(EDU_VENDOR, EDU_DEVICE), .driver_data = 3 },
	{ PCI_DEVICE(EDU_VENDOR, EDU_DEVICE), .driver_data = 5 },
	{ }
};
ACME_DRIVER("acme-mixed-pci", ids);
