#include "cscanner.h"
int cscanner_version(void) { return 1; }
