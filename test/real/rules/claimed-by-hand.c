// against: claimed-elsewhere: acer_wmi claims the same devices: wmi:67C3371D-95A3-4C37-BB61-DD47B491DAAB of wmi:67C3371D-95A3-4C37-BB61-DD47B491DAAB; modprobe loads
#include "fixture.h"

/* A fork that keeps the aliases of the driver it was made from. */
#ifdef GUILTY
MODULE_ALIAS("wmi:67C3371D-95A3-4C37-BB61-DD47B491DAAB");
#endif
MODULE_ALIAS("wmi:00000000-95A3-4C37-BB61-DD47B491DAAB");
