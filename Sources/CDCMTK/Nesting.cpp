#include "CDCMTK.h"

#if !__has_include(<dcmtk/config/osconfig.h>)
#error "DCMTK headers not found. Run: make deps   (Debian/Ubuntu: apt-get install libdcmtk-dev)"
#else

#include "Guard.h"
#include "Nesting.h"

#include <dcmtk/dcmdata/dcistrmf.h>
#include <dcmtk/dcmdata/dctk.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace {

using cdcmtk::Failure;

constexpr uint32_t undefinedLength = 0xFFFFFFFFu;
constexpr uint32_t itemTag = 0xFFFEE000u;
constexpr uint32_t itemDelimiter = 0xFFFEE00Du;
constexpr uint32_t sequenceDelimiter = 0xFFFEE0DDu;
constexpr uint32_t firstPixelTag = 0x7FE00008u;

/// The bytes of a file from an offset on, inflated if need be, a few at a time.
class Source {
public:
    Source(const std::string &path, uint64_t offset, E_StreamCompression compression)
        : stream_(path.c_str(), static_cast<offile_off_t>(offset)) {
        cdcmtk::check(stream_.status());
        if (compression != ESC_none) {
            cdcmtk::check(stream_.installCompressionFilter(compression));
        }
    }

    uint64_t position() const { return position_; }

    /// The next `count` bytes (at most 132) without going past them; false when there are fewer.
    bool peek(uint8_t *bytes, size_t count) {
        if (filled_ - next_ < count) {
            std::memmove(buffer_.data(), buffer_.data() + next_, filled_ - next_);
            filled_ -= next_;
            next_ = 0;
            while (filled_ < count) {
                const auto got = stream_.read(buffer_.data() + filled_,
                                              static_cast<offile_off_t>(buffer_.size() - filled_));
                if (got <= 0) {
                    return false;
                }
                filled_ += static_cast<size_t>(got);
            }
        }
        std::memcpy(bytes, buffer_.data() + next_, count);
        return true;
    }

    /// False when the file ends before.
    bool skip(uint64_t count) {
        const uint64_t buffered = std::min<uint64_t>(count, filled_ - next_);
        next_ += buffered;
        position_ += buffered;
        count -= buffered;
        while (count > 0) {
            const auto skipped = stream_.skip(static_cast<offile_off_t>(count));
            if (skipped <= 0) {
                return false;
            }
            position_ += static_cast<uint64_t>(skipped);
            count -= static_cast<uint64_t>(skipped);
        }
        return true;
    }

private:
    DcmInputFileStream stream_;
    std::array<uint8_t, 4096> buffer_;
    size_t next_ = 0;
    size_t filled_ = 0;
    uint64_t position_ = 0;
};

struct Encoding {
    bool isExplicit;
    bool isBig;

    uint32_t number16(const uint8_t *bytes) const {
        return isBig ? bytes[0] << 8 | bytes[1] : bytes[1] << 8 | bytes[0];
    }
    uint32_t number32(const uint8_t *bytes) const {
        return isBig ? number16(bytes) << 16 | number16(bytes + 2)
                     : number16(bytes + 2) << 16 | number16(bytes);
    }
    uint32_t tag(const uint8_t *bytes) const { return number16(bytes) << 16 | number16(bytes + 2); }
};

/// Tag, VR and length of an element; the source stands at the value afterwards.
struct ElementHead {
    uint32_t tag = 0;
    DcmEVR vr = EVR_UNKNOWN;
    uint32_t length = 0;

    bool read(Source &source, Encoding encoding) {
        std::array<uint8_t, 12> bytes;
        if (!source.peek(bytes.data(), 8)) {
            return false;
        }
        tag = encoding.tag(bytes.data());
        const DcmTag known(static_cast<Uint16>(tag >> 16), static_cast<Uint16>(tag & 0xFFFF));
        if (!encoding.isExplicit || tag >> 16 == 0xFFFE) {
            vr = known.getEVR();
            length = encoding.number32(bytes.data() + 4);
            return source.skip(8);
        }
        const char name[3] = {static_cast<char>(bytes[4]), static_cast<char>(bytes[5]), 0};
        const DcmVR written(name);
        vr = written.getEVR();
        if (!written.usesExtendedLengthEncoding()) {
            length = encoding.number16(bytes.data() + 6);
            return source.skip(8);
        }
        if (!source.peek(bytes.data(), 12)) {
            return false;
        }
        length = encoding.number32(bytes.data() + 8);
        return source.skip(12);
    }
};

/// Where the data set begins and how it is encoded.
struct Start {
    uint64_t offset = 0;
    E_StreamCompression compression = ESC_none;
    Encoding encoding{true, false};
};

/// Explicit if two capital letters follow the tag, big-endian if the group would be huge otherwise.
Encoding sniff(Source &source) {
    std::array<uint8_t, 8> bytes{};
    source.peek(bytes.data(), bytes.size());
    const auto isCapital = [](uint8_t byte) { return byte >= 'A' && byte <= 'Z'; };
    return {isCapital(bytes[4]) && isCapital(bytes[5]), bytes[0] == 0 && bytes[1] != 0};
}

Start findDataset(const std::string &path) {
    Start start;
    Source source(path, 0, ESC_none);
    std::array<uint8_t, 132> preamble;
    if (source.peek(preamble.data(), preamble.size()) && std::memcmp(preamble.data() + 128, "DICM", 4) == 0) {
        source.skip(preamble.size());
    }
    std::string syntax;
    std::array<uint8_t, 4> tag;
    while (source.peek(tag.data(), tag.size()) && Encoding{true, false}.tag(tag.data()) >> 16 == 2) {
        ElementHead head;
        if (!head.read(source, {true, false})) {
            break;
        }
        if (head.tag == 0x00020010 && head.length <= 64) {
            std::array<uint8_t, 64> value;
            if (source.peek(value.data(), head.length)) {
                syntax.assign(reinterpret_cast<const char *>(value.data()), head.length);
                syntax.erase(std::find(syntax.begin(), syntax.end(), '\0'), syntax.end());
                syntax.erase(syntax.find_last_not_of(' ') + 1);
            }
        }
        if (head.vr == EVR_SQ || head.length == undefinedLength) {
            throw Failure("a sequence in the file's meta header");
        }
        if (!source.skip(head.length)) {
            break;
        }
    }
    start.offset = source.position();
    const DcmXfer known(syntax.c_str());
    // An empty UID names DCMTK's internal big-endian implicit syntax.
    if (syntax.empty() || known.getXfer() == EXS_Unknown) {
        start.encoding = sniff(source);
    } else {
        start.encoding = {known.isExplicitVR() != OFFalse, known.isBigEndian() != OFFalse};
        start.compression = known.getStreamCompression();
    }
    return start;
}

/// A sequence or an item that the walk is inside of.
struct Level {
    bool isItem;
    bool isFragments;   ///< items are bytes and hold no elements
    uint64_t end;       ///< position behind it, or the largest number when a delimiter ends it
    Encoding encoding;
};

bool beginsWithItem(Source &source, Encoding encoding) {
    std::array<uint8_t, 4> bytes;
    return source.peek(bytes.data(), bytes.size()) && encoding.tag(bytes.data()) == itemTag;
}

bool isSequence(const ElementHead &head, Source &source, Encoding encoding) {
    if (head.vr == EVR_SQ || head.length == undefinedLength) {
        return true;
    }
    // Without VRs, private sequences are known only to the dictionary of their creator.
    return !encoding.isExplicit && (head.tag >> 16 & 1) == 1 && head.length >= 8
        && beginsWithItem(source, encoding);
}

} // namespace

namespace cdcmtk {

void requireShallowNesting(const std::string &path, size_t maximum) {
    const Start start = findDataset(path);
    Source source(path, start.offset, start.compression);
    std::vector<Level> levels;
    const auto endOf = [&](uint32_t length) {
        return length == undefinedLength ? ~0ull : source.position() + length;
    };

    ElementHead head;
    while (true) {
        while (!levels.empty() && source.position() >= levels.back().end) {
            levels.pop_back();
        }
        const Encoding encoding = levels.empty() ? start.encoding : levels.back().encoding;
        if (!head.read(source, encoding)) {
            return;
        }
        if (levels.empty() || levels.back().isItem) {
            if (levels.empty() && head.tag >= firstPixelTag) {
                return;
            }
            if (head.tag == itemDelimiter && !levels.empty()) {
                levels.pop_back();
            } else if (head.tag >> 16 == 0xFFFE) {
                return;
            } else if (isSequence(head, source, encoding)) {
                // Items are the levels in between, so sequences are every other one.
                if (levels.size() / 2 >= maximum) {
                    throw Failure("sequences are nested deeper than " + std::to_string(maximum) + " levels");
                }
                // An unknown VR of undefined length holds implicit little-endian (PS3.5, 6.2.2), and
                // DCMTK takes a VR that it never heard of for the unknown one.
                const bool isUnknown = encoding.isExplicit
                    && (head.vr == EVR_UN || head.vr == EVR_UNKNOWN || head.vr == EVR_UNKNOWN2B);
                levels.push_back({false, head.vr == EVR_OB || head.vr == EVR_OW || head.vr == EVR_ox
                                             || head.vr == EVR_PixelData || head.vr == EVR_px,
                                  endOf(head.length), isUnknown ? Encoding{false, false} : encoding});
            } else if (!source.skip(head.length)) {
                return;
            }
        } else if (head.tag == itemTag) {
            if (!levels.back().isFragments) {
                levels.push_back({true, false, endOf(head.length), encoding});
            } else if (!source.skip(head.length)) {
                return;
            }
        } else if (head.tag == sequenceDelimiter) {
            levels.pop_back();
        } else {
            return;
        }
    }
}

} // namespace cdcmtk

#endif
