#ifndef TRACEVEIL_COTLP_H
#define TRACEVEIL_COTLP_H

#include "../arena.h"
#include "../descriptors.h"
#include "../generated/any.pb-c.h"
#include "../generated/common.pb-c.h"
#include "../generated/logs.pb-c.h"
#include "../generated/logs_service.pb-c.h"
#include "../generated/metrics.pb-c.h"
#include "../generated/metrics_service.pb-c.h"
#include "../generated/resource.pb-c.h"
#include "../generated/status.pb-c.h"
#include "../generated/trace.pb-c.h"
#include "../generated/trace_service.pb-c.h"

#endif
