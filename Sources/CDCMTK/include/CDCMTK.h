/*
 * DCMTK behind plain C: reading headers, writing files, C-ECHO.
 *
 * Conventions, the same for every function:
 *  - A function that can fail returns 0 on success and anything else on failure; it then fills
 *    `error` (at most `error_size` bytes, always terminated) with DCMTK's own text.
 *    `error` may be NULL when the text is of no interest.
 *  - No C++ exception leaves a function; one that was thrown inside becomes an error text.
 *  - Tags are (group << 16) | element.
 *  - Handles are created and destroyed in pairs. A handle belongs to one thread at a time; different
 *    handles may be used from different threads at the same time.
 *  - Text that is written is bytes in whatever character set the data set declares.
 */
#ifndef CDCMTK_H
#define CDCMTK_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of DCMTK this was compiled against, such as "3.6.7". */
const char *cdcmtk_version(void);

/* DCMTK's log on standard error: 0 (the state at start) is silence, anything else shows its warnings. */
void cdcmtk_set_logging(int enabled);

/* ------------------------------------------------------------------------------------------------
 * Reading the header of a file: everything in front of the pixel data.
 */

typedef struct cdcmtk_header cdcmtk_header;

/*
 * Parses `path` up to the first element at or behind Pixel Data (7FE0,0008).
 * Fails when the file can't be opened, is not DICOM, ends early or nests sequences deeper than
 * CDCMTK_MAXIMUM_NESTING levels.
 */
int cdcmtk_header_create(const char *path, cdcmtk_header **header, char *error, size_t error_size);
void cdcmtk_header_destroy(cdcmtk_header *header);

#define CDCMTK_MAXIMUM_NESTING 64

/* UID of the transfer syntax the data set was actually parsed with; valid as long as the handle. */
const char *cdcmtk_header_transfer_syntax(const cdcmtk_header *header);

/* Length of the file in bytes. */
uint64_t cdcmtk_header_file_size(const cdcmtk_header *header);

/*
 * The value of an element of the file's meta header (group 0002) or of the top level of the data
 * set; sequences are not descended. Text comes in UTF-8 when DCMTK can convert the data set's
 * character set, otherwise as it stands in the file; numbers come as decimal text; several values
 * are separated by backslashes. An element that is written with the unknown VR (UN) is read with the VR the dictionary
 * gives to its tag.
 * Returns 0 when the element is there (`*length` may still be 0), 1 when it is not there,
 * 2 on an error. `*value` is valid until the next call with the same handle; it is not terminated.
 * `*count` is the number of values.
 */
int cdcmtk_header_value(cdcmtk_header *header, uint32_t tag, const char **value, size_t *length,
                        size_t *count, char *error, size_t error_size);

/*
 * What follows the header in the file.
 * Returns 0 with the declared length of the pixel data's value in bytes, 1 when the length is not
 * declared (encapsulated or deflated data) or there are no pixel data, 2 when the file ends before
 * its pixel data do; `error` then says how many bytes are missing. `*offset` is where the value
 * begins in the file, 0 when that can't be said (deflated data) or there are no pixel data.
 */
int cdcmtk_header_pixel_data(cdcmtk_header *header, uint64_t *offset, uint64_t *length, char *error,
                             size_t error_size);

/* ------------------------------------------------------------------------------------------------
 * Writing.
 */

typedef struct cdcmtk_dataset cdcmtk_dataset;

int cdcmtk_dataset_create(cdcmtk_dataset **dataset, char *error, size_t error_size);
void cdcmtk_dataset_destroy(cdcmtk_dataset *dataset);

/*
 * The setters below put one element into the data set and replace what stood there.
 * `vr` is a value representation such as "LO"; NULL takes it from DCMTK's dictionary.
 */

/* Text; several values are separated by backslashes. Numeric VRs take decimal text.
 * `checked` other than 0 refuses values that the VR forbids (AE, AS, CS, DA, DS, DT, IS, TM, UI). */
int cdcmtk_dataset_set_text(cdcmtk_dataset *dataset, uint32_t tag, const char *vr, const char *text,
                            size_t length, int checked, char *error, size_t error_size);
int cdcmtk_dataset_set_bytes(cdcmtk_dataset *dataset, uint32_t tag, const char *vr,
                             const uint8_t *values, size_t count, char *error, size_t error_size);
int cdcmtk_dataset_set_uint16(cdcmtk_dataset *dataset, uint32_t tag, const char *vr,
                              const uint16_t *values, size_t count, char *error, size_t error_size);
int cdcmtk_dataset_set_int32(cdcmtk_dataset *dataset, uint32_t tag, const char *vr,
                             const int32_t *values, size_t count, char *error, size_t error_size);
int cdcmtk_dataset_set_double(cdcmtk_dataset *dataset, uint32_t tag, const char *vr,
                              const double *values, size_t count, char *error, size_t error_size);
int cdcmtk_dataset_set_empty_sequence(cdcmtk_dataset *dataset, uint32_t tag, char *error,
                                      size_t error_size);

/* Moves the elements of `item` to a new last item of the sequence `tag`, which is created if need
 * be. `item` is empty afterwards and still has to be destroyed. */
int cdcmtk_dataset_append_item(cdcmtk_dataset *dataset, uint32_t tag, cdcmtk_dataset *item,
                               char *error, size_t error_size);

/* Native pixel data, of samples of 8 bits or of 16 bits allocated. */
int cdcmtk_dataset_set_pixel_bytes(cdcmtk_dataset *dataset, const uint8_t *samples, size_t count,
                                   char *error, size_t error_size);
int cdcmtk_dataset_set_pixel_words(cdcmtk_dataset *dataset, const uint16_t *samples, size_t count,
                                   char *error, size_t error_size);

/*
 * Writes a file with meta header, encoding the pixel data where the transfer syntax asks for it.
 * The data set needs SOPClassUID and SOPInstanceUID. The file is written beside `path` under
 * another name and renamed when it is whole, so that `path` never holds a part of a file.
 */
int cdcmtk_dataset_write(cdcmtk_dataset *dataset, const char *path, const char *transfer_syntax,
                         char *error, size_t error_size);

/* ------------------------------------------------------------------------------------------------
 * Network.
 */

/* Opens an association, sends one C-ECHO and releases it. `timeout` in seconds, at least 1, holds
 * for each of: connecting, negotiating, waiting for the answer. */
int cdcmtk_echo(const char *host, uint16_t port, const char *calling_ae_title,
                const char *called_ae_title, int timeout, char *error, size_t error_size);

#ifdef __cplusplus
}
#endif

#endif
