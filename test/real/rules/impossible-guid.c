// finds: impossible-alias: .modinfo: no wmi device can match: wmi:67c3371d-95a3-4c37-bb61-dd47b491daab
#include "fixture.h"

#ifdef GUILTY
MODULE_ALIAS("wmi:67c3371d-95a3-4c37-bb61-dd47b491daab");
#else
MODULE_ALIAS("wmi:67C3371D-95A3-4C37-BB61-DD47B491DAAB");
#endif
