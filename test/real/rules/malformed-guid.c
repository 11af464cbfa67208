// finds: malformed-guid: ids[0]: '8F1F6435-9F42-42C8-BADC' is not a GUID
#include "fixture.h"

static const struct wmi_device_id ids[] = {
#ifdef GUILTY
	{ .guid_string = "8F1F6435-9F42-42C8-BADC" },
#else
	{ .guid_string = "8F1F6435-9F42-42C8-BADC-0E9424F20C9A" },
#endif
	{ }
};
MODULE_DEVICE_TABLE(wmi, ids);
