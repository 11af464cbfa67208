// finds: placeholder-id: ids[0]: vendor DEAD looks invented: usb:vDEADpBEEFd*dc*dsc*dp*ic*isc*ip*in*
#include "fixture.h"

static const struct usb_device_id ids[] = {
#ifdef GUILTY
	{ USB_DEVICE(0xdead, 0xbeef) },
#else
	{ USB_DEVICE(0x1d1d, 0xbeef) },
#endif
	{ }
};
MODULE_DEVICE_TABLE(usb, ids);
