#ifndef TRACEVEIL_CZSTD_SHIM_H
#define TRACEVEIL_CZSTD_SHIM_H

#include <zstd.h>
#include <zstd_errors.h>

#endif
