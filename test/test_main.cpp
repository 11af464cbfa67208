// The only place that defines Catch's main: it is slow to compile. Catch2 3 brings it in a library.
#if !__has_include(<catch2/catch_all.hpp>)
#define CATCH_CONFIG_MAIN
#include "kit/catch.h"
#endif
