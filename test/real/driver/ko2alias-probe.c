// SPDX-License-Identifier: MIT OR GPL-2.0
// A driver for devices that do not exist: its tables are what matters. One holds normal and VFIO override entries.
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/usb.h>

static const struct pci_device_id probe_pci_ids[] = {
	{ PCI_DEVICE(0x1d1d, 0x0001) },
	{ PCI_DEVICE_SUB(0x1d1d, 0x0002, 0x1d1d, 0x00aa), .driver_data = 3 },
	{ PCI_DRIVER_OVERRIDE_DEVICE_VFIO(0x1d1d, 0x0003) },
	{ PCI_DEVICE_CLASS(0x0c0330, 0xffff00) },
	{ PCI_DRIVER_OVERRIDE_DEVICE_VFIO(0x1d1d, 0x0001) },
	{ PCI_DEVICE(0x1d1d, 0x0001), .driver_data = 1 },
	{ }
};
MODULE_DEVICE_TABLE(pci, probe_pci_ids);

static const struct usb_device_id probe_usb_ids[] = {
	{ USB_DEVICE_VER(0x1d6b, 0x0104, 0x0099, 0x0310) },
	{ USB_INTERFACE_INFO(0xff, 0x42, 0x01) },
	{ }
};
MODULE_DEVICE_TABLE(usb, probe_usb_ids);

static const struct platform_device_id probe_platform_ids[] = {
	{ "ko2alias-probe", 0 },
	{ }
};
MODULE_DEVICE_TABLE(platform, probe_platform_ids);

MODULE_ALIAS("ko2alias:by-hand");

static int probe(struct pci_dev *dev, const struct pci_device_id *id)
{
	return -ENODEV;
}

static struct pci_driver probe_driver = {
	.name = "ko2alias_probe",
	.id_table = probe_pci_ids,
	.probe = probe,
};
module_pci_driver(probe_driver);

MODULE_DESCRIPTION("Device tables to be read by ko2alias");
MODULE_LICENSE("Dual MIT/GPL");
