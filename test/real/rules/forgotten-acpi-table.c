// finds: forgotten-table: ids: acme_driver uses this acpi table of 2 entries, but no MODULE_DEVICE_TABLE(acpi, ids) exports it: nothing loads the module for its devices (acpi*:ACME0007:*)
#include "fixture.h"
#include <linux/platform_device.h>

/* The generic id in front says nothing of the vendor's own. */
static const struct acpi_device_id ids[] = {
	{ "PNP0501" },
	{ "ACME0007" },
	{ }
};
#ifndef GUILTY
MODULE_DEVICE_TABLE(acpi, ids);
#endif
static int probe(struct platform_device *device) { return -ENODEV; }
static struct platform_driver acme_driver = {
	.driver = { .name = KBUILD_MODNAME, .acpi_match_table = ids },
	.probe = probe,
};
module_platform_driver(acme_driver);
