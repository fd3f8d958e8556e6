#pragma once

#include <string>

namespace cdcmtk {

/// Throws when the header of a file nests sequences deeper than `maximum` levels.
///
/// DCMTK's parser and destructors call themselves for every level and have no limit of their own in
/// 3.6.7: a small file with 100,000 levels overflows the stack and ends the process. This walk goes
/// over the same elements in a loop. Where it meets something that makes no sense it leaves the
/// complaint to DCMTK, which stops at the same place.
void requireShallowNesting(const std::string &path, size_t maximum);

} // namespace cdcmtk
