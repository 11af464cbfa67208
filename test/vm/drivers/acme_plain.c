// SPDX-License-Identifier: MIT OR GPL-2.0
// A table that does not have the device: it gets it by new_id.
#include "acme.h"

static const struct pci_device_id ids[] = {
	{ PCI_DEVICE(EDU_VENDOR, 0xffff), .driver_data = 9 },
	{ }
};
ACME_DRIVER("acme-plain-pci", ids);
