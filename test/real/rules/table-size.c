// object: table-size: size 8 is not a multiple of the pci entry size 40
#include "fixture.h"

static const struct serio_device_id ids[] = {
	{ .type = 1 },
	{ }
};
#ifdef GUILTY
MODULE_DEVICE_TABLE(pci, ids);
#else
MODULE_DEVICE_TABLE(serio, ids);
#endif
