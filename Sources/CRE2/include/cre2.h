#ifndef TRACEVEIL_CRE2_H
#define TRACEVEIL_CRE2_H
#ifdef __cplusplus
extern "C" {
#endif
int cre2_is_valid_pattern(const char *pattern, unsigned long length);
#ifdef __cplusplus
}
#endif
#endif
