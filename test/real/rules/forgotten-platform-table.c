// finds: forgotten-table: ids: acme_driver uses this platform table of 1 entry, but no MODULE_DEVICE_TABLE(platform, ids) exports it: nothing loads the module for its devices (platform:acme-dac)
#include "fixture.h"
#include <linux/platform_device.h>

static const struct platform_device_id ids[] = {
	{ "acme-dac" },
	{ }
};
#ifndef GUILTY
MODULE_DEVICE_TABLE(platform, ids);
#endif
static int probe(struct platform_device *device) { return -ENODEV; }
static struct platform_driver acme_driver = {
	.driver = { .name = KBUILD_MODNAME },
	.id_table = ids,
	.probe = probe,
};
module_platform_driver(acme_driver);
