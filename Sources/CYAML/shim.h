#ifndef TRACEVEIL_CYAML_SHIM_H
#define TRACEVEIL_CYAML_SHIM_H

#include <yaml.h>

#endif
