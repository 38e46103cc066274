/* Memory and text. */
#ifndef TARE_LIBC_STRING_H_
#define TARE_LIBC_STRING_H_

#include <stddef.h>
#include <strings.h>
#include <sys/cdefs.h>

__BEGIN_DECLS
void* memccpy(void* to, const void* from, int c, size_t n);
void* memchr(const void* s, int c, size_t n);
int memcmp(const void* a, const void* b, size_t n);
void* memcpy(void* to, const void* from, size_t n);
void* memmove(void* to, const void* from, size_t n);
void* memset(void* to, int c, size_t n);
char* strcat(char* to, const char* from);
char* strchr(const char* s, int c);
int strcmp(const char* a, const char* b);
int strcoll(const char* a, const char* b);
char* strcpy(char* to, const char* from);
size_t strcspn(const char* s, const char* set);
char* strdup(const char* s);
char* strerror(int error);
size_t strlen(const char* s);
char* strncat(char* to, const char* from, size_t n);
int strncmp(const char* a, const char* b, size_t n);
char* strncpy(char* to, const char* from, size_t n);
char* strndup(const char* s, size_t n);
size_t strnlen(const char* s, size_t n);
char* strpbrk(const char* s, const char* set);
char* strrchr(const char* s, int c);
size_t strspn(const char* s, const char* set);
char* strstr(const char* s, const char* part);
char* strtok(char* s, const char* set);
char* strtok_r(char* s, const char* set, char** state);
size_t strxfrm(char* to, const char* from, size_t n);
__END_DECLS

#endif /* TARE_LIBC_STRING_H_ */
