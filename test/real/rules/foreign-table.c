// finds: foreign-table: makes sense as a table of type of, but not of type i2c
#include "fixture.h"

/* 4 entries of 200 bytes: modpost takes them for 25 of 32. */
static const struct of_device_id ids[] = {
	{ .compatible = "acme,mcu" },
	{ .compatible = "acme,mcu-v2" },
	{ .compatible = "acme,mcu-v3" },
	{ }
};
#ifdef GUILTY
MODULE_DEVICE_TABLE(i2c, ids);
#else
MODULE_DEVICE_TABLE(of, ids);
#endif
