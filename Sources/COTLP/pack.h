/* Writes a message of protobuf-c as bytes, in one pass. */
#ifndef TRACEVEIL_COTLP_PACK_H
#define TRACEVEIL_COTLP_PACK_H

#include <protobuf-c/protobuf-c.h>
#include <stddef.h>
#include <stdint.h>

/* Fills `buffer` from its end to its beginning with what protobuf_c_message_pack would write, and answers how many
 * bytes that are; the message is the last of the buffer. SIZE_MAX when it does not fit.
 *
 * Unknown fields are left out. */
size_t otlp_pack(const ProtobufCMessage *message, uint8_t *buffer, size_t capacity);

#endif
