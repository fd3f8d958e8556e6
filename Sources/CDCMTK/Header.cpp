#include "CDCMTK.h"

#if !__has_include(<dcmtk/config/osconfig.h>)
#error "DCMTK headers not found. Run: make deps   (Debian/Ubuntu: apt-get install libdcmtk-dev)"
#else

#include "Guard.h"
#include "Nesting.h"

#include <dcmtk/dcmdata/dcistrmf.h>
#include <dcmtk/dcmdata/dcspchrs.h>
#include <dcmtk/dcmdata/dctk.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

struct cdcmtk_header {
    DcmFileFormat file;
    std::string path;
    std::string value;         ///< what the last call of cdcmtk_header_value pointed to
    uint64_t fileSize = 0;
    uint64_t end = 0;          ///< where the parser stopped
};

namespace {

using cdcmtk::Failure;
using cdcmtk::check;
using cdcmtk::guarded;

class Descriptor {
public:
    explicit Descriptor(const std::string &path)
        // Without O_NONBLOCK the opening of a named pipe would wait for its writer.
        : number_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
        if (number_ < 0) {
            throw Failure(std::strerror(errno));
        }
    }
    ~Descriptor() { close(number_); }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    uint64_t sizeOfRegularFile() const {
        struct stat status;
        if (fstat(number_, &status) != 0) {
            throw Failure(std::strerror(errno));
        }
        if (S_ISDIR(status.st_mode)) {
            throw Failure(std::strerror(EISDIR));
        }
        if (!S_ISREG(status.st_mode)) {
            throw Failure("not a regular file");
        }
        return static_cast<uint64_t>(status.st_size);
    }

    /// True when all `count` bytes at `offset` could be read.
    bool read(uint64_t offset, uint8_t *bytes, size_t count) const {
        return pread(number_, bytes, count, static_cast<off_t>(offset))
            == static_cast<ssize_t>(count);
    }

private:
    int number_;
};

/// Throws when a deflated data set ends before its compression does. Nothing is kept.
void requireEndOfStream(DcmInputStream &stream) {
    std::array<char, 65536> discarded;
    while (stream.good() && !stream.eos()) {
        if (stream.read(discarded.data(), static_cast<offile_off_t>(discarded.size())) <= 0) {
            throw Failure("the file ends inside its deflated data set");
        }
    }
}

std::unique_ptr<cdcmtk_header> parse(const char *path) {
    auto header = std::make_unique<cdcmtk_header>();
    header->path = path;
    header->fileSize = Descriptor(header->path).sizeOfRegularFile();
    cdcmtk::requireShallowNesting(header->path, CDCMTK_MAXIMUM_NESTING);

    DcmInputFileStream stream(path);
    check(stream.status());
    header->file.transferInit();
    const OFCondition outcome = header->file.readUntilTag(
        stream, EXS_Unknown, EGL_noChange, DCM_MaxReadLength, DcmTagKey(0x7FE0, 0x0008));
    header->file.transferEnd();
    check(outcome);
    header->end = static_cast<uint64_t>(stream.tell());
    if (DcmXfer(header->file.getDataset()->getOriginalXfer()).getStreamCompression() != ESC_none) {
        requireEndOfStream(stream);
    }
    return header;
}

DcmElement *find(cdcmtk_header &header, uint32_t tag) {
    const DcmTagKey key(static_cast<Uint16>(tag >> 16), static_cast<Uint16>(tag & 0xFFFF));
    DcmItem *item = header.file.getDataset();
    if (key.getGroup() == 2) {
        item = header.file.getMetaInfo();
    }
    DcmElement *element = nullptr;
    if (item == nullptr || item->findAndGetElement(key, element, OFFalse).bad()) {
        return nullptr;
    }
    return element;
}

bool isText(DcmEVR vr) {
    switch (vr) {
    case EVR_AE: case EVR_AS: case EVR_CS: case EVR_DA: case EVR_DS: case EVR_DT: case EVR_IS:
    case EVR_LO: case EVR_LT: case EVR_PN: case EVR_SH: case EVR_ST: case EVR_TM: case EVR_UC:
    case EVR_UI: case EVR_UR: case EVR_UT:
        return true;
    default:
        return false;
    }
}

/// The bytes of an element of unknown VR, read as the dictionary knows the tag. Such bytes are
/// always little-endian (PS3.5, section 6.2.2).
std::string valueOfUnknown(DcmElement &element) {
    Uint8 *bytes = nullptr;
    check(element.getUint8Array(bytes));
    const std::string raw(reinterpret_cast<const char *>(bytes), bytes == nullptr ? 0 : element.getLength());
    const DcmEVR vr = DcmTag(element.getTag().getXTag()).getEVR();
    const size_t width = vr == EVR_US || vr == EVR_xs ? 2 : vr == EVR_UL ? 4 : 0;
    if (width == 0) {
        return raw;
    }
    std::string numbers;
    for (size_t start = 0; start + width <= raw.size(); start += width) {
        unsigned long number = 0;
        for (size_t index = width; index > 0; index -= 1) {
            number = number << 8 | static_cast<uint8_t>(raw[start + index - 1]);
        }
        numbers += (start == 0 ? "" : "\\") + std::to_string(number);
    }
    return numbers;
}

std::string rawValueOf(DcmElement &element) {
    if (element.getLength() == 0) {
        return std::string();
    }
    if (isText(element.ident())) {
        char *text = nullptr;
        Uint32 length = 0;
        check(element.getString(text, length));
        return text == nullptr ? std::string() : std::string(text, length);
    }
    if (element.getVR() == EVR_UN) {
        return valueOfUnknown(element);
    }
    OFString text;
    check(element.getOFStringArray(text));
    return std::string(text.c_str(), text.length());
}

/// The text in UTF-8 when the data set's character set is known, otherwise as it stands.
std::string inUTF8(const std::string &text, DcmItem &dataset) {
    DcmElement *declaration = nullptr;
    if (std::all_of(text.begin(), text.end(), [](char byte) { return byte >= 0x20 && byte < 0x7F; })
        || dataset.findAndGetElement(DCM_SpecificCharacterSet, declaration).bad()) {
        return text;
    }
    const std::string name = rawValueOf(*declaration);
    DcmSpecificCharacterSet converter;
    OFString converted;
    if (converter.selectCharacterSet(name.c_str()).bad()
        || converter.convertString(text.data(), text.size(), converted).bad()) {
        return text;
    }
    return std::string(converted.data(), converted.length());
}

std::string valueOf(DcmElement &element, DcmItem &dataset) {
    const std::string value = rawValueOf(element);
    return isText(DcmTag(element.getTag().getXTag()).getEVR()) ? inUTF8(value, dataset) : value;
}

uint32_t littleEndian(const uint8_t *bytes) {
    return bytes[0] | bytes[1] << 8 | bytes[2] << 16 | static_cast<uint32_t>(bytes[3]) << 24;
}

uint32_t bigEndian(const uint8_t *bytes) {
    return static_cast<uint32_t>(bytes[0]) << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
}

/// Throws when the items from `offset` on don't end with a sequence delimiter.
void requireDelimiter(const Descriptor &file, uint64_t offset, uint64_t fileSize) {
    std::array<uint8_t, 8> item;
    while (file.read(offset, item.data(), item.size())) {
        const uint32_t tag = littleEndian(item.data());
        if (tag == 0xE0DDFFFEu) {
            return;
        }
        if (tag != 0xE000FFFEu) {
            throw Failure("no item tag in the encapsulated pixel data at byte " + std::to_string(offset));
        }
        offset += 8 + static_cast<uint64_t>(littleEndian(item.data() + 4));
    }
    throw Failure("the file ends at byte " + std::to_string(fileSize)
                  + " inside its encapsulated pixel data");
}

/// Returns false when no length is declared; `offset` is where the value begins, 0 when nowhere.
bool pixelDataPlace(cdcmtk_header &header, uint64_t &offset, uint64_t &length) {
    const DcmXfer syntax(header.file.getDataset()->getOriginalXfer());
    if (syntax.getStreamCompression() != ESC_none) {
        return false;
    }
    const bool isExplicit = syntax.isExplicitVR();
    const bool isBig = syntax.isBigEndian();
    const uint64_t headLength = isExplicit ? 12 : 8;
    const std::array<uint8_t, 4> little{0xE0, 0x7F, 0x10, 0x00};
    const std::array<uint8_t, 4> big{0x7F, 0xE0, 0x00, 0x10};

    const Descriptor file(header.path);
    std::array<uint8_t, 12> head{};
    // The parser stops behind the element's head or, at some versions, in front of it.
    for (const uint64_t start : {header.end - std::min(header.end, headLength), header.end}) {
        if (!file.read(start, head.data(), headLength)
            || std::memcmp(head.data(), isBig ? big.data() : little.data(), 4) != 0) {
            continue;
        }
        const uint8_t *field = head.data() + headLength - 4;
        const uint32_t declared = isBig ? bigEndian(field) : littleEndian(field);
        const uint64_t first = start + headLength;
        offset = first;
        if (declared == 0xFFFFFFFFu) {
            requireDelimiter(file, first, header.fileSize);
            return false;
        }
        if (declared > header.fileSize - first) {
            throw Failure("the file ends at byte " + std::to_string(header.fileSize) + ", "
                          + std::to_string(declared - (header.fileSize - first))
                          + " bytes before its pixel data do");
        }
        length = declared;
        return true;
    }
    return false;
}

} // namespace

extern "C" {

int cdcmtk_header_create(const char *path, cdcmtk_header **header, char *error, size_t error_size) {
    *header = nullptr;
    return guarded(error, error_size, [&] { *header = parse(path).release(); });
}

void cdcmtk_header_destroy(cdcmtk_header *header) {
    guarded(nullptr, 0, [&] { delete header; });
}

const char *cdcmtk_header_transfer_syntax(const cdcmtk_header *header) {
    const char *identifier = "";
    guarded(nullptr, 0, [&] {
        DcmFileFormat &file = const_cast<cdcmtk_header *>(header)->file;
        identifier = DcmXfer(file.getDataset()->getOriginalXfer()).getXferID();
    });
    return identifier;
}

uint64_t cdcmtk_header_file_size(const cdcmtk_header *header) { return header->fileSize; }

int cdcmtk_header_value(cdcmtk_header *header, uint32_t tag, const char **value, size_t *length,
                        size_t *count, char *error, size_t error_size) {
    *value = nullptr;
    *length = 0;
    *count = 0;
    bool found = false;
    const int status = guarded(error, error_size, [&] {
        DcmElement *element = find(*header, tag);
        if (element == nullptr) {
            return;
        }
        found = true;
        header->value = valueOf(*element, *header->file.getDataset());
        *value = header->value.data();
        *length = header->value.size();
        if (!header->value.empty()) {
            *count = 1 + std::count(header->value.begin(), header->value.end(), '\\');
        }
    });
    return status == 0 && !found ? 1 : status;
}

int cdcmtk_header_pixel_data(cdcmtk_header *header, uint64_t *offset, uint64_t *length, char *error,
                             size_t error_size) {
    *offset = 0;
    *length = 0;
    bool declared = false;
    const int status = guarded(error, error_size,
                               [&] { declared = pixelDataPlace(*header, *offset, *length); });
    return status == 0 && !declared ? 1 : status;
}

} // extern "C"

#endif
