// finds: shadowed-entry: ids[1]: never used: entry 0 matches all its devices (usb:v1D1Dp0001d*dc*dsc*dp*ic*isc*ip*in*) and gives the driver 0x1 instead of 0x2
#include "fixture.h"

static const struct usb_device_id ids[] = {
#ifdef GUILTY
	{ USB_DEVICE(0x1d1d, 1), .driver_info = 1 },
	{ USB_DEVICE_VER(0x1d1d, 1, 0x0100, 0x0200), .driver_info = 2 },
#else
	{ USB_DEVICE_VER(0x1d1d, 1, 0x0100, 0x0200), .driver_info = 2 },
	{ USB_DEVICE(0x1d1d, 1), .driver_info = 1 },
#endif
	{ }
};
MODULE_DEVICE_TABLE(usb, ids);
