#ifndef TRACEVEIL_CLIBDEFLATE_SHIM_H
#define TRACEVEIL_CLIBDEFLATE_SHIM_H

#include <libdeflate.h>

#endif
