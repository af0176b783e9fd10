#ifndef TRACEVEIL_CPROTOBUFC_SHIM_H
#define TRACEVEIL_CPROTOBUFC_SHIM_H

#include <protobuf-c/protobuf-c.h>

#endif
