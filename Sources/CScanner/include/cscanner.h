#ifndef TRACEVEIL_CSCANNER_H
#define TRACEVEIL_CSCANNER_H
int cscanner_version(void);
#endif
