// finds: unknown-type: unknown type 'OF', table of 400 bytes: no alias
#include "fixture.h"

static const struct of_device_id ids[] = {
	{ .compatible = "acme,dac1" },
	{ }
};
#ifdef GUILTY
MODULE_DEVICE_TABLE(OF, ids);
#else
MODULE_DEVICE_TABLE(of, ids);
#endif
