/* libarchive, for files inside zip and tar archives. */
#if __has_include(<archive.h>)
#include <archive.h>
#include <archive_entry.h>
#else
#error "libarchive's header not found. Run: make deps   (Debian/Ubuntu: apt-get install libarchive-dev)"
#endif
