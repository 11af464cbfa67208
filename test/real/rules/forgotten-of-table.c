// finds: forgotten-table: ids: acme_driver uses this of table of 2 entries, but no MODULE_DEVICE_TABLE(of, ids) exports it: nothing loads the module for its devices (of:N*T*Cacme,plat and 1 more)
#include "fixture.h"
#include <linux/platform_device.h>

static const struct of_device_id ids[] = {
	{ .compatible = "acme,plat" },
	{ .compatible = "acme,plat2" },
	{ }
};
#ifndef GUILTY
MODULE_DEVICE_TABLE(of, ids);
#endif
static int probe(struct platform_device *device) { return -ENODEV; }
static struct platform_driver acme_driver = {
	.driver = { .name = KBUILD_MODNAME, .of_match_table = ids },
	.probe = probe,
};
module_platform_driver(acme_driver);
