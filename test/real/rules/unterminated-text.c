// finds: unterminated-text: ids[0]: name fills its 20 bytes without a NUL
#include "fixture.h"

static const struct i2c_device_id ids[] = {
#ifdef GUILTY
	{ "a-name-of-20-letters" },
#else
	{ "a-name-of-19-letter" },
#endif
	{ }
};
MODULE_DEVICE_TABLE(i2c, ids);
