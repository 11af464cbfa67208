/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/* A driver for qemu's edu device that says with which entry of its table it was probed. */
#include <linux/module.h>
#include <linux/pci.h>

#define EDU_VENDOR 0x1234
#define EDU_DEVICE 0x11e8

static int probe(struct pci_dev* dev, const struct pci_device_id* id) {
  pci_info(dev, KBUILD_MODNAME ": driver_data %lu\n", (unsigned long)id->driver_data);
  dev_set_drvdata(&dev->dev, (void*)id->driver_data);
  return 0;
}

static ssize_t acme_data_show(struct device* dev, struct device_attribute* attr, char* text) {
  return sprintf(text, "%lu\n", (unsigned long)dev_get_drvdata(dev));
}
static DEVICE_ATTR_RO(acme_data);

static struct attribute* acme_attrs[] = {&dev_attr_acme_data.attr, NULL};
ATTRIBUTE_GROUPS(acme);

#define ACME_DRIVER(driver_name, table)                                  \
  MODULE_DEVICE_TABLE(pci, table);                                       \
  static struct pci_driver acme_driver = {                               \
      .name = driver_name,                                               \
      .id_table = table,                                                 \
      .probe = probe,                                                    \
      .dev_groups = acme_groups,                                         \
  };                                                                     \
  module_pci_driver(acme_driver);                                        \
  MODULE_DESCRIPTION("Asks the kernel which entry of a table it takes"); \
  MODULE_LICENSE("Dual MIT/GPL")
