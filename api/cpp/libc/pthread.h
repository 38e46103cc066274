/* Threads. The objects are at least as large as those of any C library in question; they are used by address only, so
 * the difference does not matter. All zero is their initial state but on Apple's systems, where each kind begins with a
 * signature. Attributes have no functions here. */
#ifndef TARE_LIBC_PTHREAD_H_
#define TARE_LIBC_PTHREAD_H_

#include <sched.h>
#include <sys/cdefs.h>
#include <time.h>

#ifdef __APPLE__
#define PTHREAD_MUTEX_INITIALIZER {{0x32aaaba7}}
#define PTHREAD_COND_INITIALIZER {{0x3cb0b1bb}}
#define PTHREAD_RWLOCK_INITIALIZER {{0x2da8b3b4}}
#define PTHREAD_ONCE_INIT {{0x30b1bcba}}
#define PTHREAD_MUTEX_RECURSIVE 2
#else
#define PTHREAD_MUTEX_INITIALIZER {{0}}
#define PTHREAD_COND_INITIALIZER {{0}}
#define PTHREAD_RWLOCK_INITIALIZER {{0}}
#define PTHREAD_ONCE_INIT 0
#define PTHREAD_MUTEX_RECURSIVE 1
#endif

__BEGIN_DECLS
typedef unsigned long pthread_t;
typedef struct {
  long long opaque[8];
} pthread_mutex_t, pthread_cond_t, pthread_attr_t, pthread_mutexattr_t, pthread_condattr_t, pthread_rwlockattr_t;
#ifdef __APPLE__
typedef unsigned long pthread_key_t;
typedef struct {
  long long opaque[25];
} pthread_rwlock_t;
typedef struct {
  long long opaque[2];
} pthread_once_t;
#else
typedef unsigned pthread_key_t;
typedef pthread_mutex_t pthread_rwlock_t;
typedef int pthread_once_t;
#endif

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*start)(void*), void* argument);
int pthread_detach(pthread_t thread);
int pthread_equal(pthread_t a, pthread_t b);
int pthread_join(pthread_t thread, void** result);
pthread_t pthread_self(void);
int pthread_once(pthread_once_t* once, void (*function)(void));

int pthread_cond_broadcast(pthread_cond_t* condition);
int pthread_cond_destroy(pthread_cond_t* condition);
int pthread_cond_init(pthread_cond_t* condition, const pthread_condattr_t* attributes);
int pthread_cond_signal(pthread_cond_t* condition);
int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex, const struct timespec* until);
int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex);

int pthread_key_create(pthread_key_t* key, void (*destructor)(void*));
int pthread_key_delete(pthread_key_t key);
void* pthread_getspecific(pthread_key_t key);
int pthread_setspecific(pthread_key_t key, const void* value);

int pthread_mutex_destroy(pthread_mutex_t* mutex);
int pthread_mutex_init(pthread_mutex_t* mutex, const pthread_mutexattr_t* attributes);
int pthread_mutex_lock(pthread_mutex_t* mutex);
int pthread_mutex_trylock(pthread_mutex_t* mutex);
int pthread_mutex_unlock(pthread_mutex_t* mutex);
int pthread_mutexattr_destroy(pthread_mutexattr_t* attributes);
int pthread_mutexattr_init(pthread_mutexattr_t* attributes);
int pthread_mutexattr_settype(pthread_mutexattr_t* attributes, int type);

int pthread_rwlock_destroy(pthread_rwlock_t* lock);
int pthread_rwlock_rdlock(pthread_rwlock_t* lock);
int pthread_rwlock_unlock(pthread_rwlock_t* lock);
int pthread_rwlock_wrlock(pthread_rwlock_t* lock);
__END_DECLS

#endif /* TARE_LIBC_PTHREAD_H_ */
