// finds: unexported-table: of_ids: acme_driver uses this of table of 1 entry, but no MODULE_DEVICE_TABLE(of, of_ids) exports it: its devices do not load the module (of:N*T*Cacme,dac7)
#include "fixture.h"

static const struct of_device_id of_ids[] = {
	{ .compatible = "acme,dac7" },
	{ }
};
static const struct i2c_device_id ids[] = {
	{ "dac7" },
	{ }
};
MODULE_DEVICE_TABLE(i2c, ids);
#ifndef GUILTY
MODULE_DEVICE_TABLE(of, of_ids);
#endif
static struct i2c_driver acme_driver = {
	.driver = { .name = KBUILD_MODNAME, .of_match_table = of_ids },
	.id_table = ids,
};
module_i2c_driver(acme_driver);
