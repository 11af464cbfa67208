// SPDX-License-Identifier: MIT OR GPL-2.0
// A VFIO variant driver for qemu's e1000e card, which adds nothing to what vfio_pci_core does.
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/vfio_pci_core.h>

static int open_device(struct vfio_device *device)
{
	struct vfio_pci_core_device *core = container_of(device, struct vfio_pci_core_device, vdev);
	int failure = vfio_pci_core_enable(core);

	if (!failure)
		vfio_pci_core_finish_enable(core);
	return failure;
}

static const struct vfio_device_ops operations = {
	.name = "acme-variant-pci",
	.init = vfio_pci_core_init_dev,
	.release = vfio_pci_core_release_dev,
	.open_device = open_device,
	.close_device = vfio_pci_core_close_device,
	.ioctl = vfio_pci_core_ioctl,
	.read = vfio_pci_core_read,
	.write = vfio_pci_core_write,
	.mmap = vfio_pci_core_mmap,
#if IS_ENABLED(CONFIG_IOMMUFD)
	.bind_iommufd = vfio_iommufd_physical_bind,
	.unbind_iommufd = vfio_iommufd_physical_unbind,
	.attach_ioas = vfio_iommufd_physical_attach_ioas,
	.detach_ioas = vfio_iommufd_physical_detach_ioas,
#endif
};

static int probe(struct pci_dev *dev, const struct pci_device_id *id)
{
	struct vfio_pci_core_device *core =
		vfio_alloc_device(vfio_pci_core_device, vdev, &dev->dev, &operations);
	int failure;

	if (IS_ERR(core))
		return PTR_ERR(core);
	dev_set_drvdata(&dev->dev, core);
	failure = vfio_pci_core_register_device(core);
	if (failure)
		vfio_put_device(&core->vdev);
	return failure;
}

static void remove(struct pci_dev *dev)
{
	struct vfio_pci_core_device *core = dev_get_drvdata(&dev->dev);

	vfio_pci_core_unregister_device(core);
	vfio_put_device(&core->vdev);
}

static const struct pci_device_id ids[] = {
	{ PCI_DRIVER_OVERRIDE_DEVICE_VFIO(0x8086, 0x10d3) },
	{ }
};
MODULE_DEVICE_TABLE(pci, ids);

static struct pci_driver acme_driver = {
	.name = "acme-variant-pci",
	.id_table = ids,
	.probe = probe,
	.remove = remove,
	.driver_managed_dma = true,
};
module_pci_driver(acme_driver);

MODULE_DESCRIPTION("The least that a VFIO variant driver is");
MODULE_LICENSE("Dual MIT/GPL");
