/* zlib, for deflated data sets (PS3.5, section A.5). */
#if __has_include(<zlib.h>)
#include <zlib.h>
#else
#error "zlib's header not found. Run: make deps   (Debian/Ubuntu: apt-get install zlib1g-dev)"
#endif
