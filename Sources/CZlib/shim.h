#ifndef TRACEVEIL_CZLIB_SHIM_H
#define TRACEVEIL_CZLIB_SHIM_H

#include <zlib.h>

/* deflateInit2 and inflateInit2 are macros that carry the version and the size
 * of z_stream; Swift cannot call them. Window bits of 15 + 16 mean gzip, negative
 * ones deflate without anything round it. */
static inline int czlib_deflate_init_gzip(z_streamp stream, int level, int memory_level) {
  return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, memory_level, Z_DEFAULT_STRATEGY);
}

static inline int czlib_deflate_init_raw(z_streamp stream, int level, int memory_level) {
  return deflateInit2(stream, level, Z_DEFLATED, -15, memory_level, Z_DEFAULT_STRATEGY);
}

static inline int czlib_inflate_init_gzip(z_streamp stream) {
  return inflateInit2(stream, 15 + 16);
}

static inline int czlib_inflate_init_zlib(z_streamp stream) {
  return inflateInit2(stream, 15);
}

static inline int czlib_inflate_init_raw(z_streamp stream) {
  return inflateInit2(stream, -15);
}

#endif
