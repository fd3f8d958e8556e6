#pragma once

// Only for the sources of this target, after they made sure that DCMTK's headers are there.

#include <dcmtk/config/osconfig.h>
#include <dcmtk/ofstd/ofcond.h>

#include <cstddef>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>

namespace cdcmtk {

/// Why a call did not do what it was asked for.
struct Failure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Throws DCMTK's own text when `condition` is an error.
inline void check(const OFCondition &condition) {
    if (condition.bad()) {
        throw Failure(condition.text());
    }
}

inline void report(const char *text, char *error, size_t error_size) noexcept {
    if (error != nullptr && error_size > 0) {
        std::snprintf(error, error_size, "%s", text);
    }
}

/// Codecs registered, logging off, Nagle off: once in a process, whichever thread comes first.
void prepareLibrary();

/// Runs `body` so that no exception leaves it: 0 on success, otherwise `onFailure` with the text.
template <class Body>
int guarded(char *error, size_t error_size, Body &&body, int onFailure = 2) noexcept {
    try {
        prepareLibrary();
        body();
        return 0;
    } catch (const std::exception &thrown) {
        report(thrown.what(), error, error_size);
    } catch (...) {
        report("exception of an unknown kind in DCMTK", error, error_size);
    }
    return onFailure;
}

} // namespace cdcmtk
