/* The attributes that telerad's InstanceHeader is made of, in the order of their tags. */
#ifndef WANTED_H
#define WANTED_H

enum { WANTED_COUNT = 24 };

static const unsigned WANTED[WANTED_COUNT] = {
    0x00080016, /* SOP Class UID */
    0x00080018, /* SOP Instance UID */
    0x00080020, /* Study Date */
    0x00080021, /* Series Date */
    0x00080022, /* Acquisition Date */
    0x00080023, /* Content Date */
    0x0008002A, /* Acquisition DateTime */
    0x00080030, /* Study Time */
    0x00080031, /* Series Time */
    0x00080032, /* Acquisition Time */
    0x00080033, /* Content Time */
    0x00080060, /* Modality */
    0x00080070, /* Manufacturer */
    0x00080201, /* Timezone Offset From UTC */
    0x00081030, /* Study Description */
    0x00180015, /* Body Part Examined */
    0x0020000D, /* Study Instance UID */
    0x0020000E, /* Series Instance UID */
    0x00280002, /* Samples per Pixel */
    0x00280008, /* Number of Frames */
    0x00280010, /* Rows */
    0x00280011, /* Columns */
    0x00280100, /* Bits Allocated */
    0x00401003, /* Requested Procedure Priority */
};

/* Where those that make up the answer stand in WANTED. */
enum { SOP_INSTANCE_UID = 1, STUDY_INSTANCE_UID = 16, ROWS = 20, COLUMNS = 21 };

#endif
