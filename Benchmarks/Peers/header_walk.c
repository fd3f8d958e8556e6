/* The limit of a header scan: open, read, walk the tags up to pixel data without allocating, close.
 *
 * usage: header_walk BYTES LIST
 * prints: files, CPU seconds, and the sum over all files of length of Study Instance UID + length of SOP Instance UID
 *         (both without padding) + Rows + Columns
 *
 * Reads BYTES (4096 to 65536) at a time and jumps over values that reach beyond, so that a header that fits costs one
 * read and one of any length will do. Takes Part 10 files in explicit and implicit VR little endian and keeps
 * pointer and length of the wanted values as they are in the file. It trusts files more than a product may: that
 * makes it the limit.
 */

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "wanted.h"

enum { PIXEL_DATA = 0x7FE00010, ITEM = 0xFFFEE000, ITEM_END = 0xFFFEE00D, SEQUENCE_END = 0xFFFEE0DD };
enum { SMALLEST_WINDOW = 4096, LARGEST_WINDOW = 65536, LONGEST_VALUE = 256, DEEPEST = 64 };
#define UNDEFINED 0xFFFFFFFFu

struct value {
    const unsigned char *bytes;
    uint32_t length;
};

struct element {
    uint32_t tag, length;
    unsigned head;   /* bytes of tag, VR and length */
    int nested;      /* of undefined length: items follow */
    int implicit;    /* those items are implicit VR, as in UN (PS3.5, section 6.2.2) */
};

static volatile uint64_t sink; /* keeps the compiler from leaving out values that nobody prints */

static inline uint16_t u16(const unsigned char *at) { uint16_t v; memcpy(&v, at, 2); return v; }
static inline uint32_t u32(const unsigned char *at) { uint32_t v; memcpy(&v, at, 4); return v; }

#define VR(a, b) ((a) | (b) << 8)

static inline int has_long_length(unsigned vr)
{
    switch (vr) {
    case VR('O', 'B'): case VR('O', 'W'): case VR('O', 'F'): case VR('O', 'D'): case VR('O', 'L'): case VR('O', 'V'):
    case VR('S', 'Q'): case VR('U', 'N'): case VR('U', 'T'): case VR('U', 'C'): case VR('U', 'R'): case VR('S', 'V'):
    case VR('U', 'V'): return 1;
    default: return 0;
    }
}

/* The head of the element at `at`, where at least 12 bytes can be read. */
static inline struct element element_at(const unsigned char *at, int explicit_vr)
{
    struct element e = {(uint32_t)u16(at) << 16 | u16(at + 2), 0, 8, 0, 0};
    if (!explicit_vr || e.tag >> 16 == 0xFFFE) {
        e.length = u32(at + 4);
    } else {
        const unsigned vr = u16(at + 4);
        if (has_long_length(vr)) {
            e.length = u32(at + 8);
            e.head = 12;
            e.implicit = vr == VR('U', 'N');
        } else {
            e.length = u16(at + 6);
        }
    }
    e.nested = e.length == UNDEFINED;
    return e;
}

static inline uint32_t trimmed(struct value v)
{
    while (v.length > 0 && (v.bytes[v.length - 1] == 0 || v.bytes[v.length - 1] == ' ')) --v.length;
    return v.length;
}

/* What all programs agree on; everything else that was found goes into the sink. */
static uint64_t answer(const struct value *found)
{
    uint64_t bytes = 0;
    for (int i = 0; i < WANTED_COUNT; ++i) bytes += found[i].length;
    sink += bytes;
    const struct value study = found[STUDY_INSTANCE_UID], instance = found[SOP_INSTANCE_UID];
    const struct value rows = found[ROWS], columns = found[COLUMNS];
    if (rows.length != 2 || columns.length != 2) return 0;
    return trimmed(study) + trimmed(instance) + u16(rows.bytes) + u16(columns.bytes);
}

/* The part of a file that is in memory, and the values found so far. */
struct window {
    int file;
    size_t size, have, at; /* bytes a read asks for, bytes it got, place of the walk */
    uint64_t base;         /* offset in the file of the first byte */
    int found_count, kept_count;
    struct value found[WANTED_COUNT];
    unsigned char *bytes;
};

static unsigned char buffer[LARGEST_WINDOW], kept[WANTED_COUNT][LONGEST_VALUE];

/* Reads on from where the walk is; values that point into the window are copied before. */
static void move(struct window *w)
{
    for (; w->kept_count < w->found_count; ++w->kept_count) {
        struct value *v = &w->found[w->kept_count];
        if (v->bytes) v->bytes = memcpy(kept[w->kept_count], v->bytes, v->length);
    }
    w->base += w->at;
    w->at = 0;
    const ssize_t got = pread(w->file, w->bytes, w->size, (off_t)w->base);
    w->have = got > 0 ? (size_t)got : 0;
}

/* Walks File Meta Information; 0 if this is no Part 10 file. */
static int walk_meta(struct window *w, int *explicit_vr)
{
    if (w->have < 132 + 12 || memcmp(w->bytes + 128, "DICM", 4) != 0) return 0;
    w->at = 132;
    while (w->at + 12 <= w->have && u16(w->bytes + w->at) == 2) {
        const struct element e = element_at(w->bytes + w->at, 1);
        if (e.tag == 0x00020010) {
            const struct value syntax = {w->bytes + w->at + e.head, e.length};
            *explicit_vr = trimmed(syntax) != 17; /* 1.2.840.10008.1.2 is the only one of 17 characters */
        }
        w->at += e.head + (size_t)e.length;
    }
    return 1;
}

static void walk_data_set(struct window *w, int explicit_vr)
{
    int depth = 0, next = 0, implicit_from = DEEPEST;
    for (;;) {
        if (w->at + 12 > w->have) {
            move(w);
            if (w->have < 12) return;
        }
        const struct element e = element_at(w->bytes + w->at, explicit_vr && depth < implicit_from);
        if (depth == 0) {
            if (e.tag >= PIXEL_DATA) return;
            while (next < WANTED_COUNT && WANTED[next] < e.tag) ++next;
            if (next < WANTED_COUNT && WANTED[next] == e.tag && e.length <= LONGEST_VALUE) {
                if (w->at + e.head + e.length > w->have) {
                    move(w);
                    if (e.head + e.length > w->have) return;
                }
                w->found[next].bytes = w->bytes + w->at + e.head;
                w->found[next].length = e.length;
                w->found_count = next + 1;
            }
        } else if (e.tag == ITEM_END || e.tag == SEQUENCE_END) {
            if (--depth < implicit_from) implicit_from = DEEPEST;
            w->at += e.head;
            continue;
        }
        w->at += e.head;
        if (!e.nested) {
            w->at += e.length;
        } else if (++depth == DEEPEST) {
            return;
        } else if (e.implicit && depth < implicit_from) {
            implicit_from = depth;
        }
    }
}

static uint64_t scan(const char *path, size_t size)
{
    struct window w = {.file = open(path, O_RDONLY | O_CLOEXEC), .size = size, .bytes = buffer};
    if (w.file < 0) return 0;
    int explicit_vr = 1;
    const ssize_t got = read(w.file, w.bytes, size);
    w.have = got > 0 ? (size_t)got : 0;
    if (walk_meta(&w, &explicit_vr)) walk_data_set(&w, explicit_vr);
    close(w.file);
    return answer(w.found);
}

/* The lines of a file, each ended by zero, in one block of memory. */
static char *lines(const char *path, size_t *size)
{
    FILE *list = fopen(path, "r");
    struct stat status;
    if (!list || fstat(fileno(list), &status) != 0) return NULL;
    *size = (size_t)status.st_size;
    char *text = malloc(*size + 1);
    if (text && fread(text, 1, *size, list) == *size) {
        text[*size] = 0;
        for (char *c = text; *c; ++c) if (*c == '\n') *c = 0;
    }
    fclose(list);
    return text;
}

int main(int argc, char **argv)
{
    const size_t window = argc == 3 ? strtoul(argv[1], NULL, 10) : 0;
    size_t size = 0;
    char *const paths = window >= SMALLEST_WINDOW && window <= LARGEST_WINDOW ? lines(argv[2], &size) : NULL;
    if (!paths) {
        fprintf(stderr, "usage: header_walk BYTES LIST\n");
        return 64;
    }
    uint64_t files = 0, sum = 0;
    const clock_t start = clock();
    for (const char *path = paths; path < paths + size; path += strlen(path) + 1) {
        sum += scan(path, window);
        ++files;
    }
    const double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    free(paths);
    printf("%llu %.6f %llu\n", (unsigned long long)files, seconds, (unsigned long long)sum);
}
