/* protobuf-c packs a nested message in front of where it belongs and moves it once its length is known, on every
 * level, and finds out the size of the whole before. From the end to the beginning, every length is known when it
 * is written, and every byte is written once. */
#include "pack.h"

#include "generated/common.pb-c.h"

#include <stdbool.h>
#include <string.h>

/* What is written lies behind `at`; `start` is as far as it may go. */
typedef struct {
  uint8_t *start, *at;
} writer;

enum { VARINT = 0, FIXED_64 = 1, PREFIXED = 2, FIXED_32 = 5, LONGEST_VARINT = 10 };

static bool put_bytes(writer *out, const void *bytes, size_t count) {
  if ((size_t)(out->at - out->start) < count) return false;
  out->at -= count;
  if (count > 0) memcpy(out->at, bytes, count);
  return true;
}

static bool put_varint(writer *out, uint64_t value) {
  uint8_t bytes[LONGEST_VARINT];
  size_t count = 0;
  if (value < 0x80 && out->at > out->start) {
    *--out->at = (uint8_t)value;
    return true;
  }
  while (value >= 0x80) {
    bytes[count++] = (uint8_t)(value | 0x80);
    value >>= 7;
  }
  bytes[count++] = (uint8_t)value;
  return put_bytes(out, bytes, count);
}

static bool put_tag(writer *out, const ProtobufCFieldDescriptor *field, unsigned wire_type) {
  return put_varint(out, (uint64_t)field->id << 3 | wire_type);
}

/* Little endian, as nearly all machines have it. */
static bool put_fixed(writer *out, const void *value, size_t count) {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  uint8_t bytes[8];
  for (size_t i = 0; i < count; i++) bytes[i] = ((const uint8_t *)value)[count - 1 - i];
  return put_bytes(out, bytes, count);
#else
  return put_bytes(out, value, count);
#endif
}

static uint64_t zigzag(int64_t value) { return (uint64_t)value << 1 ^ (uint64_t)(value >> 63); }

static unsigned wire_type_of(ProtobufCType type) {
  switch (type) {
    case PROTOBUF_C_TYPE_FIXED32:
    case PROTOBUF_C_TYPE_SFIXED32:
    case PROTOBUF_C_TYPE_FLOAT: return FIXED_32;
    case PROTOBUF_C_TYPE_FIXED64:
    case PROTOBUF_C_TYPE_SFIXED64:
    case PROTOBUF_C_TYPE_DOUBLE: return FIXED_64;
    case PROTOBUF_C_TYPE_STRING:
    case PROTOBUF_C_TYPE_BYTES:
    case PROTOBUF_C_TYPE_MESSAGE: return PREFIXED;
    default: return VARINT;
  }
}

static size_t size_of(ProtobufCType type) {
  switch (type) {
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64:
    case PROTOBUF_C_TYPE_SFIXED64:
    case PROTOBUF_C_TYPE_DOUBLE: return 8;
    case PROTOBUF_C_TYPE_BOOL: return sizeof(protobuf_c_boolean);
    case PROTOBUF_C_TYPE_STRING:
    case PROTOBUF_C_TYPE_MESSAGE: return sizeof(void *);
    case PROTOBUF_C_TYPE_BYTES: return sizeof(ProtobufCBinaryData);
    default: return 4;
  }
}

static bool put_scalar(writer *out, ProtobufCType type, const void *value) {
  switch (type) {
    case PROTOBUF_C_TYPE_ENUM:
    case PROTOBUF_C_TYPE_INT32: return put_varint(out, (uint64_t)(int64_t)*(const int32_t *)value);
    case PROTOBUF_C_TYPE_SINT32: return put_varint(out, zigzag(*(const int32_t *)value));
    case PROTOBUF_C_TYPE_UINT32: return put_varint(out, *(const uint32_t *)value);
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_UINT64: return put_varint(out, *(const uint64_t *)value);
    case PROTOBUF_C_TYPE_SINT64: return put_varint(out, zigzag(*(const int64_t *)value));
    case PROTOBUF_C_TYPE_BOOL: return put_varint(out, *(const protobuf_c_boolean *)value != 0);
    default: return put_fixed(out, value, size_of(type));
  }
}

static bool put_message(writer *out, const ProtobufCMessage *message);

/* A value with its length, where it has one. */
static bool put_value(writer *out, ProtobufCType type, const void *value) {
  const uint8_t *end = out->at;
  switch (type) {
    case PROTOBUF_C_TYPE_STRING: {
      const char *text = *(const char *const *)value;
      size_t length = text == NULL ? 0 : strlen(text);
      return put_bytes(out, text, length) && put_varint(out, length);
    }
    case PROTOBUF_C_TYPE_BYTES: {
      const ProtobufCBinaryData *data = value;
      return put_bytes(out, data->data, data->len) && put_varint(out, data->len);
    }
    case PROTOBUF_C_TYPE_MESSAGE: {
      const ProtobufCMessage *message = *(const ProtobufCMessage *const *)value;
      return (message == NULL || put_message(out, message)) && put_varint(out, (uint64_t)(end - out->at));
    }
    default: return put_scalar(out, type, value);
  }
}

static bool put_field(writer *out, const ProtobufCFieldDescriptor *field, const void *value) {
  return put_value(out, field->type, value) && put_tag(out, field, wire_type_of(field->type));
}

static bool put_repeated(writer *out, const ProtobufCFieldDescriptor *field, const char *values, size_t count) {
  size_t size = size_of(field->type);
  bool is_packed = (field->flags & PROTOBUF_C_FIELD_FLAG_PACKED) != 0;
  const uint8_t *end = out->at;
  for (size_t left = count; left > 0; left--) {
    const char *value = values + (left - 1) * size;
    if (!(is_packed ? put_scalar(out, field->type, value) : put_field(out, field, value))) return false;
  }
  if (!is_packed || count == 0) return true;
  return put_varint(out, (uint64_t)(end - out->at)) && put_tag(out, field, PREFIXED);
}

/* Whether a field without presence has its default value, which is not sent. */
static bool is_default(ProtobufCType type, const void *value) {
  switch (type) {
    case PROTOBUF_C_TYPE_STRING: {
      const char *text = *(const char *const *)value;
      return text == NULL || *text == '\0';
    }
    case PROTOBUF_C_TYPE_BYTES: return ((const ProtobufCBinaryData *)value)->len == 0;
    case PROTOBUF_C_TYPE_MESSAGE: return *(const void *const *)value == NULL;
    case PROTOBUF_C_TYPE_FLOAT: return *(const float *)value == 0;
    case PROTOBUF_C_TYPE_DOUBLE: return *(const double *)value == 0;
    case PROTOBUF_C_TYPE_BOOL: return *(const protobuf_c_boolean *)value == 0;
    default: return size_of(type) == 8 ? *(const uint64_t *)value == 0 : *(const uint32_t *)value == 0;
  }
}

/* Whether a field that knows if it is set is. `quantifier` holds the number of the field that is set, or a flag. */
static bool is_set(const ProtobufCFieldDescriptor *field, const void *value, const void *quantifier) {
  if ((field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) != 0 && *(const uint32_t *)quantifier != field->id) return false;
  if (field->type == PROTOBUF_C_TYPE_MESSAGE || field->type == PROTOBUF_C_TYPE_STRING) {
    const void *pointer = *(const void *const *)value;
    return pointer != NULL && pointer != field->default_value;
  }
  return (field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) != 0 || *(const protobuf_c_boolean *)quantifier != 0;
}

/* Half of all messages are values of attributes. One of their fields is set at most, and where it is in the list
 * follows from its number, so the others need not be looked at. */
static bool put_any_value(writer *out, const Opentelemetry__Proto__Common__V1__AnyValue *value) {
  const ProtobufCMessageDescriptor *descriptor = value->base.descriptor;
  unsigned index = (unsigned)value->value_case - 1;
  if (index >= descriptor->n_fields || descriptor->fields[index].id != index + 1) return true;
  const ProtobufCFieldDescriptor *field = &descriptor->fields[index];
  const char *start = (const char *)value;
  const char *member = start + field->offset;
  return !is_set(field, member, start + field->quantifier_offset) || put_field(out, field, member);
}

static bool put_message(writer *out, const ProtobufCMessage *message) {
  const ProtobufCMessageDescriptor *descriptor = message->descriptor;
  if (descriptor == &opentelemetry__proto__common__v1__any_value__descriptor)
    return put_any_value(out, (const Opentelemetry__Proto__Common__V1__AnyValue *)message);
  for (unsigned left = descriptor->n_fields; left > 0; left--) {
    const ProtobufCFieldDescriptor *field = &descriptor->fields[left - 1];
    const char *value = (const char *)message + field->offset;
    const char *quantifier = (const char *)message + field->quantifier_offset;
    bool is_done = true;
    if (field->label == PROTOBUF_C_LABEL_REPEATED) {
      size_t count = *(const size_t *)quantifier;
      if (count > 0) is_done = put_repeated(out, field, *(const char *const *)value, count);
    } else if (field->label == PROTOBUF_C_LABEL_REQUIRED) {
      is_done = put_field(out, field, value);
    } else if (field->label == PROTOBUF_C_LABEL_OPTIONAL || (field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) != 0) {
      if (is_set(field, value, quantifier)) is_done = put_field(out, field, value);
    } else if (!is_default(field->type, value)) {
      is_done = put_field(out, field, value);
    }
    if (!is_done) return false;
  }
  return true;
}

size_t otlp_pack(const ProtobufCMessage *message, uint8_t *buffer, size_t capacity) {
  writer out = {buffer, buffer + capacity};
  return put_message(&out, message) ? (size_t)(buffer + capacity - out.at) : SIZE_MAX;
}
