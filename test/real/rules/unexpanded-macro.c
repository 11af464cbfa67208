// finds: unexpanded-macro: .modinfo: ACME_DEVICE_DAC was not expanded, so no device matches: nd:tACME_DEVICE_DAC*
#include "fixture.h"

#ifndef GUILTY
#define ACME_DEVICE_DAC 5
#endif
MODULE_ALIAS("nd:t" __stringify(ACME_DEVICE_DAC) "*");
