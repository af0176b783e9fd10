#ifndef TRACEVEIL_CLZ4_SHIM_H
#define TRACEVEIL_CLZ4_SHIM_H

#include <lz4frame.h>

#endif
