// finds: impossible-alias: .modinfo: no pci device can match: pci:v00001d1dd00000001sv*sd*bc*sc*i*
#include "fixture.h"

#ifdef GUILTY
MODULE_ALIAS("pci:v00001d1dd00000001sv*sd*bc*sc*i*");
#else
MODULE_ALIAS("pci:v00001D1Dd00000001sv*sd*bc*sc*i*");
#endif
