#include "CDCMTK.h"

#if !__has_include(<dcmtk/config/osconfig.h>)
#error "DCMTK headers not found. Run: make deps   (Debian/Ubuntu: apt-get install libdcmtk-dev)"
#else

#include "Guard.h"

#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <dcmtk/dcmjpeg/djrplol.h>
#include <dcmtk/dcmjpls/djrparam.h>

#include <atomic>
#include <memory>
#include <string>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>

/// A data set or an item to be: DCMTK's file format object owns all elements.
struct cdcmtk_dataset {
    DcmFileFormat file;
};

namespace {

using cdcmtk::Failure;
using cdcmtk::check;
using cdcmtk::guarded;

DcmTag dicomTag(uint32_t tag, const char *vr) {
    DcmTag result(static_cast<Uint16>(tag >> 16), static_cast<Uint16>(tag & 0xFFFF));
    if (vr != nullptr) {
        const DcmVR named(vr);
        if (std::strcmp(named.getVRName(), vr) != 0) {
            throw Failure(std::string("no such value representation: ") + vr);
        }
        result.setVR(named);
    }
    return result;
}

void requireCount(size_t count, size_t width) {
    if (count > 0xFFFFFFFEu / width) {
        throw Failure("value of more than 4 GiB");
    }
}

/// VRs whose characters and lengths don't depend on a character set.
bool hasCheckedText(DcmEVR vr) {
    switch (vr) {
    case EVR_AE: case EVR_AS: case EVR_CS: case EVR_DA: case EVR_DS:
    case EVR_DT: case EVR_IS: case EVR_TM: case EVR_UI:
        return true;
    default:
        return false;
    }
}

std::unique_ptr<DcmElement> newElement(const DcmTag &tag) {
    DcmElement *element = nullptr;
    check(DcmItem::newDicomElementWithVR(element, tag));
    return std::unique_ptr<DcmElement>(element);
}

void insert(cdcmtk_dataset *dataset, std::unique_ptr<DcmElement> element) {
    check(dataset->file.getDataset()->insert(element.get(), OFTrue));
    element.release();
}

/// Removes a file that was not renamed to its final name.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::string &target) {
        static std::atomic<unsigned long> counter{0};
        const auto slash = target.rfind('/');
        const auto start = slash == std::string::npos ? 0 : slash + 1;
        // A short name of its own: the target's may already be as long as names can be.
        path_ = target.substr(0, start) + ".dcm-" + std::to_string(getpid()) + "-"
            + std::to_string(counter.fetch_add(1)) + ".partial";
    }
    ~TemporaryFile() {
        if (!renamed_) {
            unlink(path_.c_str());
        }
    }
    TemporaryFile(const TemporaryFile &) = delete;
    TemporaryFile &operator=(const TemporaryFile &) = delete;

    const char *path() const { return path_.c_str(); }

    void rename(const char *target) {
        if (std::rename(path(), target) != 0) {
            throw Failure(std::strerror(errno));
        }
        renamed_ = true;
    }

private:
    std::string path_;
    bool renamed_ = false;
};

void requireText(DcmDataset &dataset, const DcmTagKey &key, const char *name) {
    OFString value;
    if (dataset.findAndGetOFString(key, value).bad() || value.empty()) {
        throw Failure(std::string(name) + " is missing");
    }
}

/// Nothing for native pixel data and for codecs without parameters.
const DcmRepresentationParameter *losslessParameter(E_TransferSyntax syntax) {
    static const DJ_RPLossless jpeg;
    static const DJLSRepresentationParameter jpegLS(0, OFTrue);
    switch (syntax) {
    case EXS_JPEGProcess14: case EXS_JPEGProcess14SV1:
        return &jpeg;
    case EXS_JPEGLSLossless:
        return &jpegLS;
    default:
        return nullptr;
    }
}

// DCMTK's JPEG-LS encoder makes a stream of odd length even by a byte that it leaves as it found it in memory; the
// same pixels have to give the same file. A JPEG stream ends with FF D9, so what follows that is padding.
void clearPadding(DcmDataset &dataset, E_TransferSyntax syntax) {
    DcmElement *element = nullptr;
    if (dataset.findAndGetElement(DCM_PixelData, element).bad()) return;
    auto *const pixels = dynamic_cast<DcmPixelData *>(element);
    DcmPixelSequence *sequence = nullptr;
    if (pixels == nullptr || pixels->getEncapsulatedRepresentation(syntax, losslessParameter(syntax), sequence).bad()) return;
    for (unsigned long index = 0; index < sequence->card(); ++index) {
        DcmPixelItem *item = nullptr;
        Uint8 *bytes = nullptr;
        if (sequence->getItem(item, index).bad() || item->getUint8Array(bytes).bad() || bytes == nullptr) continue;
        const Uint32 length = item->getLength();
        if (length >= 3 && bytes[length - 3] == 0xFF && bytes[length - 2] == 0xD9) bytes[length - 1] = 0;
    }
}

void save(DcmFileFormat &file, const DcmXfer &syntax, const char *path) {
    if (!file.getDataset()->canWriteXfer(syntax.getXfer())) {
        throw Failure(std::string("no encoder for ") + syntax.getXferName());
    }
    TemporaryFile temporary(path);
    check(file.saveFile(temporary.path(), syntax.getXfer(), EET_ExplicitLength, EGL_recalcGL,
                        EPD_noChange, 0, 0, EWM_createNewMeta));
    temporary.rename(path);
}

void write(DcmFileFormat &file, const char *path, const char *transferSyntax) {
    DcmDataset &dataset = *file.getDataset();
    const DcmXfer syntax(transferSyntax);
    // An empty UID names DCMTK's internal big-endian implicit syntax.
    if (*transferSyntax == 0 || syntax.getXfer() == EXS_Unknown) {
        throw Failure(std::string("unknown transfer syntax: ") + transferSyntax);
    }
    requireText(dataset, DCM_SOPClassUID, "SOPClassUID");
    requireText(dataset, DCM_SOPInstanceUID, "SOPInstanceUID");
    if (!syntax.isEncapsulated()) {
        save(file, syntax, path);
        return;
    }
    // Encoders leave their marks in the data set (Derivation Description, Lossy Image Compression):
    // they get a copy of it, so that the next file does not inherit them.
    DcmFileFormat encoded(&dataset, OFTrue);
    check(encoded.getDataset()->chooseRepresentation(
        syntax.getXfer(), losslessParameter(syntax.getXfer())));
    clearPadding(*encoded.getDataset(), syntax.getXfer());
    save(encoded, syntax, path);
}

} // namespace

extern "C" {

int cdcmtk_dataset_create(cdcmtk_dataset **dataset, char *error, size_t error_size) {
    *dataset = nullptr;
    return guarded(error, error_size, [&] { *dataset = new cdcmtk_dataset; });
}

void cdcmtk_dataset_destroy(cdcmtk_dataset *dataset) {
    guarded(nullptr, 0, [&] { delete dataset; });
}

int cdcmtk_dataset_set_text(cdcmtk_dataset *dataset, uint32_t tag, const char *vr, const char *text,
                            size_t length, int checked, char *error, size_t error_size) {
    return guarded(error, error_size, [&] {
        requireCount(length, 1);
        const DcmTag key = dicomTag(tag, vr);
        DcmDataset &target = *dataset->file.getDataset();
        const char *value = length == 0 ? "" : text;
        if (checked != 0 && hasCheckedText(key.getEVR())) {
            const auto element = newElement(key);
            check(element->putString(value, static_cast<Uint32>(length)));
            check(element->checkValue("1-n"));
        }
        check(target.putAndInsertString(key, value, static_cast<Uint32>(length), OFTrue));
    });
}

int cdcmtk_dataset_set_bytes(cdcmtk_dataset *dataset, uint32_t tag, const char *vr,
                             const uint8_t *values, size_t count, char *error, size_t error_size) {
    return guarded(error, error_size, [&] {
        requireCount(count, 1);
        check(dataset->file.getDataset()->putAndInsertUint8Array(dicomTag(tag, vr), values, count));
    });
}

int cdcmtk_dataset_set_uint16(cdcmtk_dataset *dataset, uint32_t tag, const char *vr,
                              const uint16_t *values, size_t count, char *error, size_t error_size) {
    return guarded(error, error_size, [&] {
        requireCount(count, 2);
        check(dataset->file.getDataset()->putAndInsertUint16Array(dicomTag(tag, vr), values, count));
    });
}

int cdcmtk_dataset_set_int32(cdcmtk_dataset *dataset, uint32_t tag, const char *vr,
                             const int32_t *values, size_t count, char *error, size_t error_size) {
    return guarded(error, error_size, [&] {
        requireCount(count, 4);
        auto element = newElement(dicomTag(tag, vr));
        check(element->putSint32Array(values, static_cast<unsigned long>(count)));
        insert(dataset, std::move(element));
    });
}

int cdcmtk_dataset_set_double(cdcmtk_dataset *dataset, uint32_t tag, const char *vr,
                              const double *values, size_t count, char *error, size_t error_size) {
    return guarded(error, error_size, [&] {
        requireCount(count, 8);
        check(dataset->file.getDataset()->putAndInsertFloat64Array(dicomTag(tag, vr), values, count));
    });
}

int cdcmtk_dataset_set_empty_sequence(cdcmtk_dataset *dataset, uint32_t tag, char *error,
                                      size_t error_size) {
    return guarded(error, error_size, [&] {
        const DcmTag key = dicomTag(tag, nullptr);
        if (key.getEVR() != EVR_SQ) {
            throw Failure(std::string("not a sequence: ") + key.toString().c_str());
        }
        auto sequence = std::make_unique<DcmSequenceOfItems>(key);
        insert(dataset, std::move(sequence));
    });
}

int cdcmtk_dataset_append_item(cdcmtk_dataset *dataset, uint32_t tag, cdcmtk_dataset *item,
                               char *error, size_t error_size) {
    return guarded(error, error_size, [&] {
        const DcmTag key = dicomTag(tag, nullptr);
        if (key.getEVR() != EVR_SQ) {
            throw Failure(std::string("not a sequence: ") + key.toString().c_str());
        }
        DcmDataset &source = *item->file.getDataset();
        auto moved = std::make_unique<DcmItem>();
        while (source.card() > 0) {
            std::unique_ptr<DcmElement> element(source.remove(0ul));
            check(moved->insert(element.get(), OFTrue));
            element.release();
        }
        check(dataset->file.getDataset()->insertSequenceItem(key, moved.get(), -2));
        moved.release();
    });
}

int cdcmtk_dataset_set_pixel_bytes(cdcmtk_dataset *dataset, const uint8_t *samples, size_t count,
                                   char *error, size_t error_size) {
    return guarded(error, error_size, [&] {
        requireCount(count, 1);
        auto pixels = std::make_unique<DcmPixelData>(DCM_PixelData);
        pixels->setVR(EVR_OB);
        check(pixels->putUint8Array(samples, static_cast<unsigned long>(count)));
        insert(dataset, std::move(pixels));
    });
}

int cdcmtk_dataset_set_pixel_words(cdcmtk_dataset *dataset, const uint16_t *samples, size_t count,
                                   char *error, size_t error_size) {
    return guarded(error, error_size, [&] {
        requireCount(count, 2);
        auto pixels = std::make_unique<DcmPixelData>(DCM_PixelData);
        pixels->setVR(EVR_OW);
        check(pixels->putUint16Array(samples, static_cast<unsigned long>(count)));
        insert(dataset, std::move(pixels));
    });
}

int cdcmtk_dataset_write(cdcmtk_dataset *dataset, const char *path, const char *transfer_syntax,
                         char *error, size_t error_size) {
    return guarded(error, error_size, [&] { write(dataset->file, path, transfer_syntax); });
}

} // extern "C"

#endif
