/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/*
 * Each file here is two modules: with GUILTY one in which the rule finds one thing, without it one
 * in which the rule finds nothing. The comment at its head says what it finds.
 */
#include <linux/i2c.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/usb.h>

MODULE_DESCRIPTION("Device tables to be checked by ko2alias");
MODULE_LICENSE("Dual MIT/GPL");

static inline int probe_pci(struct pci_dev* dev, const struct pci_device_id* id) { return -ENODEV; }

/* A driver that uses the table. */
#define PCI_DRIVER(table)                  \
  static struct pci_driver acme_driver = { \
      .name = KBUILD_MODNAME,              \
      .id_table = table,                   \
      .probe = probe_pci,                  \
  };                                       \
  module_pci_driver(acme_driver)
